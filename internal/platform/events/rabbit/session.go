package rabbit

import (
	"context"
	"errors"
	"fmt"

	amqp "github.com/rabbitmq/amqp091-go"
)

// consumerTag names a session's only consumer on its channel.
const consumerTag = "flores"

// prefetch is how many messages a session may hold, tried ones that wait
// included: each one that always fails takes a place from the others.
const prefetch = 128

// session is a subscription's channel while it lasts.
type session struct {
	line       *line
	ch         *amqp.Channel
	deliveries <-chan amqp.Delivery
	over       bool // guarded by the queue's lock
}

// open begins to consume.
func (s *subscription) open(ctx context.Context) (*session, error) {
	l, err := s.bus.in.get(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.bus.ensure(l); err != nil {
		return nil, err
	}
	out, err := l.consume(s.consumer.Name, max(prefetch, 2*s.consumer.Parallel))
	if missing(err) {
		l.forget() // somebody removed the queue: the next attempt makes it
	}
	return out, err
}

// consume hands out a queue's messages, so many before they are acknowledged.
func (l *line) consume(queue string, ahead int) (*session, error) {
	ch, err := l.open()
	if err != nil {
		return nil, err
	}
	defer l.watchdog()()
	err = ch.Qos(ahead, 0, false)
	var deliveries <-chan amqp.Delivery
	if err == nil {
		deliveries, err = ch.Consume(queue, consumerTag, false, false, false, false, nil)
	}
	if err != nil {
		_ = ch.Close()
		return nil, fmt.Errorf("consume %s: %w", queue, err)
	}
	return &session{line: l, ch: ch, deliveries: deliveries}, nil
}

var errLost = errors.New("the broker ended the consumer")

// pump moves deliveries to the queue until ctx ends or the session is lost.
func (s *session) pump(ctx context.Context, q *queue) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case d, ok := <-s.deliveries:
			if !ok {
				return errLost
			}
			q.add(&message{Delivery: d, session: s, tries: int(number(d.Headers, headerTries))})
		}
	}
}

// release gives back what no handler has begun, at once, so that another
// replica can have it. The handlers at work can still acknowledge.
func (s *session) release(q *queue) {
	stop := s.line.watchdog()
	err := s.ch.Cancel(consumerTag, false)
	stop()
	if err == nil {
		for d := range s.deliveries { // sent before the broker knew
			q.add(&message{Delivery: d, session: s})
		}
	}
	for _, m := range q.drop(s) {
		if m.Nack(false, true) != nil {
			return // the channel is closed: they went back by themselves
		}
	}
}

// end closes the channel; what is not acknowledged goes back.
func (s *session) end() { s.line.close(s.ch) }
