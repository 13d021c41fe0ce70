package rabbit

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

// Options say where the broker is and how the bus waits.
type Options struct {
	// URL is amqp:// or, with the server's certificate verified, amqps://.
	// Its path names the virtual host.
	URL string
	// TLS is for amqps; nil verifies against the system's authorities. A test
	// gives its own authority.
	TLS *tls.Config
	// Name is what the broker's operator sees this process as.
	Name string
	// Bindings are those of every consumer of the shop, whoever runs where:
	// they are declared before anything is published, so that no event is
	// lost because its consumer never started.
	Bindings []events.Binding
	Clock    clock.Clock    // for the time of parking; nil means the machine's
	Backoff  events.Backoff // between tries and while a consumer pauses
	Log      *slog.Logger   // nil means slog.Default

	// OnPublish and OnHandle, when set, hear of every batch and of every
	// message dealt with, for metrics. They return at once.
	OnPublish func(events int, took time.Duration, err error)
	OnHandle  func(consumer, kind string, outcome Outcome, took time.Duration)
}

// Outcome is what became of a message that a handler had.
type Outcome string

// The outcomes.
const (
	Done    Outcome = "done"    // dealt with
	Refused Outcome = "refused" // its own fault, to be tried again
	Parked  Outcome = "parked"  // its own fault for the last time
	Paused  Outcome = "paused"  // the surroundings failed: to be tried again, uncounted
)

// Bus is the events.Bus on a broker.
type Bus struct {
	opt      Options
	topology *topology
	// Two connections: the broker stops reading from one that publishes while
	// it is short of memory or disk, and acknowledgements must still pass.
	out, in *link
	slots   chan struct{} // bounds the batches on their way

	parking sync.Mutex // one look into the dead letters at a time: looking takes them out for a moment

	mu     sync.Mutex
	queues map[string][]*queue // of this process's subscriptions, by consumer

	stop       context.CancelFunc
	background sync.WaitGroup // the links, and channels being closed
}

var _ events.Bus = (*Bus)(nil)

// Batches that may be on their way at one time; more wait.
const maxBatches = 16

// Open parses the options and begins to connect. Its owner closes the bus after
// every subscription's Run has returned and every relay has ended.
func Open(opt Options) (*Bus, error) {
	uri, err := amqp.ParseURI(opt.URL)
	if err != nil || uri.Host == "" {
		return nil, errors.New("the broker's URL is no amqp://user:password@host:port/vhost or amqps://…") // the cause would show the password
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	if opt.Clock == nil {
		opt.Clock = clock.System{}
	}
	ctx, stop := context.WithCancel(context.Background())
	b := &Bus{opt: opt, topology: newTopology(opt.Bindings), slots: make(chan struct{}, maxBatches), queues: map[string][]*queue{}, stop: stop}
	b.out, b.in = b.link("publishing"), b.link("consuming")
	b.background.Go(func() { b.out.run(ctx) })
	b.background.Go(func() { b.in.run(ctx) })
	return b, nil
}

func (b *Bus) link(what string) *link {
	d := dialer{url: b.opt.URL, tls: b.opt.TLS, name: b.opt.Name + " " + what}
	return &link{
		dial: d.dial, ready: b.ensure, backoff: b.opt.Backoff, changed: make(chan struct{}),
		log: b.opt.Log.With("connection", what),
	}
}

// Close ends the connections.
func (b *Bus) Close() error {
	b.stop()
	b.background.Wait()
	return nil
}

// Connected says whether the bus can publish and consume now, for metrics.
func (b *Bus) Connected() bool { return b.out.current() != nil && b.in.current() != nil }

// Ping says whether the broker answers on both connections and takes events.
// A service is ready without it.
func (b *Bus) Ping(ctx context.Context) error {
	for _, k := range []*link{b.out, b.in} {
		l, err := k.get(ctx)
		if err != nil {
			return err
		}
		if err := l.withChannel(ctx, func(*amqp.Channel) error { return nil }); err != nil {
			return fmt.Errorf("ping the broker: %w", err)
		}
	}
	return nil
}

// Declare remembers the bindings, which are made before this bus publishes
// anything more, and makes them at once when the broker is there.
func (b *Bus) Declare(_ context.Context, bindings ...events.Binding) error {
	b.topology.add(bindings)
	if l := b.out.current(); l != nil {
		return b.ensure(l)
	}
	return nil
}
