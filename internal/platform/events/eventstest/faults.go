package eventstest

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/events"
)

func outage(t *testing.T, h Harness) {
	bus := h.Bus()
	var down atomic.Bool
	down.Store(true)
	tried, done := newRecord(), newRecord()
	consume(t, bus, "mail", events.On(paid, func(_ context.Context, ev events.Event, _ Note) error {
		tried.note(ev)
		if down.Load() {
			return errors.New("the mail server is unreachable")
		}
		done.note(ev)
		return nil
	}))
	evs := publish(t, bus, paid, 5)
	total := func() (n int) {
		for _, ev := range evs {
			n += tried.times(ev.ID)
		}
		return n
	}
	eventually(t, "more tries than would park all", func() bool { return total() > len(evs)*events.MaxTries })
	down.Store(false)
	eventually(t, "all are done", func() bool { return done.has(evs) && depth(t, bus, "mail").Ready == 0 })
	if dead := deadLetters(t, bus, "mail", 10); len(dead) != 0 {
		t.Errorf("parked: %+v", dead)
	}
}

func stubborn(t *testing.T, h Harness) {
	bus := h.Bus()
	done := newRecord()
	var tries atomic.Int32
	consume(t, bus, "mail", events.On(paid, func(_ context.Context, ev events.Event, n Note) error {
		if n.N == 0 {
			tries.Add(1)
			return errors.New("not yet, says a fault in the code")
		}
		done.note(ev)
		return nil
	}))
	evs := publish(t, bus, paid, 200)
	eventually(t, "the others are done", func() bool { return done.has(evs[1:]) })
	seen := tries.Load()
	eventually(t, "it is still tried", func() bool { return tries.Load() > seen+3 })
	if d := depth(t, bus, "mail"); d.Ready != 1 || d.Parked != 0 {
		t.Errorf("depth %+v", d)
	}
}

// refuse always blames the message, with a text longer than a list may show.
func refuse(r *record) events.Handler {
	return events.On(paid, func(_ context.Context, ev events.Event, _ Note) error {
		r.note(ev)
		return events.Permanent(errors.New("no such order" + strings.Repeat("ñ", 2000)))
	})
}

func parked(t *testing.T, h Harness) {
	bus := h.Bus()
	tried, fine := newRecord(), newRecord()
	consume(t, bus, "mail", refuse(tried), fine.on(placed))
	ev := publish(t, bus, paid, 1)[0]
	odd := paid.New("odd", 1, Note{})
	odd.Source, odd.Data = "order-service", []byte(`{"n":"not a number"}`)
	if err := bus.Publish(t.Context(), []events.Event{odd}); err != nil {
		t.Fatal(err)
	}
	others := publish(t, bus, placed, 20)
	eventually(t, "both are parked", func() bool { return depth(t, bus, "mail").Parked == 2 })
	eventually(t, "the others are done", func() bool { return fine.has(others) })
	if n := tried.times(ev.ID); n != events.MaxTries {
		t.Errorf("%d tries, not %d", n, events.MaxTries)
	}
	for _, d := range deadLetters(t, bus, "mail", 10) {
		ok := d.Consumer == "mail" && d.Type == "order.paid" && d.Tries == events.MaxTries && !d.ParkedAt.IsZero() && len(d.LastError) <= 500
		switch d.EventID {
		case ev.ID:
			ok = ok && strings.HasPrefix(d.LastError, "no such order") && d.Subject == ev.Subject
		case odd.ID:
			ok = ok && strings.Contains(d.LastError, "decode") && d.Subject == "odd"
		default:
			ok = false
		}
		if !ok {
			t.Errorf("dead letter %+v", d)
		}
	}
	h.Restart(t)
	if n := len(deadLetters(t, h.Bus(), "", 10)); n != 2 {
		t.Errorf("%d dead letters after a restart", n)
	}
}

func replayed(t *testing.T, h Harness) {
	bus := h.Bus()
	var mended atomic.Bool
	done := newRecord()
	consume(t, bus, "mail", events.On(paid, func(_ context.Context, ev events.Event, _ Note) error {
		if !mended.Load() {
			return events.Permanent(errors.New("a fault that the next release mends"))
		}
		done.note(ev)
		return nil
	}))
	evs := publish(t, bus, paid, 2)
	eventually(t, "both are parked", func() bool { return depth(t, bus, "mail").Parked == 2 })
	if err := bus.Replay(t.Context(), "mail", evs[0].ID); err != nil {
		t.Fatal(err)
	}
	eventually(t, "ten more tries park it again", func() bool { return depth(t, bus, "mail").Parked == 2 })
	mended.Store(true)
	for _, ev := range evs {
		if err := bus.Replay(t.Context(), "mail", ev.ID); err != nil {
			t.Fatal(err)
		}
	}
	later := publish(t, bus, paid, 3)
	eventually(t, "all are done", func() bool { return done.has(append(evs, later...)) })
	eventually(t, "none is left", func() bool { return depth(t, bus, "mail") == events.Depth{Consumer: "mail"} })
	for consumer, id := range map[string]string{"mail": evs[0].ID, "nobody": evs[0].ID} {
		if err := bus.Replay(t.Context(), consumer, id); !errors.Is(err, events.ErrNoDeadLetter) {
			t.Errorf("replay of none: %v", err)
		}
	}
}

func listed(t *testing.T, h Harness) {
	bus := h.Bus()
	consume(t, bus, "mail", refuse(newRecord()))
	consume(t, bus, "stock", refuse(newRecord()))
	publish(t, bus, paid, 3)
	eventually(t, "all are parked", func() bool { return depth(t, bus, "mail").Parked == 3 && depth(t, bus, "stock").Parked == 3 })
	for _, c := range []struct {
		consumer    string
		limit, want int
	}{{"", 100, 6}, {"", 4, 4}, {"mail", 100, 3}, {"mail", 1, 1}, {"mail", 0, 1}, {"nobody", 100, 0}, {"", 1 << 30, 6}} {
		got := deadLetters(t, bus, c.consumer, c.limit)
		if len(got) != c.want {
			t.Errorf("%d of %q with limit %d, not %d", len(got), c.consumer, c.limit, c.want)
		}
		for i := 1; i < len(got); i++ {
			if got[i].ParkedAt.Before(got[i-1].ParkedAt) {
				t.Error("not the oldest first")
			}
		}
	}
}

func panics(t *testing.T, h Harness) {
	bus := h.Bus()
	done := newRecord()
	consume(t, bus, "mail", events.On(paid, func(_ context.Context, ev events.Event, n Note) error {
		if n.N == 0 {
			panic("index out of range")
		}
		done.note(ev)
		return nil
	}))
	evs := publish(t, bus, paid, 5)
	eventually(t, "it is parked and the others done", func() bool {
		return depth(t, bus, "mail") == events.Depth{Consumer: "mail", Parked: 1} && done.has(evs[1:])
	})
	if dead := deadLetters(t, bus, "mail", 1); !strings.Contains(dead[0].LastError, "index out of range") {
		t.Errorf("%+v", dead[0])
	}
}
