package rabbit

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
)

// exchange takes every event of the shop; the routing key is its type.
const exchange = "flores.events"

// maxParked bounds a consumer's dead letters. One that reaches it is broken as a
// whole: the broker refuses more, and the consumer pauses rather than lose any.
const maxParked = 10_000

// workArgs make a consumer's queue. It has no greatest length: refusing one
// consumer's copy would refuse the whole batch, again and again, and fill the
// queues of the others. When the disk runs short the broker stops all
// publishing, and the outboxes keep what comes.
func workArgs() amqp.Table {
	return amqp.Table{amqp.QueueTypeArg: amqp.QueueTypeQuorum, "x-delivery-limit": unlimited}
}

// deadArgs make the queue of its dead letters.
func deadArgs() amqp.Table {
	return amqp.Table{
		amqp.QueueTypeArg: amqp.QueueTypeQuorum, "x-delivery-limit": unlimited,
		amqp.QueueMaxLenArg: int32(maxParked), amqp.QueueOverflowArg: amqp.QueueOverflowRejectPublish,
	}
}

// unlimited deliveries: from version 4 on the broker would drop a message that
// came back 20 times, which a few lost connections or looks at the dead letters
// can do. Tries are counted in a header instead. The older versions know no -1.
const unlimited = int32(1 << 30)

// deadQueue is where a consumer's dead letters are.
func deadQueue(consumer string) string { return consumer + ".dead" }

// topology is what must exist on the broker.
type topology struct {
	mu      sync.Mutex
	version int // rises with each addition
	types   map[string]map[string]bool
	bound   map[string]bool // types that somebody collects
}

func newTopology(bindings []events.Binding) *topology {
	t := &topology{version: 1, types: map[string]map[string]bool{}, bound: map[string]bool{}}
	t.add(bindings)
	return t
}

func (t *topology) add(bindings []events.Binding) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, b := range bindings {
		if t.types[b.Consumer] == nil {
			t.types[b.Consumer] = map[string]bool{}
			t.version++
		}
		for _, kind := range b.Types {
			if !t.types[b.Consumer][kind] {
				t.types[b.Consumer][kind], t.bound[kind] = true, true
				t.version++
			}
		}
	}
}

// all lists the bindings, sorted, and their version.
func (t *topology) all() ([]events.Binding, int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]events.Binding, 0, len(t.types))
	for _, consumer := range slices.Sorted(maps.Keys(t.types)) {
		out = append(out, events.Binding{Consumer: consumer, Types: slices.Sorted(maps.Keys(t.types[consumer]))})
	}
	return out, t.version
}

// wanted says whether some consumer collects a type.
func (t *topology) wanted(kind string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bound[kind]
}

func (t *topology) current() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.version
}

// ensure makes what does not exist yet, once a connection and addition.
func (b *Bus) ensure(l *line) error {
	l.declaring.Lock()
	defer l.declaring.Unlock()
	if l.declared == b.topology.current() {
		return nil
	}
	bindings, version := b.topology.all()
	err := l.channel(func(ch *amqp.Channel) error {
		if err := ch.ExchangeDeclare(exchange, amqp.ExchangeTopic, true, false, false, false, nil); err != nil {
			return fmt.Errorf("declare %s: %w", exchange, err)
		}
		for _, binding := range bindings {
			if err := l.declareConsumer(ch, binding); err != nil {
				return fmt.Errorf("declare consumer %s: %w", binding.Consumer, err)
			}
		}
		return nil
	})
	if err == nil {
		l.declared = version
	}
	return err
}

func (l *line) declareConsumer(ch *amqp.Channel, binding events.Binding) error {
	defer l.watchdog()() // a broker without a majority answers late or never
	if _, err := ch.QueueDeclare(deadQueue(binding.Consumer), true, false, false, false, deadArgs()); err != nil {
		return err
	}
	if _, err := ch.QueueDeclare(binding.Consumer, true, false, false, false, workArgs()); err != nil {
		return err
	}
	for _, kind := range binding.Types {
		if err := ch.QueueBind(binding.Consumer, kind, exchange, false, nil); err != nil {
			return err
		}
	}
	return nil
}

// IsRefused says that the broker does not let this user do what was asked.
func IsRefused(err error) bool {
	var e *amqp.Error
	return errors.As(err, &e) && e.Code == amqp.AccessRefused
}

// missing says that err is the broker's answer for a queue that does not exist.
func missing(err error) bool {
	var e *amqp.Error
	return errors.As(err, &e) && e.Code == amqp.NotFound
}
