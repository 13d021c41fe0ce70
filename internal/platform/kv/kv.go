package kv

import (
	"context"
	"errors"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

// Entry is one key's value.
type Entry struct {
	Key     string
	Value   []byte
	Version int64     // rises with each change of the key, also over delete and expiry while the clock moves on
	Expires time.Time // zero when it does not expire
}

// Change is what an update makes of a key. Its zero value stores an empty value
// without expiry.
type Change struct {
	Value []byte
	// TTL from now on, in whole microseconds; 0 means without expiry. To keep an expiry, give what is left of it.
	TTL time.Duration
	// Delete removes the key; Value and TTL are ignored.
	Delete bool
	// Keep leaves the key as it is; everything else of the change is ignored.
	Keep bool
	// Events are written to the outbox in the same atomic write. Those with
	// Version 0 get the entry's new version.
	Events []events.Event
}

// Func decides on a change from the present entry (ok is false when there is
// none or it expired). It may run several times and only its last answer counts:
// it has no effects, makes no call and does not change old.Value. An error
// leaves everything as it was and is returned by Update.
type Func func(old Entry, ok bool) (Change, error)

// Store is a key-value store. It is safe for concurrent use by all replicas.
type Store interface {
	// Get returns a key's entry; false when there is none or it expired.
	Get(ctx context.Context, key string) (Entry, bool, error)
	// Update changes one key atomically and returns the entry as it is now
	// (only Key and Version after a Delete).
	Update(ctx context.Context, key string, fn Func) (Entry, error)
	// Delete removes a key; deleting none is fine.
	Delete(ctx context.Context, key string) error
	// Scan walks the keys with a prefix a page at a time, in no promised
	// order. A key that was there all along is on at least one page; a page
	// may be empty before the last, or a little longer than limit.
	Scan(ctx context.Context, prefix, after string, limit int) (Page, error)
	// Sweep removes up to limit expired entries and says how many. Its
	// owner calls it now and then; expiry itself needs no sweep. A store that
	// forgets by itself has nothing to do and says 0.
	Sweep(ctx context.Context, limit int) (int, error)
}

// Page is one step of a Scan.
type Page struct {
	Entries []Entry
	Next    string // give it as after for the next page; the store's own word, empty on the last
}

// Bounds of every store.
const (
	MaxKey   = 512     // bytes
	MaxValue = 1 << 20 // bytes
	MaxPage  = 1000    // entries; a larger or missing limit means this
)

// Errors of every store.
var (
	// ErrBounds says that a key is empty, no UTF-8 or longer than MaxKey, or a value longer than MaxValue.
	ErrBounds = errors.New("key or value out of bounds")
	// ErrNoOutbox says that a change had events and the store has no outbox for them.
	ErrNoOutbox = errors.New("this store publishes no events")
)
