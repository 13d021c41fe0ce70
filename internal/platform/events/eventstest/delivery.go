package eventstest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

func fanOut(t *testing.T, h Harness) {
	bus := h.Bus()
	mail, stock := newRecord(), newRecord()
	consume(t, bus, "mail", mail.on(paid), mail.on(placed))
	consume(t, bus, "stock", stock.on(paid))
	p, q := publish(t, bus, paid, 3), publish(t, bus, placed, 2)
	publish(t, bus, catalog, 1) // nobody's
	eventually(t, "both get theirs", func() bool { return mail.has(append(p, q...)) && stock.has(p) })
	eventually(t, "the queues are empty", func() bool {
		return depth(t, bus, "mail") == events.Depth{Consumer: "mail"} && depth(t, bus, "stock").Ready == 0
	})
}

func roundTrip(t *testing.T, h Harness) {
	got := make(chan events.Event, 10)
	consume(t, h.Bus(), "mail", events.On(paid, func(_ context.Context, ev events.Event, n Note) error {
		if n.N != 0 {
			return fmt.Errorf("data %+v", n)
		}
		got <- ev
		return nil
	}))
	want := paid.New("FV-2026-000123", 1<<50, Note{})
	want.Source, want.Time = "order-service", time.Date(2026, 11, 24, 12, 0, 0, 123456000, time.UTC)
	want.TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	if err := h.Bus().Publish(t.Context(), []events.Event{want}); err != nil {
		t.Fatal(err)
	}
	ev := <-got
	same := ev.ID == want.ID && ev.Source == want.Source && ev.Type == want.Type && ev.Subject == want.Subject &&
		ev.Version == want.Version && ev.Time.Equal(want.Time) && ev.TraceParent == want.TraceParent && string(ev.Data) == string(want.Data)
	if !same {
		t.Errorf("got %+v, want %+v", ev, want)
	}
}

func declared(t *testing.T, h Harness) {
	bus := h.Bus()
	publish(t, bus, paid, 3)
	for range 2 { // declaring again changes nothing
		if err := bus.Declare(t.Context(), events.Binding{Consumer: "mail", Types: []string{paid.Type()}}); err != nil {
			t.Fatal(err)
		}
	}
	after := publish(t, bus, paid, 3) // before it ever ran
	eventually(t, "three wait", func() bool { return depth(t, bus, "mail").Ready == 3 })
	mail := newRecord()
	consume(t, bus, "mail", mail.on(paid))
	after = append(after, publish(t, bus, paid, 3)...)
	eventually(t, "all after the declaration", func() bool { return mail.has(after) })
}

func restart(t *testing.T, h Harness) {
	mail := newRecord()
	stop := consume(t, h.Bus(), "mail", mail.on(paid))
	first := publish(t, h.Bus(), paid, 2)
	eventually(t, "the first are done", func() bool { return mail.has(first) && depth(t, h.Bus(), "mail").Ready == 0 })
	stop()
	waiting := publish(t, h.Bus(), paid, 100)
	h.Restart(t)
	again := newRecord()
	consume(t, h.Bus(), "mail", again.on(paid))
	eventually(t, "what waited, and not what was done", func() bool { return again.has(waiting) })
	later := publish(t, h.Bus(), paid, 2)
	eventually(t, "the binding is still there", func() bool { return again.has(append(waiting, later...)) })
}

func parallel(t *testing.T, h Harness) {
	bus := h.Bus()
	const bound, n = 3, 30
	var now, most atomic.Int32
	full := make(chan struct{})
	var once sync.Once
	done := newRecord()
	s, err := bus.Subscribe(t.Context(), events.Consumer{Name: "mail", Parallel: bound, Handlers: []events.Handler{
		events.On(paid, func(ctx context.Context, ev events.Event, _ Note) error {
			at := now.Add(1)
			defer now.Add(-1)
			for old := most.Load(); at > old && !most.CompareAndSwap(old, at); old = most.Load() {
			}
			if at == bound {
				once.Do(func() { close(full) })
			}
			select { // all wait until the bound is reached once
			case <-full:
			case <-ctx.Done():
				return ctx.Err()
			}
			done.note(ev)
			return nil
		}),
	}})
	evs := publish(t, bus, paid, n)
	start(t, s, err)
	eventually(t, "all are done", func() bool { return done.has(evs) })
	if most.Load() != bound {
		t.Errorf("%d at a time, not %d", most.Load(), bound)
	}
}

