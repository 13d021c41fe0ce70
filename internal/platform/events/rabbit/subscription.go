package rabbit

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
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
	return &subscription{bus: b, queue: newQueue(b.opt.Backoff), consumer: c.WithDefaults(), handlers: handlers}, nil
}

// Run handles messages until ctx ends and waits for the handlers at work. It
// consumes again by itself whenever the broker is back.
func (s *subscription) Run(ctx context.Context) error {
	s.bus.enlist(s.consumer.Name, s.queue)
	defer s.bus.dismiss(s.consumer.Name, s.queue)
	var workers sync.WaitGroup
	for range s.consumer.Parallel {
		workers.Go(func() {
			for m := s.queue.next(ctx); m != nil; m = s.queue.next(ctx) {
				// What has begun ends: shutdown waits for it.
				s.work(context.WithoutCancel(ctx), m)
			}
		})
	}
	last := s.consume(ctx)
	workers.Wait()
	if last != nil {
		last.end()
	}
	return nil
}

// consume opens a session after the other until ctx ends, and gives the one that
// is open then: the handlers at work acknowledge on it.
func (s *subscription) consume(ctx context.Context) *session {
	log := s.bus.opt.Log.With("consumer", s.consumer.Name)
	failures := 0
	for ctx.Err() == nil {
		since := time.Now()
		now, err := s.open(ctx)
		if err == nil {
			if err = now.pump(ctx, s.queue); err == nil {
				now.release(s.queue)
				return now
			}
			s.queue.drop(now)
			now.end()
			if time.Since(since) > time.Second {
				failures = 0
			}
		}
		if ctx.Err() != nil {
			break
		}
		failures++
		wait := s.bus.opt.Backoff.After(failures)
		log.Log(ctx, levelOf(failures), "nothing is being consumed", "error", err, "retry_in", wait)
		sleep(ctx, wait)
	}
	return nil
}

func (b *Bus) enlist(consumer string, q *queue) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queues[consumer] = append(b.queues[consumer], q)
}

func (b *Bus) dismiss(consumer string, q *queue) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queues[consumer] = slices.DeleteFunc(b.queues[consumer], func(other *queue) bool { return other == q })
}

// held is how many of a consumer's messages this process has.
func (b *Bus) held(consumer string) (n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, q := range b.queues[consumer] {
		n += int64(q.held())
	}
	return n
}
