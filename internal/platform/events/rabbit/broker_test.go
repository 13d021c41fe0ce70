package rabbit_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/test/servers"
)

// patient is a back-off between the suite's and the shop's.
var patient = events.Backoff{First: 10 * time.Millisecond, Max: 300 * time.Millisecond}

// TestABrokerThatComesAndGoes stops, kills and starts a broker of its own.
func TestABrokerThatComesAndGoes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a broker several times")
	}
	ctx := context.Background()
	broker, err := servers.StartRabbitMQ(ctx, filepath.Join(t.TempDir(), "rabbitmq"))
	servers.SkipMissing(t, err)
	must(t, err)
	t.Cleanup(func() { _ = broker.Stop() })
	for name, test := range map[string]func(*testing.T, *servers.Server){
		"everything is built without it and goes on when it is there": absent,
		"stopped and killed under load it loses nothing":              underLoad,
		"dead letters and waiting messages outlast it":                outlast,
	} {
		t.Run(name, func(t *testing.T) {
			must(t, broker.Start())
			must(t, broker.Wait(ctx))
			test(t, broker)
		})
	}
}

func restart(t *testing.T, broker *servers.Server, end func() error) {
	t.Helper()
	must(t, end())
	must(t, broker.Start())
	must(t, broker.Wait(context.Background()))
}

func absent(t *testing.T, broker *servers.Server) {
	must(t, broker.Stop())
	h := openWith(t, broker.URL, patient, mailPaid)
	seen, news := newLedger(), newLedger()
	h.consume(t, seen.on())
	w, err := h.bus.Watch(t.Context(), news.on())
	run(t, w, err)
	must(t, h.bus.Declare(t.Context(), mailPaid))
	start := time.Now()
	evs := some(0, 3)
	if err := h.bus.Publish(t.Context(), evs); err == nil || h.bus.Connected() || h.bus.Ping(t.Context()) == nil {
		t.Errorf("published without a broker: %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("saying so took %v", took)
	}
	must(t, broker.Start())
	eventually(t, "it publishes", func() bool { return h.bus.Publish(t.Context(), evs) == nil })
	eventually(t, "it consumes", func() bool { return seen.missing(ids(evs)) == 0 })
	must(t, h.bus.Ping(t.Context()))
	eventually(t, "news is heard", func() bool {
		must(t, h.bus.Publish(t.Context(), evs[:1]))
		return news.missing(ids(evs[:1])) == 0
	})
}

func underLoad(t *testing.T, broker *servers.Server) {
	h := openWith(t, broker.URL, patient, mailPaid)
	seen := newLedger()
	for range 2 {
		h.consume(t, seen.on())
	}
	const publishers, batch = 4, 20
	var group sync.WaitGroup
	var mu sync.Mutex
	var published []string
	again := 0 // events of batches that were not taken at once
	ctx, stop := context.WithCancel(t.Context())
	for range publishers {
		group.Go(func() {
			for n := 0; ctx.Err() == nil; n += batch {
				evs := some(n, batch)
				failed := 0
				for h.bus.Publish(t.Context(), evs) != nil { // as a relay does
					failed = batch
					time.Sleep(patient.After(3))
				}
				mu.Lock()
				again += failed
				published = append(published, ids(evs)...)
				mu.Unlock()
			}
		})
	}
	total := func() int {
		mu.Lock()
		defer mu.Unlock()
		return len(published)
	}
	ends := []func() error{broker.Stop, broker.Kill}
	for _, end := range ends {
		had := total()
		eventually(t, "events are published", func() bool { return total() > had+400 })
		restart(t, broker, end)
	}
	had := total()
	eventually(t, "events are published again", func() bool { return total() > had+400 })
	stop()
	group.Wait()
	eventually(t, "all are consumed", func() bool { return seen.missing(published) == 0 })
	eventually(t, "the queue is empty", func() bool {
		return h.mail(t) == events.Depth{Consumer: "mail"}
	})
	// What may come again: batches without an answer, on either of two
	// connections as the broker goes, and what was handed out and not
	// acknowledged then.
	if more, allowed := seen.more(), 2*again+len(ends)*2*128; more > allowed {
		t.Errorf("%d came again, more than the %d that may", more, allowed)
	}
	t.Logf("%d events, %d published again, %d seen again", len(published), again, seen.more())
}

func outlast(t *testing.T, broker *servers.Server) {
	h := openWith(t, broker.URL, patient, mailPaid)
	stop := h.consume(t, refused)
	dead := some(0, 3)
	must(t, h.bus.Publish(t.Context(), dead))
	eventually(t, "all are parked", func() bool { return h.mail(t).Parked == 3 })
	stop()
	must(t, h.bus.Publish(t.Context(), some(3, 50)))
	before, err := h.bus.DeadLetters(t.Context(), "mail", 10)
	must(t, err)
	for _, end := range []func() error{broker.Stop, broker.Kill} {
		restart(t, broker, end)
		eventually(t, "all are there", func() bool { return h.mail(t) == events.Depth{Consumer: "mail", Ready: 50, Parked: 3} })
	}
	after, err := h.bus.DeadLetters(t.Context(), "mail", 10)
	must(t, err)
	for i := range before {
		if after[i] != before[i] {
			t.Errorf("%+v became %+v", before[i], after[i])
		}
	}
	seen := newLedger()
	h.consume(t, seen.on())
	for _, ev := range dead {
		must(t, h.bus.Replay(t.Context(), "mail", ev.ID))
	}
	eventually(t, "the replayed are done", func() bool { return seen.missing(ids(dead)) == 0 && h.mail(t) == events.Depth{Consumer: "mail"} })
}
