package rabbit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/rabbit"
	"floresvictoria.cl/flores/test/servers"
)

func TestAConnectionCutInTheMiddleOfABatchLosesNothing(t *testing.T) {
	url := servers.RabbitMQ(t)
	way := newProxy(t, url)
	h := open(t, url, mailPaid) // only to remove the queues by a way that stands
	bus, err := rabbit.Open(rabbit.Options{URL: way.url, Name: "cut", Bindings: []events.Binding{mailPaid}, Backoff: soon, Log: quiet(t)})
	must(t, err)
	t.Cleanup(func() { must(t, bus.Close()) })
	must(t, bus.Ping(t.Context()))
	seen := newLedger()
	h.consume(t, seen.on())
	evs := some(0, 2000) // some 400 bytes each on the wire
	for _, after := range []int{1, 50_000, 300_000} {
		way.cutAfter(after)
		if err := bus.Publish(t.Context(), evs); err == nil {
			t.Errorf("cut after %d bytes, and no error", after)
		}
		eventually(t, "connected again", func() bool { return bus.Ping(t.Context()) == nil })
	}
	must(t, bus.Publish(t.Context(), evs))
	eventually(t, "all are seen", func() bool { return seen.missing(ids(evs)) == 0 })
	if n := seen.more(); n > 3*len(evs) {
		t.Errorf("%d seen again", n)
	}
}

func TestConsumersAndWatchersGoOnAfterEveryCut(t *testing.T) {
	url := servers.RabbitMQ(t)
	way := newProxy(t, url)
	h := open(t, url, mailPaid)
	bus, err := rabbit.Open(rabbit.Options{URL: way.url, Name: "cut", Bindings: []events.Binding{mailPaid}, Backoff: soon, Log: quiet(t)})
	must(t, err)
	t.Cleanup(func() { must(t, bus.Close()) })
	seen, news := newLedger(), newLedger()
	s, err := bus.Subscribe(t.Context(), events.Consumer{Name: "mail", Handlers: []events.Handler{
		events.On(paid, func(_ context.Context, ev events.Event, n note) error {
			if seen.add(ev) == 1 && n.N%50 == 0 {
				way.cut() // with this one at work
			}
			if n.N%10 == 0 && seen.times(ev.ID) < 3 {
				return events.Permanent(errors.New("twice refused"))
			}
			return nil
		}),
	}})
	run(t, s, err)
	w, err := bus.Watch(t.Context(), news.on())
	run(t, w, err)
	var all []string
	for n := 0; n < 200; n += 50 {
		evs := some(n, 50)
		all = append(all, ids(evs)...)
		must(t, h.bus.Publish(t.Context(), evs))
		eventually(t, "all are done", func() bool { return seen.missing(all) == 0 })
		eventually(t, "news is heard again", func() bool {
			more := some(1, 1)
			all = append(all, more[0].ID)
			must(t, h.bus.Publish(t.Context(), more))
			time.Sleep(5 * time.Millisecond)
			return news.missing(ids(more)) == 0
		})
	}
	eventually(t, "the queue is empty", func() bool {
		depths, err := bus.Depths(t.Context())
		return err == nil && depths[0] == events.Depth{Consumer: "mail"}
	})
}

func TestABrokerThatHangsIsWaitedForAsLongAsTheCallerSays(t *testing.T) {
	url := servers.RabbitMQ(t)
	way := newProxy(t, url)
	h := open(t, url, mailPaid)
	bus, err := rabbit.Open(rabbit.Options{URL: way.url, Name: "hung", Bindings: []events.Binding{mailPaid}, Log: quiet(t)})
	must(t, err)
	t.Cleanup(func() { must(t, bus.Close()) })
	must(t, bus.Publish(t.Context(), some(0, 1)))
	resume := way.hang()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := bus.Publish(ctx, some(1, 5)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("published: %v", err)
	}
	resume()
	must(t, bus.Publish(t.Context(), some(6, 5)))
	eventually(t, "what hung arrives as well", func() bool {
		depths, err := h.bus.Depths(t.Context())
		return err == nil && depths[0].Ready == 11
	})
}

func TestABrokerShortOfMemoryIsToldNothingUntilItRecovers(t *testing.T) {
	// Method frames of the connection (channel 0, class 10): blocked with its
	// reason, and unblocked.
	const blocked = "\x01\x00\x00\x00\x00\x00\x08\x00\x0a\x00\x3c\x03low\xce"
	const unblocked = "\x01\x00\x00\x00\x00\x00\x04\x00\x0a\x00\x3d\xce"
	url := servers.RabbitMQ(t)
	way := newProxy(t, url)
	h := open(t, url, mailPaid)
	bus, err := rabbit.Open(rabbit.Options{URL: way.url, Name: "short", Bindings: []events.Binding{mailPaid}, Log: quiet(t), Backoff: soon})
	must(t, err)
	t.Cleanup(func() { must(t, bus.Close()) })
	must(t, bus.Ping(t.Context()))
	seen := newLedger()
	(&harness{bus: bus}).consume(t, seen.on())
	before := some(0, 3)
	must(t, bus.Publish(t.Context(), before))
	eventually(t, "it consumes", func() bool { return seen.missing(ids(before)) == 0 && h.mail(t).Ready == 0 })

	resume := way.hang()
	answer := make(chan error, 1)
	evs := some(3, 3)
	go func() { answer <- bus.Publish(t.Context(), evs) }()
	select {
	case err := <-answer:
		t.Errorf("a broker that hangs has confirmed: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	way.tell(t, blocked)
	if err := <-answer; err == nil {
		t.Error("published")
	}
	if err := bus.Ping(t.Context()); err == nil || bus.Connected() || !strings.Contains(err.Error(), "low") {
		t.Errorf("ping: %v", err)
	}
	resume()
	must(t, h.bus.Publish(t.Context(), evs)) // another process, which the broker reads from
	eventually(t, "it consumes all the while", func() bool { return seen.missing(ids(evs)) == 0 })
	way.tell(t, unblocked)
	after := some(6, 3)
	eventually(t, "it publishes again", func() bool { return bus.Publish(t.Context(), after) == nil })
	eventually(t, "it is consumed", func() bool { return seen.missing(ids(after)) == 0 && h.mail(t).Ready == 0 })
}
