package rabbit_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/eventstest"
	"floresvictoria.cl/flores/internal/platform/events/rabbit"
	"floresvictoria.cl/flores/test/servers"
)

type note struct{ N int }

var (
	paid    = events.Define[note]("order.paid")
	nobodys = events.Define[note]("nobody.cares")

	mailPaid = events.Binding{Consumer: "mail", Types: []string{paid.Type()}}
)

// harness is a bus on a broker that others use, too.
type harness struct {
	url     string
	backoff events.Backoff
	bus     *rabbit.Bus
}

// soon is the back-off that the suite asks for.
var soon = events.Backoff{First: time.Millisecond, Max: 20 * time.Millisecond}

// open opens a bus on the broker and removes its queues after the test.
func open(t testing.TB, url string, bindings ...events.Binding) *harness {
	t.Helper()
	return openWith(t, url, soon, bindings...)
}

func openWith(t testing.TB, url string, backoff events.Backoff, bindings ...events.Binding) *harness {
	t.Helper()
	h := &harness{url: url, backoff: backoff}
	h.open(t, bindings)
	t.Cleanup(func() {
		known := h.bus.Bindings()
		_ = h.bus.Close()
		rabbit.DeleteQueues(t, url, known)
	})
	return h
}

func (h *harness) open(t testing.TB, bindings []events.Binding) {
	t.Helper()
	bus, err := rabbit.Open(rabbit.Options{
		URL: h.url, Name: "test", Bindings: bindings, Log: quiet(t), Backoff: h.backoff,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.bus = bus
}

func (h *harness) Bus() events.Bus { return h.bus }

// Restart is a new process with the same table of bindings.
func (h *harness) Restart(t *testing.T) {
	t.Helper()
	table := h.bus.Bindings()
	must(t, h.bus.Close())
	h.open(t, table)
}

func TestBus(t *testing.T) {
	url := servers.RabbitMQ(t)
	eventstest.Run(t, func(t *testing.T) eventstest.Harness { return open(t, url) })
}

func some(from, n int) []events.Event {
	out := make([]events.Event, n)
	for i := range out {
		out[i] = paid.New(fmt.Sprint(from+i), 1, note{from + i})
		out[i].Source = "order-service"
	}
	return out
}

func ids(evs []events.Event) []string {
	out := make([]string, len(evs))
	for i, ev := range evs {
		out[i] = ev.ID
	}
	return out
}

// mail is the depth of the only consumer, or none while the broker does not say.
func (h *harness) mail(t testing.TB) events.Depth {
	depths, err := h.bus.Depths(t.Context())
	if err != nil || len(depths) != 1 {
		return events.Depth{}
	}
	return depths[0]
}

// consume runs the mail consumer.
func (h *harness) consume(t testing.TB, handlers ...events.Handler) (stop func()) {
	t.Helper()
	s, err := h.bus.Subscribe(t.Context(), events.Consumer{Name: "mail", Handlers: handlers})
	return run(t, s, err)
}

// ledger counts events by id.
type ledger struct {
	mu   sync.Mutex
	seen map[string]int
}

func newLedger() *ledger { return &ledger{seen: map[string]int{}} }

func (l *ledger) add(ev events.Event) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[ev.ID]++
	return l.seen[ev.ID]
}

func (l *ledger) times(id string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.seen[id]
}

// missing counts those of ids that were never seen.
func (l *ledger) missing(ids []string) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range ids {
		if l.seen[id] == 0 {
			n++
		}
	}
	return n
}

// more is how often events were seen again.
func (l *ledger) more() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, times := range l.seen {
		n += times - 1
	}
	return n
}

func (l *ledger) on() events.Handler {
	return events.On(paid, func(_ context.Context, ev events.Event, _ note) error { l.add(ev); return nil })
}

// run runs a subscription until the function it gives is called, or the test ends.
func run(t testing.TB, s events.Subscription, err error) (stop func()) {
	t.Helper()
	must(t, err)
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

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(40 * time.Second); !ok(); {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// quiet logs only for who runs the tests with -v.
func quiet(t testing.TB) *slog.Logger {
	if testing.Verbose() {
		return slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	return slog.New(slog.DiscardHandler)
}
