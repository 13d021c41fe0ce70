package kv

import (
	"time"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

// CheckKey says ErrBounds of a key that no store takes. This and what follows are
// the rules that every store has in common.
func CheckKey(key string) error {
	if key == "" || len(key) > MaxKey || !utf8.ValidString(key) {
		return ErrBounds
	}
	return nil
}

// Apply gives the entry that a change makes of a key whose last known version
// was old. Versions start at the time in microseconds, so that they rise also
// when delete or sweep made the store forget the last one.
func (c Change) Apply(key string, old int64, now time.Time) (Entry, error) {
	if len(c.Value) > MaxValue {
		return Entry{}, ErrBounds
	}
	e := Entry{Key: key, Version: max(old+1, clock.Micros(now))}
	if c.Delete {
		return e, nil
	}
	e.Value = append([]byte{}, c.Value...) // never nil, never the caller's
	if c.TTL > 0 {
		e.Expires = now.Add(c.TTL).UTC().Truncate(time.Microsecond)
	}
	return e, nil
}

// Alive says whether an entry is there for its readers.
func (e Entry) Alive(now time.Time) bool { return e.Expires.IsZero() || now.Before(e.Expires) }

// ExpiresMicros is 0 for an entry that does not expire.
func (e Entry) ExpiresMicros() int64 {
	if e.Expires.IsZero() {
		return 0
	}
	return clock.Micros(e.Expires)
}

// Stamped gives the events without a version that of their entry.
func Stamped(evs []events.Event, version int64) []events.Event {
	out := make([]events.Event, len(evs))
	for i, ev := range evs {
		if ev.Version == 0 {
			ev.Version = version
		}
		out[i] = ev
	}
	return out
}
