package web

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// sessionStore keeps scs's sessions in the service's key-value store: under the hash
// of the token that the browser holds, and sealed by the token itself. A session has
// the visitor's refresh token, cart and order links in it; whoever reads the store,
// or a copy of it, reads none of them.
type sessionStore struct {
	kv  kv.Store
	clk clock.Clock
}

func sessionKey(token string) string { return "session/" + id.Hash(token) }

// FindCtx takes a session that does not open for none: the visitor begins anew.
func (s sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	e, ok, err := s.kv.Get(ctx, sessionKey(token))
	if err != nil || !ok {
		return nil, false, err
	}
	b, ok := openSession(token, e.Value)
	return b, ok, nil
}

func (s sessionStore) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	sealed := sealSession(token, b)
	_, err := s.kv.Update(ctx, sessionKey(token), func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Value: sealed, TTL: max(expiry.Sub(s.clk.Now()), time.Second)}, nil
	})
	return err
}

func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.kv.Delete(ctx, sessionKey(token))
}

// scs's older interface has no context.
func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s sessionStore) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
