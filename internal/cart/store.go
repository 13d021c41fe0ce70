package cart

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// Keys of the store. A guest's token is stored as its hash alone.
const (
	guestPrefix = "guest/"
	userPrefix  = "user/"
)

// keep is how long a guest's cart stays after its last change, and an account's
// once nothing is in it.
const keep = 30 * 24 * time.Hour

// errNoCart says that the caller has no cart: never had, it expired, or its lines
// moved to an account. A token without a cart and no token are told apart by nothing.
var errNoCart = errors.New("no such cart")

func guestKey(token string) string { return guestPrefix + id.Hash(token) }

func userKey(userID string) string { return userPrefix + userID }

// keyOf is where the caller's cart lies, or "" for a guest without a token. An
// account has one cart, whatever token comes with the call.
func keyOf(ctx context.Context, token string) string {
	switch who := contract.Who(ctx); {
	case who.SignedIn():
		return userKey(who.UserID)
	case token != "":
		return guestKey(token)
	}
	return ""
}

// load reads a cart for its owner; an empty one when there is none.
func (s *Service) load(ctx context.Context, key string) (*value, error) {
	if key == "" {
		return &value{}, nil
	}
	v, err := s.read(ctx, key)
	if err == nil && v.MovedTo != "" {
		return &value{}, nil
	}
	return v, err
}

// read gives a cart as it is stored, moved or not.
func (s *Service) read(ctx context.Context, key string) (*value, error) {
	entry, ok, err := s.store.Get(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("read a cart: %w", err)
	}
	return decode(entry, ok, s.clock.Now())
}

// edit decides on a change of a cart and says what the answer shows. It may run
// several times, each time on a fresh value.
type edit func(v *value) (state, error)

// change edits the caller's cart where there is one; an account's is made as needed.
func (s *Service) change(ctx context.Context, key string, do edit) (state, error) {
	if key == "" {
		return state{}, errNoCart
	}
	return s.write(ctx, key, func(v *value) (state, error) {
		if v.MovedTo != "" || (!v.exists && strings.HasPrefix(key, guestPrefix)) {
			return state{}, errNoCart
		}
		return do(v)
	})
}

// write edits the cart under key, be there one or not, and publishes the edit's
// events in the same atomic write. An edit that left the value clean stores nothing.
func (s *Service) write(ctx context.Context, key string, do edit) (state, error) {
	now := s.clock.Now()
	var out state
	_, err := s.store.Update(ctx, key, func(old kv.Entry, ok bool) (kv.Change, error) {
		v, err := decode(old, ok, now)
		if err != nil {
			return kv.Change{}, err
		}
		if out, err = do(v); err != nil || !v.dirty {
			return kv.Change{Keep: true}, err
		}
		body, err := json.Marshal(v)
		return kv.Change{Value: body, TTL: v.ttl(key), Events: v.events}, err
	})
	if err != nil {
		return state{}, fmt.Errorf("change a cart: %w", err)
	}
	return out, nil
}

// ttl is without end (0) for what an account means to buy.
func (v *value) ttl(key string) time.Duration {
	if strings.HasPrefix(key, userPrefix) && len(v.Lines) > 0 {
		return 0
	}
	return keep
}
