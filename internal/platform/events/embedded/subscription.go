package embedded

import (
	"context"
	"fmt"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

// subscription works one consumer's queue off.
type subscription struct {
	bus      *Bus
	queue    *queue
	consumer events.Consumer
	handlers map[string]events.Handler
}

// Subscribe declares c and returns what works its queue off.
func (b *Bus) Subscribe(ctx context.Context, c events.Consumer) (events.Subscription, error) {
	handlers, err := byType(c.Handlers)
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", c.Name, err)
	}
	if err := b.Declare(ctx, c.Binding()); err != nil {
		return nil, err
	}
	if c.Parallel <= 0 {
		c.Parallel = 4
	}
	if c.Timeout <= 0 {
		c.Timeout = time.Minute
	}
	return &subscription{bus: b, queue: b.queue(c.Name), consumer: c, handlers: handlers}, nil
}

func byType(handlers []events.Handler) (map[string]events.Handler, error) {
	out := make(map[string]events.Handler, len(handlers))
	for _, h := range handlers {
		if _, twice := out[h.Type]; twice {
			return nil, fmt.Errorf("two handlers of %s", h.Type)
		}
		out[h.Type] = h
	}
	return out, nil
}

// Run handles messages until ctx ends and waits for the handlers at work.
func (s *subscription) Run(ctx context.Context) error {
	var workers sync.WaitGroup
	for range s.consumer.Parallel {
		workers.Go(func() {
			for m := s.queue.next(ctx); m != nil; m = s.queue.next(ctx) {
				// What has begun ends: shutdown waits for it.
				s.work(context.WithoutCancel(ctx), m)
			}
		})
	}
	workers.Wait()
	return nil
}

// work gives a message to its handler and the outcome to the queue.
func (s *subscription) work(ctx context.Context, m *message) {
	log := s.bus.opt.Log.With("consumer", s.consumer.Name)
	ev, err := m.event()
	if err == nil {
		log = log.With("event", ev.ID, "type", ev.Type)
		err = s.handle(ctx, ev)
	}
	blamed := events.IsPermanent(err)
	parked := false
	switch {
	case err == nil:
		err = s.bus.done(ctx, m)
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

// handle calls the handler. A panic is counted as the message's fault, since it
// would come again with each try.
func (s *subscription) handle(ctx context.Context, ev events.Event) (err error) {
	h, ok := s.handlers[ev.Type]
	if !ok {
		return events.Permanent(fmt.Errorf("no handler of %s", ev.Type))
	}
	ctx, cancel := context.WithTimeout(ctx, s.consumer.Timeout)
	defer cancel()
	return call(ctx, h, ev)
}

// call keeps a handler's panic from ending the process.
func call(ctx context.Context, h events.Handler, ev events.Event) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = events.Permanent(fmt.Errorf("panic: %v", p))
		}
	}()
	return h.Handle(ctx, ev)
}
