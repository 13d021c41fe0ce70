package tokens

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"sync/atomic"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// KeySource asks the issuer for its public keys.
type KeySource func(ctx context.Context) (JWKS, error)

const (
	// keysAgain is the least time between two questions that unknown key
	// identifiers cause: anybody can send one.
	keysAgain = 2 * time.Second
	// keysEvery is how often the keys are asked for without cause, so that a
	// withdrawn one ends.
	keysEvery = 5 * time.Minute
	// askTimeout bounds one question to the issuer.
	askTimeout = 3 * time.Second
)

type keys map[string]ed25519.PublicKey

// keyring holds the issuer's public keys.
type keyring struct {
	source  KeySource
	clk     clock.Clock
	current atomic.Pointer[keys]
	turn    chan struct{} // one question at a time; guards tried and asked
	tried   time.Time     // when the last question began
	loaded  time.Time     // when the last answered question began
}

func newKeyring(source KeySource, clk clock.Clock) *keyring {
	return &keyring{source: source, clk: clk, turn: make(chan struct{}, 1)}
}

func (k *keyring) known(kid string) (ed25519.PublicKey, bool) {
	all := k.current.Load()
	if all == nil {
		return nil, false
	}
	key, ok := (*all)[kid]
	return key, ok
}

// key finds a public key, asking the issuer for one that is new.
func (k *keyring) key(ctx context.Context, kid string) (ed25519.PublicKey, error) {
	if key, ok := k.known(kid); ok {
		return key, nil
	}
	err := k.refresh(ctx, keysAgain, func() bool { _, ok := k.known(kid); return ok })
	if key, ok := k.known(kid); ok {
		return key, nil
	}
	if err != nil || k.current.Load() == nil {
		return nil, fmt.Errorf("no key to verify a token with: %v: %w", err, problem.Unavailable("keys_unavailable"))
	}
	return nil, problem.Unauthorized("token_invalid")
}

// keep asks when nothing is known yet, or when it is time to.
func (k *keyring) keep(ctx context.Context) error {
	if k.current.Load() == nil {
		return k.refresh(ctx, 0, func() bool { return k.current.Load() != nil })
	}
	return k.refresh(ctx, keysAgain, func() bool { return k.clk.Now().Sub(k.loaded) < keysEvery })
}

// refresh asks the issuer, unless that was done less than apart ago or, once it
// is this caller's turn, enough says that another's question answered it.
func (k *keyring) refresh(ctx context.Context, apart time.Duration, enough func() bool) error {
	select {
	case k.turn <- struct{}{}:
		defer func() { <-k.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	now := k.clk.Now()
	if enough() || (!k.tried.IsZero() && now.Sub(k.tried) < apart) {
		return nil
	}
	k.tried = now
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	set, err := k.source(ctx)
	if err != nil {
		return fmt.Errorf("ask for the verification keys: %w", err)
	}
	fresh := make(keys, len(set.Keys))
	for _, jwk := range set.Keys {
		// A key of another kind is for somebody else, or of a newer release.
		if key, err := jwk.PublicKey(); err == nil {
			fresh[jwk.ID] = key
		}
	}
	if len(fresh) == 0 {
		return fmt.Errorf("the issuer published no usable key among %d", len(set.Keys))
	}
	k.current.Store(&fresh)
	k.loaded = now
	return nil
}
