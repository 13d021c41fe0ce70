package redis

import (
	"context"
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"time"

	redigo "github.com/gomodule/redigo/redis"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// Store is a key-value store on the server: one string a key. Its entries expire by
// the store's clock; the server forgets them by itself an hour later.
type Store struct {
	pool   *Pool
	prefix string
	clk    clock.Clock
	outbox *Outbox // nil when nothing is published
	seed   maphash.Seed
	turns  [256]chan struct{}
}

var _ kv.Store = (*Store)(nil)

// NewStore returns the store whose keys on the server begin with "{prefix}:". The
// braces keep them on one node of a cluster. source is the service whose name the
// events carry; empty for a store that publishes nothing.
func NewStore(pool *Pool, prefix string, clk clock.Clock, source string) *Store {
	s := &Store{pool: pool, prefix: "{" + prefix + "}:", clk: clk, seed: maphash.MakeSeed()}
	for i := range s.turns {
		s.turns[i] = make(chan struct{}, 1)
	}
	if source != "" {
		s.outbox = newOutbox(pool, s.prefix, clk, source)
	}
	return s
}

// Outbox is where the store's events wait to be published; nil for a store without.
func (s *Store) Outbox() *Outbox { return s.outbox }

func (s *Store) entryKey(key string) string { return s.prefix + "entry:" + key }

// read returns the entry as it is stored, expired or deleted ones too.
func (s *Store) read(ctx context.Context, key string) (record, error) {
	b, err := redigo.Bytes(s.pool.Do(ctx, "GET", s.entryKey(key)))
	if err == redigo.ErrNil {
		return record{}, nil
	}
	if err != nil {
		return record{}, err
	}
	return decode(key, b)
}

// Get returns a key's entry.
func (s *Store) Get(ctx context.Context, key string) (kv.Entry, bool, error) {
	r, err := s.read(ctx, key)
	if err != nil {
		return kv.Entry{}, false, fmt.Errorf("read key: %w", err)
	}
	e, ok := r.seen(s.clk.Now())
	return e, ok, nil
}

// Update changes one key by comparing its version, with its events. Within this
// process callers of a key take turns; a race is only ever lost to another replica.
// An error that came while the server was asked to write leaves open whether it did.
func (s *Store) Update(ctx context.Context, key string, fn kv.Func) (kv.Entry, error) {
	if err := kv.CheckKey(key); err != nil {
		return kv.Entry{}, err
	}
	turn := s.turns[maphash.String(s.seed, key)%uint64(len(s.turns))]
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return kv.Entry{}, fmt.Errorf("store key: %w", ctx.Err())
	}
	for try := 1; ; try++ {
		e, won, err := s.try(ctx, key, fn)
		if won || err != nil {
			return e, err
		}
		select {
		case <-ctx.Done():
			return kv.Entry{}, fmt.Errorf("store key: %w", ctx.Err())
		case <-time.After(rand.N(time.Duration(min(try, 20)) * time.Millisecond)):
		}
	}
}

// try is one round of Update; won is false when somebody else wrote between.
func (s *Store) try(ctx context.Context, key string, fn kv.Func) (_ kv.Entry, won bool, err error) {
	old, err := s.read(ctx, key)
	if err != nil {
		return kv.Entry{}, false, fmt.Errorf("read key: %w", err)
	}
	now := s.clk.Now()
	seen, ok := old.seen(now)
	change, err := fn(seen, ok)
	if err != nil {
		return kv.Entry{}, false, err
	}
	if change.Keep {
		return seen, true, nil
	}
	next, err := change.Apply(key, old.Version, now)
	if err != nil {
		return kv.Entry{}, false, err
	}
	if len(change.Events) > 0 && s.outbox == nil {
		return kv.Entry{}, false, kv.ErrNoOutbox
	}
	won, err = s.swap(ctx, old, record{next, change.Delete}, change)
	if err != nil {
		return kv.Entry{}, false, fmt.Errorf("store key: %w", err)
	}
	return next, won, nil
}

var swapScript = newScript("swap", swapSource)

func (s *Store) swap(ctx context.Context, old, next record, change kv.Change) (bool, error) {
	keys := []string{s.entryKey(next.Key), s.prefix + outboxStream, s.prefix + outboxPlaces}
	args := []any{old.version(), next.encode(), next.forget(change.TTL).Milliseconds(), next.deleted}
	if len(change.Events) > 0 {
		bodies, err := s.outbox.bodies(kv.Stamped(change.Events, next.Version))
		if err != nil {
			return false, err
		}
		args = append(args, bodies...)
	}
	won, err := redigo.Bool(s.pool.eval(ctx, swapScript, keys, args...))
	if won && len(change.Events) > 0 {
		s.outbox.signal()
	}
	return won, err
}

// Delete removes a key.
func (s *Store) Delete(ctx context.Context, key string) error {
	_, err := s.Update(ctx, key, func(_ kv.Entry, ok bool) (kv.Change, error) {
		return kv.Change{Delete: true, Keep: !ok}, nil
	})
	return err
}

// Sweep has nothing to do: the server forgets by itself.
func (s *Store) Sweep(context.Context, int) (int, error) { return 0, nil }
