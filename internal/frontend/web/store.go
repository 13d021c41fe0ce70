package web

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// sessionStore keeps scs's sessions in the service's key-value store. scs hands it
// hashed tokens.
type sessionStore struct {
	kv  kv.Store
	clk clock.Clock
}

const sessionPrefix = "session/"

func (s sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	e, ok, err := s.kv.Get(ctx, sessionPrefix+token)
	return e.Value, ok, err
}

func (s sessionStore) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	_, err := s.kv.Update(ctx, sessionPrefix+token, func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Value: b, TTL: max(expiry.Sub(s.clk.Now()), time.Second)}, nil
	})
	return err
}

func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.kv.Delete(ctx, sessionPrefix+token)
}

// scs's older interface has no context.
func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s sessionStore) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
