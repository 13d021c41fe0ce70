package rabbit

import (
	"context"
	"fmt"

	amqp "github.com/rabbitmq/amqp091-go"
)

// parked is a look into one consumer's dead letters: what it took out goes back
// in the order in which it came.
type parked struct {
	line  *line
	ch    *amqp.Channel
	queue string
	taken []amqp.Delivery
}

// look lets fn take messages out. They go back at its end, by the broker itself
// when the connection is lost. A consumer without a queue has none.
func (l *line) look(ctx context.Context, consumer string, fn func(p *parked) error) error {
	err := l.withChannel(ctx, func(ch *amqp.Channel) error {
		p := &parked{line: l, ch: ch, queue: deadQueue(consumer)}
		if err := fn(p); err != nil {
			return err // closing the channel gives them back
		}
		// One by one: the broker keeps no order within one multiple answer.
		for _, d := range p.taken {
			if err := d.Nack(false, true); err != nil {
				return fmt.Errorf("put %s back: %w", d.MessageId, err)
			}
		}
		return nil
	})
	if missing(err) {
		return nil
	}
	return err
}

// next takes one out; nil when there are no more.
func (p *parked) next(ctx context.Context) (*amqp.Delivery, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	defer p.line.watchdog()()
	d, ok, err := p.ch.Get(p.queue, false)
	if err != nil || !ok {
		return nil, err
	}
	p.taken = append(p.taken, d)
	return &p.taken[len(p.taken)-1], nil
}

// remove removes the last one for good. The broker does so in its own time, but
// before it gives another one.
func (p *parked) remove(ctx context.Context) error {
	last := p.taken[len(p.taken)-1]
	p.taken = p.taken[:len(p.taken)-1]
	if err := last.Ack(false); err != nil {
		return err
	}
	_, err := p.next(ctx)
	return err
}
