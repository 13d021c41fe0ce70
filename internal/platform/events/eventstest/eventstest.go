// Package eventstest is what every bus must do: the one suite that the twins
// pass.
package eventstest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

// Harness is one bus under test.
type Harness interface {
	// Bus is the bus. It waits between tries for at most 20 ms, so that ten
	// tries are soon over.
	Bus() events.Bus
	// Restart ends the bus, as a deployment does, and opens it again on what
	// it had stored.
	Restart(t *testing.T)
}

// Note is the data of the suite's events.
type Note struct {
	N int `json:"n"`
}

var (
	paid     = events.Define[Note]("order.paid")
	placed   = events.Define[Note]("order.placed")
	catalog  = events.Define[Note]("product.changed")
	patience = 20 * time.Second // for what should take milliseconds
)

// Run runs the suite. open gives an empty bus and closes it after the test.
func Run(t *testing.T, open func(t *testing.T) Harness) {
	for name, test := range map[string]func(*testing.T, Harness){
		"each consumer gets its own copy of what it is bound to": fanOut,
		"an event arrives as it was published":                   roundTrip,
		"a consumer gets what came after it was declared":        declared,
		"what waits survives a restart":                          restart,
		"an outage counts no try and ends":                       outage,
		"one event that always fails keeps no other waiting":     stubborn,
		"a message's own fault parks it after ten tries":         parked,
		"a parked message is replayed":                           replayed,
		"dead letters are bounded and per consumer":              listed,
		"a panic is the message's own fault":                     panics,
		"handlers at work are bounded":                           parallel,
		"a handler at work finishes when its owner stops it":     stops,
		"a handler's time is bounded":                            timeout,
		"watchers hear news":                                     watchers,
		"nothing is lost between many publishers and consumers":  crowd,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// publish publishes n events of one type, numbered from 0.
func publish(t *testing.T, bus events.Publisher, d events.Definition[Note], n int) []events.Event {
	t.Helper()
	evs := make([]events.Event, n)
	for i := range evs {
		evs[i] = d.New(fmt.Sprint(i), int64(i+1), Note{N: i})
		evs[i].Source = "order-service"
		evs[i].Time = time.Date(2026, 11, 24, 12, 0, i, 0, time.UTC)
	}
	if err := bus.Publish(t.Context(), evs); err != nil {
		t.Fatal(err)
	}
	return evs
}

// start runs a subscription until the function it gives is called, or the test ends.
func start(t *testing.T, s events.Subscription, err error) (stop func()) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// consume subscribes and runs.
func consume(t *testing.T, bus events.Bus, name string, handlers ...events.Handler) (stop func()) {
	t.Helper()
	s, err := bus.Subscribe(t.Context(), events.Consumer{Name: name, Handlers: handlers})
	return start(t, s, err)
}

// record is what handlers saw.
type record struct {
	mu   sync.Mutex
	seen map[string]int // event id → times
}

func newRecord() *record { return &record{seen: map[string]int{}} }

// note counts an event and says how often it was seen.
func (r *record) note(ev events.Event) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[ev.ID]++
	return r.seen[ev.ID]
}

func (r *record) times(id string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[id]
}

// has says whether all of evs were seen, and nothing else.
func (r *record) has(evs []events.Event) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, ev := range evs {
		if r.seen[ev.ID] == 0 {
			return false
		}
	}
	return len(r.seen) == len(evs)
}

// on counts every event of a type and answers nil.
func (r *record) on(d events.Definition[Note]) events.Handler {
	return events.On(d, func(_ context.Context, ev events.Event, _ Note) error { r.note(ev); return nil })
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
		time.Sleep(time.Millisecond)
	}
}

// depth is one consumer's.
func depth(t *testing.T, bus events.Bus, consumer string) events.Depth {
	t.Helper()
	all, err := bus.Depths(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.Consumer == consumer {
			return d
		}
	}
	t.Fatalf("consumer %s is not listed in %v", consumer, all)
	return events.Depth{}
}

func deadLetters(t *testing.T, bus events.Bus, consumer string, limit int) []events.DeadLetter {
	t.Helper()
	out, err := bus.DeadLetters(t.Context(), consumer, limit)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
