package edge

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/id"
)

// client is whom limits are counted for: always an address, and beside it who asks,
// when that is known, over all the addresses they ask from. It is an account where
// the door has the account from its own store, else the hash of a credential that
// nobody has verified yet: with a made-up one a client limits nobody but itself, and
// its address counts all the same.
type client struct{ address, who string }

type clientKey struct{}

func clientOf(ctx context.Context) client {
	c, _ := ctx.Value(clientKey{}).(client)
	return c
}

func credential(shown string) string {
	if shown == "" {
		return ""
	}
	return "shown/" + id.Hash(shown)
}

// WithAccount counts what follows for an account, of whose identity the caller is
// sure, instead of for the credential.
func WithAccount(ctx context.Context, userID string) context.Context {
	c := clientOf(ctx)
	c.who = "account/" + userID
	return context.WithValue(ctx, clientKey{}, c)
}

// allow counts one request for the address, and if that may, for who asks.
func (c client) allow(ctx context.Context, l Limiter, key string, rate Rate) (bool, time.Duration) {
	ok, wait := l.Allow(ctx, key+c.address, rate)
	if ok && c.who != "" {
		ok, wait = l.Allow(ctx, key+c.who, rate)
	}
	return ok, wait
}
