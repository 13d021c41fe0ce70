package web

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// sessionStore keeps scs's sessions in the service's key-value store: under the hash
// of the token that the browser holds, and sealed by the token itself. A session has
// the visitor's refresh token, cart and order links in it; whoever reads the store,
// or a copy of it, reads none of them.
//
// Pages of one visitor run at the same time, on several replicas. A commit therefore
// stores what its request changed, over what the others have stored meanwhile.
type sessionStore struct {
	kv  kv.Store
	clk clock.Clock
}

// errSessionOver says that the session ended while a request worked on it: another
// one logged in or out. What the late one changed is dropped.
var errSessionOver = errors.New("the session is over")

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

// CommitCtx stores a session that is new, or what the request changed of the one
// that it found; errSessionOver if that one is there no more.
func (s sessionStore) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	mine, err := readSession(b)
	if err != nil {
		return err
	}
	found := foundIn(ctx)
	_, err = s.kv.Update(ctx, sessionKey(token), func(old kv.Entry, ok bool) (kv.Change, error) {
		values, err := mine.values, error(nil)
		switch {
		case found.token == token:
			values, err = mergeStored(token, found.values, mine.values, old, ok)
		case found.left != nil:
			values = mergeRenewed(found.values, mine.values, found.left)
		}
		if err != nil {
			return kv.Change{}, err
		}
		b, err := scs.GobCodec{}.Encode(mine.deadline, values)
		return kv.Change{Value: sealSession(token, b), TTL: max(expiry.Sub(s.clk.Now()), time.Second)}, err
	})
	return err
}

func mergeStored(token string, base, mine values, old kv.Entry, ok bool) (values, error) {
	b, opens := openSession(token, old.Value)
	if !ok || !opens {
		return nil, errSessionOver
	}
	now, err := readSession(b)
	if err != nil {
		return nil, err
	}
	return merge(base, mine, now.values), nil
}

// DeleteCtx ends a session. What was stored last goes with the request that ended it,
// which may go on under a new token.
func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	var last []byte
	_, err := s.kv.Update(ctx, sessionKey(token), func(old kv.Entry, ok bool) (kv.Change, error) {
		last, _ = openSession(token, old.Value)
		return kv.Change{Delete: true, Keep: !ok}, nil
	})
	if found := foundIn(ctx); err == nil && last != nil && found.token == token {
		now, err := readSession(last)
		if err != nil {
			return err
		}
		found.left = now.values
	}
	return err
}

// session is one as scs writes it.
type session struct {
	deadline time.Time
	values   values
}

func readSession(b []byte) (session, error) {
	deadline, v, err := scs.GobCodec{}.Decode(b)
	if err != nil {
		return session{}, fmt.Errorf("decode a session: %w", err)
	}
	return session{deadline, v}, nil
}

// scs's older interface has no context.
func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s sessionStore) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
