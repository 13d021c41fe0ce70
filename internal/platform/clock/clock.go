// Package clock is where every service takes the time from, so that a test can
// move it and so that the shop's zone is decided once.
package clock

import (
	"sync"
	"time"
	_ "time/tzdata" // a scratch image has no zone files
)

// Clock tells the time. Separate processes run on System; a test in one process
// hands a Fake to all services.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now returns the machine's time.
func (System) Now() time.Time { return time.Now() }

// Fake is a clock that moves only when it is told to. It is safe for concurrent use.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake returns a clock that stands at t.
func NewFake(t time.Time) *Fake { return &Fake{now: t} }

// Now returns the time the clock stands at.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Advance moves the clock on by d.
func (f *Fake) Advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
}

// Set moves the clock to t.
func (f *Fake) Set(t time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = t
}

// Santiago is the shop's time zone; opening hours, cut-offs and dates are read on it, never in UTC.
func Santiago() *time.Location { return santiago() }

var santiago = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation("America/Santiago")
	if err != nil {
		panic("the embedded time zones lack America/Santiago: " + err.Error())
	}
	return loc
})

// Micros is how instants are stored: microseconds since 1970 UTC, in a bigint on every store.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// FromMicros reads what Micros wrote. Zero is the zero time.
func FromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
