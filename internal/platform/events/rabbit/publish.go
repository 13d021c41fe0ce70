package rabbit

import (
	"context"
	"errors"
	"fmt"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
)

// Publish hands the events to the broker and returns when it has confirmed all
// of them, or with an error, after which some may have been taken. It fails at
// once while there is no connection, and in any case within some seconds.
func (b *Bus) Publish(ctx context.Context, evs []events.Event) error {
	start := time.Now()
	err := b.publish(ctx, evs)
	if b.opt.OnPublish != nil {
		b.opt.OnPublish(len(evs), time.Since(start), err)
	}
	return err
}

func (b *Bus) publish(ctx context.Context, evs []events.Event) error {
	out := make([]outgoing, len(evs))
	for i, ev := range evs {
		msg, err := encode(ev)
		if err != nil {
			return err
		}
		// A type that no consumer collects, or only watchers, goes nowhere, and
		// that is right.
		out[i] = outgoing{exchange: exchange, key: ev.Type, mandatory: b.topology.wanted(ev.Type), msg: msg}
	}
	return b.send(ctx, out)
}

// outgoing is a message on its way to the broker.
type outgoing struct {
	exchange, key string
	mandatory     bool // some queue must take it
	msg           amqp.Publishing
}

// toQueue sends a message to one queue, past the exchange.
func toQueue(queue string, msg amqp.Publishing) outgoing {
	return outgoing{key: queue, mandatory: true, msg: msg}
}

// settleTime is what the broker gets for telling consumers of a removed queue.
const settleTime = time.Second

// errUnroutable says that a queue which the bindings ask for is not there.
var errUnroutable = errors.New("no queue takes what some consumer is bound to")

// send returns when the broker has confirmed all messages.
func (b *Bus) send(ctx context.Context, out []outgoing) error {
	if len(out) == 0 {
		return nil
	}
	select {
	case b.slots <- struct{}{}:
		defer func() { <-b.slots }()
	case <-ctx.Done():
		return fmt.Errorf("publish: %w", ctx.Err())
	}
	l, err := b.out.get(ctx)
	if err != nil {
		return err
	}
	if err := b.ensure(l); err != nil {
		return err
	}
	back, err := b.confirm(ctx, l, out)
	if err != nil || len(back) == 0 {
		return err
	}
	// Somebody removed the queue since it was declared: make it again, but not at
	// once, or the broker forgets to tell those who consumed the removed one,
	// and they wait for ever.
	sleep(ctx, settleTime)
	l.forget()
	if err := b.ensure(l); err != nil {
		return err
	}
	if back, err = b.confirm(ctx, l, back); err == nil && len(back) > 0 {
		err = fmt.Errorf("publish %s: %w", back[0].key, errUnroutable)
	}
	return err
}

// forget makes the next ensure declare everything again.
func (l *line) forget() {
	l.declaring.Lock()
	defer l.declaring.Unlock()
	l.declared = 0
}
