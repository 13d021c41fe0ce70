package embedded_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
	"floresvictoria.cl/flores/internal/platform/events/eventstest"
)

type note struct{ N int }

var paid = events.Define[note]("order.paid")

// harness is a bus on a file.
type harness struct {
	path string
	clk  clock.Clock
	bus  *embedded.Bus
}

func open(t *testing.T, path string, clk clock.Clock) *harness {
	t.Helper()
	h := &harness{path: path, clk: clk}
	h.open(t)
	t.Cleanup(func() { _ = h.bus.Close() })
	return h
}

func (h *harness) open(t *testing.T) {
	t.Helper()
	bus, err := embedded.Open(t.Context(), embedded.Options{
		Path: h.path, Clock: h.clk, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Backoff: events.Backoff{First: time.Millisecond, Max: 20 * time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.bus = bus
}

func (h *harness) Bus() events.Bus { return h.bus }

func (h *harness) Restart(t *testing.T) {
	t.Helper()
	if err := h.bus.Close(); err != nil {
		t.Fatal(err)
	}
	h.open(t)
}

func TestBus(t *testing.T) {
	eventstest.Run(t, func(t *testing.T) eventstest.Harness {
		return open(t, filepath.Join(t.TempDir(), "bus.sqlite"), clock.System{})
	})
}

func some(n int) []events.Event {
	out := make([]events.Event, n)
	for i := range out {
		out[i] = paid.New(fmt.Sprint(i), 1, note{i})
		out[i].Source = "order-service"
	}
	return out
}

func ready(t *testing.T, bus events.Bus) int64 {
	t.Helper()
	depths, err := bus.Depths(t.Context())
	if err != nil || len(depths) != 1 {
		t.Fatalf("%v, %v", depths, err)
	}
	return depths[0].Ready
}

func TestPublishingAgainAfterACrashOfTheRelayDeliversOnce(t *testing.T) {
	clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	h := open(t, filepath.Join(t.TempDir(), "bus.sqlite"), clk)
	must(t, h.bus.Declare(t.Context(), events.Binding{Consumer: "mail", Types: []string{paid.Type()}}))
	evs := some(3)
	must(t, h.bus.Publish(t.Context(), evs[:2]))
	must(t, h.bus.Publish(t.Context(), evs))
	h.Restart(t)
	must(t, h.bus.Publish(t.Context(), append(evs, evs[0])))
	if n := ready(t, h.bus); n != 3 {
		t.Fatalf("%d messages, not 3", n)
	}
	handled := make(chan string, 10)
	sub, err := h.bus.Subscribe(t.Context(), events.Consumer{Name: "mail", Handlers: []events.Handler{
		events.On(paid, func(_ context.Context, ev events.Event, _ note) error { handled <- ev.ID; return nil }),
	}})
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- sub.Run(ctx) }()
	for range evs {
		<-handled
	}
	cancel()
	must(t, <-done)
	clk.Advance(6 * 24 * time.Hour)
	must(t, h.bus.Publish(t.Context(), evs)) // known although dealt with
	if n := ready(t, h.bus); n != 0 {
		t.Errorf("%d messages came again", n)
	}
}

func TestWhatWasPublishedIsForgottenAfterAWhile(t *testing.T) {
	clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	h := open(t, filepath.Join(t.TempDir(), "bus.sqlite"), clk)
	must(t, h.bus.Publish(t.Context(), some(10)))
	clk.Advance(8 * 24 * time.Hour)
	must(t, h.bus.Publish(t.Context(), some(3)))
	if n := embedded.Remembered(t, h.bus); n != 10-6+3 {
		t.Errorf("%d ids are remembered", n)
	}
}

func TestAMessageWithoutAHandlerIsParked(t *testing.T) {
	h := open(t, filepath.Join(t.TempDir(), "bus.sqlite"), clock.System{})
	must(t, h.bus.Declare(t.Context(), events.Binding{Consumer: "mail", Types: []string{paid.Type()}}))
	must(t, h.bus.Publish(t.Context(), some(1)))
	sub, err := h.bus.Subscribe(t.Context(), events.Consumer{Name: "mail"})
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- sub.Run(ctx) }()
	for {
		dead, err := h.bus.DeadLetters(t.Context(), "mail", 1)
		must(t, err)
		if len(dead) == 1 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	cancel()
	must(t, <-done)
}

func TestTwoHandlersOfOneTypeAreRefused(t *testing.T) {
	h := open(t, filepath.Join(t.TempDir(), "bus.sqlite"), clock.System{})
	on := events.On(paid, func(context.Context, events.Event, note) error { return nil })
	if _, err := h.bus.Subscribe(t.Context(), events.Consumer{Name: "mail", Handlers: []events.Handler{on, on}}); err == nil {
		t.Error("subscribed")
	}
	if _, err := h.bus.Watch(t.Context(), on, on); err == nil {
		t.Error("watches")
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
