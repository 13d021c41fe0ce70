package events_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

var (
	quiet = slog.New(slog.NewTextHandler(io.Discard, nil))
	noon  = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
)

func openDB(t testing.TB) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "a.sqlite")})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func openBus(t testing.TB, path string) *embedded.Bus {
	t.Helper()
	bus, err := embedded.Open(t.Context(), embedded.Options{Path: path, Clock: clock.System{}, Log: quiet})
	must(t, err)
	t.Cleanup(func() { _ = bus.Close() })
	return bus
}

// place writes n events, each in a transaction of its own.
func place(t testing.TB, db relational.DB, outbox *events.RelationalOutbox, n int) {
	t.Helper()
	for i := range n {
		must(t, db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
			return outbox.Add(ctx, tx, paid.New(fmt.Sprint(i), 1, paidData{TotalCLP: int64(i)}))
		}))
	}
}

func TestAnEventIsInTheOutboxWithItsChangeOrNotAtAll(t *testing.T) {
	db := openDB(t)
	outbox := events.NewRelationalOutbox(db, clock.NewFake(noon), "order-service")
	no := errors.New("no")
	err := db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		must(t, outbox.Add(ctx, tx, paid.New("lost", 1, paidData{})))
		return no
	})
	if pending, _ := outbox.Pending(t.Context(), 9); !errors.Is(err, no) || len(pending) != 0 {
		t.Fatalf("%v left %v", err, pending)
	}
	select {
	case <-outbox.Wake():
		t.Error("woken for nothing")
	default:
	}
	want := paid.New("FV-1", 7, paidData{TotalCLP: 25990})
	want.TraceParent = "00-aa-bb-01"
	must(t, db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error { return outbox.Add(ctx, tx, want) }))
	<-outbox.Wake()
	place(t, db, outbox, 4)
	pending, err := outbox.Pending(t.Context(), 3)
	must(t, err)
	got := pending[0]
	if len(pending) != 3 || got.ID != want.ID || got.Type != want.Type || got.Subject != "FV-1" || got.Version != 7 ||
		got.Source != "order-service" || !got.Time.Equal(noon) || got.TraceParent != want.TraceParent || string(got.Data) != string(want.Data) {
		t.Errorf("got %d, the first %+v", len(pending), got)
	}
	must(t, outbox.Done(t.Context(), []string{got.ID, "unknown"}))
	if n, err := outbox.Size(t.Context()); n != 4 || err != nil {
		t.Errorf("%d left, %v", n, err)
	}
}

// run runs a relay and gives what stops it and waits for it.
func run(t *testing.T, relay *events.Relay) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- relay.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		must(t, <-done)
	})
	t.Cleanup(stop)
	return stop
}

func depth(t *testing.T, bus events.Bus) int64 {
	t.Helper()
	all, err := bus.Depths(t.Context())
	must(t, err)
	return all[0].Ready
}

func TestARelayPublishesWhenWokenAndDrainsWhenStopped(t *testing.T) {
	db, bus := openDB(t), openBus(t, filepath.Join(t.TempDir(), "bus.sqlite"))
	must(t, bus.Declare(t.Context(), events.Binding{Consumer: "mail", Types: []string{paid.Type()}}))
	outbox := events.NewRelationalOutbox(db, clock.System{}, "order-service")
	place(t, db, outbox, 25)
	// A poll that never comes shows that the signal is enough.
	stop := run(t, events.NewRelay(outbox, bus, events.RelayOptions{Batch: 10, Poll: time.Hour, Log: quiet}))
	for depth(t, bus) < 25 {
		time.Sleep(time.Millisecond)
	}
	place(t, db, outbox, 5)
	for depth(t, bus) < 30 {
		time.Sleep(time.Millisecond)
	}
	place(t, db, outbox, 40)
	stop()
	if n, err := outbox.Size(t.Context()); n != 0 || err != nil || depth(t, bus) != 70 {
		t.Errorf("%d are left, %v, %d arrived", n, err, depth(t, bus))
	}
}

