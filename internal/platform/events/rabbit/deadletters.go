package rabbit

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
)

// DeadLetters lists parked messages, oldest first. It takes the oldest of a
// consumer out and puts them back, so that somebody who looks at the same time
// through another process may see fewer.
func (b *Bus) DeadLetters(ctx context.Context, consumer string, limit int) ([]events.DeadLetter, error) {
	limit = max(1, min(limit, events.MaxDeadLetters))
	names := []string{consumer}
	if consumer == "" {
		names = b.consumers()
	}
	l, err := b.in.get(ctx)
	if err != nil {
		return nil, err
	}
	b.parking.Lock()
	defer b.parking.Unlock()
	var out []events.DeadLetter
	for _, name := range names {
		err := l.look(ctx, name, func(p *parked) error {
			// The same number whatever the limit is: what was looked at goes in
			// front, and the order stays.
			for range events.MaxDeadLetters {
				d, err := p.next(ctx)
				if err != nil || d == nil {
					return err
				}
				out = append(out, deadLetter(name, d))
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("list dead letters: %w", err)
		}
	}
	slices.SortStableFunc(out, func(a, b events.DeadLetter) int {
		return cmp.Or(a.ParkedAt.Compare(b.ParkedAt), cmp.Compare(a.EventID, b.EventID))
	})
	return out[:min(limit, len(out))], nil
}

// Replay puts a parked message at the end of its consumer's queue, and removes
// it from the dead letters when the broker has confirmed that. A broker lost
// between the two leaves both.
func (b *Bus) Replay(ctx context.Context, consumer, eventID string) error {
	l, err := b.in.get(ctx)
	if err != nil {
		return err
	}
	b.parking.Lock()
	defer b.parking.Unlock()
	found := false
	err = l.look(ctx, consumer, func(p *parked) error {
		for {
			d, err := p.next(ctx)
			if err != nil || d == nil {
				return err
			}
			if deadLetter(consumer, d).EventID != eventID {
				continue
			}
			if err := b.send(ctx, []outgoing{toQueue(consumer, copyOf(d, nil))}); err != nil {
				return err
			}
			found = true
			return p.remove(ctx)
		}
	})
	if err != nil {
		return fmt.Errorf("replay %s: %w", eventID, err)
	}
	if !found {
		return events.ErrNoDeadLetter
	}
	return nil
}

// Depths counts each declared consumer's messages: those that wait on the
// broker and those that this process holds. What other replicas hold is not
// told by the protocol.
func (b *Bus) Depths(ctx context.Context) ([]events.Depth, error) {
	l, err := b.in.get(ctx)
	if err != nil {
		return nil, err
	}
	var out []events.Depth
	for _, name := range b.consumers() {
		d := events.Depth{Consumer: name}
		if d.Ready, err = l.size(ctx, name); err == nil {
			d.Parked, err = l.size(ctx, deadQueue(name))
		}
		if err != nil {
			return nil, fmt.Errorf("count messages: %w", err)
		}
		d.Ready += b.held(name)
		out = append(out, d)
	}
	return out, nil
}

// size counts what a queue can hand out.
func (l *line) size(ctx context.Context, queue string) (n int64, err error) {
	err = l.withChannel(ctx, func(ch *amqp.Channel) error {
		defer l.watchdog()()
		q, err := ch.QueueDeclarePassive(queue, true, false, false, false, nil)
		n = int64(q.Messages)
		return err
	})
	if missing(err) {
		return 0, nil
	}
	return n, err
}

// consumers lists those declared, sorted.
func (b *Bus) consumers() []string {
	bindings, _ := b.topology.all()
	out := make([]string, len(bindings))
	for i, binding := range bindings {
		out[i] = binding.Consumer
	}
	return out
}