func stops(t *testing.T, h Harness) {
	bus := h.Bus()
	at, finish := make(chan struct{}), make(chan struct{})
	var cut atomic.Bool
	s, err := bus.Subscribe(t.Context(), events.Consumer{Name: "mail", Parallel: 1, Handlers: []events.Handler{
		events.On(paid, func(ctx context.Context, _ events.Event, _ Note) error {
			at <- struct{}{}
			<-finish
			cut.Store(ctx.Err() != nil)
			return nil
		}),
	}})
	stop := start(t, s, err)
	publish(t, bus, paid, 2)
	<-at
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	select {
	case <-stopped:
		t.Fatal("stopped under the handler")
	case <-time.After(20 * time.Millisecond):
	}
	close(finish)
	<-stopped
	if d := depth(t, bus, "mail"); d.Ready != 1 || cut.Load() {
		t.Errorf("%d wait, not 1; the handler's context was cut: %v", d.Ready, cut.Load())
	}
}

func timeout(t *testing.T, h Harness) {
	r := newRecord()
	s, err := h.Bus().Subscribe(t.Context(), events.Consumer{Name: "mail", Timeout: 10 * time.Millisecond, Handlers: []events.Handler{
		events.On(paid, func(ctx context.Context, ev events.Event, _ Note) error {
			if r.note(ev) > 1 {
				return nil
			}
			<-ctx.Done()
			return ctx.Err()
		}),
	}})
	start(t, s, err)
	ev := publish(t, h.Bus(), paid, 1)[0]
	eventually(t, "it is tried again and done", func() bool { return r.times(ev.ID) == 2 && depth(t, h.Bus(), "mail").Ready == 0 })
}

func watchers(t *testing.T, h Harness) {
	bus := h.Bus()
	publish(t, bus, catalog, 1) // before anybody watched
	one, two := newRecord(), newRecord()
	var stops []func()
	for _, r := range []*record{one, two} {
		s, err := bus.Watch(t.Context(), r.on(catalog), events.On(paid, func(context.Context, events.Event, Note) error { panic("news") }))
		stops = append(stops, start(t, s, err))
	}
	publish(t, bus, paid, 1) // a fault of one event is not the end
	news := publish(t, bus, catalog, 5)
	publish(t, bus, placed, 1)
	eventually(t, "every watcher hears it", func() bool { return one.has(news) && two.has(news) })
	stops[0]()
	more := publish(t, bus, catalog, 1)
	eventually(t, "the other goes on", func() bool { return two.has(append(news, more...)) })
	if !one.has(news) {
		t.Error("a stopped watcher hears news")
	}
}

func crowd(t *testing.T, h Harness) {
	bus := h.Bus()
	const publishers, each, consumers = 32, 20, 3
	records := make([]*record, consumers)
	for i := range records {
		records[i] = newRecord()
		for range 2 { // two share each queue
			consume(t, bus, fmt.Sprint("consumer", i), records[i].on(paid))
		}
	}
	all := make([][]events.Event, publishers)
	var group sync.WaitGroup
	for p := range all {
		group.Go(func() {
			for range each {
				all[p] = append(all[p], publish(t, bus, paid, 1)...)
			}
		})
	}
	group.Wait()
	var evs []events.Event
	for _, part := range all {
		evs = append(evs, part...)
	}
	for i, r := range records {
		eventually(t, fmt.Sprint("consumer ", i, " got all"), func() bool { return r.has(evs) })
		eventually(t, "its queue is empty", func() bool { return depth(t, bus, fmt.Sprint("consumer", i)).Ready == 0 })
	}
}
