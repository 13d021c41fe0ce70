package embedded

import (
	"context"
	"fmt"
	"sync"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// subscription works one consumer's queue off.
type subscription struct {
	bus      *Bus
	queue    *queue
	consumer events.Consumer
	handlers events.Handlers
}

// Subscribe declares c and returns what works its queue off.
func (b *Bus) Subscribe(ctx context.Context, c events.Consumer) (events.Subscription, error) {
	handlers, err := events.ByType(c.Handlers)
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", c.Name, err)
	}
	if err := b.Declare(ctx, c.Binding()); err != nil {
		return nil, err
	}
	return &subscription{bus: b, queue: b.queue(c.Name), consumer: c.WithDefaults(), handlers: handlers}, nil
}

// Run handles messages until ctx ends and waits for the handlers at work.
func (s *subscription) Run(ctx context.Context) error {
	var clearing, workers sync.WaitGroup
	clearing.Go(func() { s.bus.clear(ctx) })
	for range s.consumer.Parallel {
		workers.Go(func() {
			for m := s.queue.next(ctx); m != nil; m = s.queue.next(ctx) {
				// What has begun ends: shutdown waits for it.
				s.work(context.WithoutCancel(ctx), m)
			}
		})
	}
	workers.Wait()
	clearing.Wait()
	s.bus.clearNow(ctx)
	return nil
}

// work gives a message to its handler and the outcome to the queue.
func (s *subscription) work(ctx context.Context, m *message) {
	log := s.bus.opt.Log.With("consumer", s.consumer.Name)
	ev, err := m.event()
	if err == nil {
		log = log.With("event", ev.ID, "type", ev.Type)
		if traceparent.Valid(ev.TraceParent) {
			ctx = traceparent.With(ctx, ev.TraceParent)
		}
		bounded, cancel := context.WithTimeout(ctx, s.consumer.Timeout)
		err = s.handlers.Handle(bounded, ev)
		cancel()
	}
	blamed := events.IsPermanent(err)
	parked := false
	switch {
	case err == nil:
		s.bus.dealt.add(m.seq)
	case blamed:
		cause := err
		if parked, err = s.bus.blame(ctx, s.consumer.Name, m, cause); err == nil {
			log.WarnContext(ctx, "an event was refused", "error", cause, "tries", m.tries, "parked", parked)
		}
	}
	switch {
	case err != nil:
		log.WarnContext(ctx, "the consumer pauses", "error", err)
		s.queue.outage(m)
	case blamed && !parked:
		s.queue.again(m)
	default:
		s.queue.finished(!blamed)
	}
}