// flaky is a bus that can be cut off, and that can lose its answer.
type flaky struct {
	events.Publisher
	down, deaf atomic.Bool
	tries      atomic.Int32
}

func (f *flaky) Publish(ctx context.Context, evs []events.Event) error {
	f.tries.Add(1)
	if f.down.Load() {
		return errors.New("the broker is unreachable")
	}
	err := f.Publisher.Publish(ctx, evs)
	if f.deaf.Load() {
		return errors.New("the connection broke before the answer")
	}
	return err
}

func TestWithTheBusDownEventsWaitAndThenArriveOnce(t *testing.T) {
	db, bus := openDB(t), openBus(t, filepath.Join(t.TempDir(), "bus.sqlite"))
	must(t, bus.Declare(t.Context(), events.Binding{Consumer: "mail", Types: []string{paid.Type()}}))
	outbox := events.NewRelationalOutbox(db, clock.System{}, "order-service")
	link := &flaky{Publisher: bus}
	link.down.Store(true)
	run(t, events.NewRelay(outbox, link, events.RelayOptions{
		Poll: time.Millisecond, Backoff: events.Backoff{First: time.Millisecond, Max: 5 * time.Millisecond}, Log: quiet,
	}))
	place(t, db, outbox, 20) // purchases go on
	tried := func(more int32) {
		for until := link.tries.Load() + more; link.tries.Load() < until; {
			time.Sleep(time.Millisecond)
		}
	}
	tried(3)
	if n, err := outbox.Size(t.Context()); n != 20 || err != nil {
		t.Fatalf("%d wait, %v", n, err)
	}
	link.deaf.Store(true)
	link.down.Store(false)
	tried(3) // published more than once
	link.deaf.Store(false)
	for {
		n, err := outbox.Size(t.Context())
		must(t, err)
		if n == 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if n := depth(t, bus); n != 20 {
		t.Errorf("%d arrived, not 20", n)
	}
}

func TestARelayThatCannotDrainStopsInTimeAndKeepsTheEvents(t *testing.T) {
	db := openDB(t)
	outbox := events.NewRelationalOutbox(db, clock.System{}, "order-service")
	place(t, db, outbox, 3)
	hang := publisher(func(ctx context.Context, _ []events.Event) error { <-ctx.Done(); return ctx.Err() })
	stop := run(t, events.NewRelay(outbox, hang, events.RelayOptions{Drain: 10 * time.Millisecond, Log: quiet}))
	stop()
	if n, err := outbox.Size(t.Context()); n != 3 || err != nil {
		t.Errorf("%d are left, %v", n, err)
	}
}

type publisher func(context.Context, []events.Event) error

func (p publisher) Publish(ctx context.Context, evs []events.Event) error { return p(ctx, evs) }

// What a change causes belongs to the trace of what caused the change, unless the
// event names another cause.
func TestAnEventCarriesTheTraceOfItsCause(t *testing.T) {
	const cause, other = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-11111111111111111111111111111111-2222222222222222-01"
	db := openDB(t)
	outbox := events.NewRelationalOutbox(db, clock.System{}, "order-service")
	plain, named := paid.New("1", 1, paidData{}), paid.New("2", 1, paidData{})
	named.TraceParent = other
	must(t, db.Write(traceparent.With(t.Context(), cause), func(ctx context.Context, tx relational.DBTX) error {
		return outbox.Add(ctx, tx, plain, named)
	}))
	pending, err := outbox.Pending(t.Context(), 9)
	must(t, err)
	var seen []string
	h := events.On(paid, func(ctx context.Context, _ events.Event, _ paidData) error {
		seen = append(seen, traceparent.From(ctx))
		return nil
	})
	invalid := pending[0]
	invalid.TraceParent = "<script>"
	for _, ev := range append(pending, invalid) {
		must(t, h.Handle(t.Context(), ev))
	}
	must(t, h.Handle(traceparent.With(t.Context(), other), pending[0])) // a span of the handler's own
	if !slices.Equal(seen, []string{cause, other, "", other}) {
		t.Errorf("handled under %v", seen)
	}
}
