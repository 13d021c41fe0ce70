package events

import (
	"context"
	"errors"
	"time"
)

// Publisher is the half of a Bus that a Relay needs.
type Publisher interface {
	// Publish puts the events in the queue of every consumer bound to their
	// types and returns when that is durable. All of them or an error;
	// publishing an event again is allowed (and consumers see it at least once).
	Publish(ctx context.Context, events []Event) error
}

// Bus moves events between services: embedded in one process, or a broker.
// It is safe for concurrent use.
type Bus interface {
	Publisher

	// Declare makes the consumers' queues and bindings, durably. A consumer
	// gets what is published after it was declared, also while it does not
	// run. It is idempotent and only adds; the table of services declares all
	// bindings at start, before any relay runs.
	Declare(ctx context.Context, bindings ...Binding) error

	// Subscribe declares c and returns what works its queue off. Several
	// subscriptions of one name share the queue.
	Subscribe(ctx context.Context, c Consumer) (Subscription, error)

	// Watch is for cache news: every watcher gets each event published from
	// now on, without durability, tries or dead letters, and loses events
	// when it is slow, so that whoever watches also polls. Errors of the
	// handlers are logged. Run the subscription, or it collects in vain.
	Watch(ctx context.Context, handlers ...Handler) (Subscription, error)

	DeadLetters
}

// DeadLetters is what the back office and the command line ask of a Bus.
type DeadLetters interface {
	// DeadLetters lists parked messages, oldest first, of one consumer or,
	// with an empty name, of all. limit is held within 1…MaxDeadLetters.
	DeadLetters(ctx context.Context, consumer string, limit int) ([]DeadLetter, error)
	// Replay puts one parked message back in its consumer's queue with no
	// tries counted, or returns ErrNoDeadLetter.
	Replay(ctx context.Context, consumer, eventID string) error
	// Depths counts each declared consumer's messages, for metrics and the
	// system page.
	Depths(ctx context.Context) ([]Depth, error)
}

// Binding says which types of event a consumer's queue collects.
type Binding struct {
	Consumer string
	Types    []string
}

// Consumer is one durable queue and what works it off.
type Consumer struct {
	// Name of the queue, "cart-service" or "order-service.expiry": it stays
	// the same over releases.
	Name     string
	Handlers []Handler
	// Parallel bounds the handlers at work at one time; 0 means 4.
	Parallel int
	// Timeout ends a handler's context; 0 means one minute. It counts no try.
	Timeout time.Duration
}

// Binding is what Declare needs of c.
func (c Consumer) Binding() Binding {
	b := Binding{Consumer: c.Name}
	for _, h := range c.Handlers {
		b.Types = append(b.Types, h.Type)
	}
	return b
}

// Subscription works a queue off while its owner lets it.
type Subscription interface {
	// Run handles messages until ctx ends, then lets the handlers at work
	// finish (their contexts are not cut by ctx) and returns nil. It is called once.
	Run(ctx context.Context) error
}

// DeadLetter is a parked message.
type DeadLetter struct {
	Consumer  string
	EventID   string
	Type      string
	Subject   string
	Tries     int
	LastError string    // at most 500 bytes
	ParkedAt  time.Time // when the last try failed
}

// Depth is the size of one consumer's queue.
type Depth struct {
	Consumer string
	Ready    int64 // waiting or at work
	Parked   int64 // dead letters
}

// MaxTries is how often a message's own fault is tried before it is parked.
const MaxTries = 10

// MaxDeadLetters bounds one list of dead letters.
const MaxDeadLetters = 1000

// ErrNoDeadLetter says that there is no such parked message.
var ErrNoDeadLetter = errors.New("no such dead letter")
