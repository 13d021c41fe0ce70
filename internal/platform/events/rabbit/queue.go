package rabbit

import (
	"context"
	"slices"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
)

// message is one delivery that is not acknowledged yet.
type message struct {
	amqp.Delivery
	session *session
	tries   int       // failures that were its own fault, as its header says
	fails   int       // failures in this process that blame the surroundings
	due     time.Time // of the next try
}

// queue decides which of the messages that the broker has handed out is next,
// and when. The broker hands out no more than the prefetch, so it is bounded.
type queue struct {
	backoff events.Backoff

	mu       sync.Mutex
	fresh    []*message
	delayed  []*message // to be tried again
	working  int
	failures int       // in a row, that blame the surroundings
	openAt   time.Time // nothing is tried before
	changed  chan struct{}
}

func newQueue(backoff events.Backoff) *queue {
	return &queue{backoff: backoff, changed: make(chan struct{})}
}

// locked changes the queue and tells those who wait.
func (q *queue) locked(change func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	change()
	close(q.changed)
	q.changed = make(chan struct{})
}

// held is how many messages this process has of the broker's queue.
func (q *queue) held() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.fresh) + len(q.delayed) + q.working
}

// add takes a delivery. One that was tried before waits its back-off here, so
// that no clock but this process's matters.
func (q *queue) add(m *message) {
	q.locked(func() {
		if m.tries == 0 {
			q.fresh = append(q.fresh, m)
			return
		}
		m.due = time.Now().Add(q.backoff.After(m.tries))
		q.delayed = append(q.delayed, m)
	})
}

// drop forgets the messages of a session that nobody works on, and gives them.
// From then on those at work are forgotten when they come back.
func (q *queue) drop(s *session) (dropped []*message) {
	theirs := func(m *message) bool { return m.session == s }
	q.locked(func() {
		s.over = true
		for _, list := range []*[]*message{&q.delayed, &q.fresh} {
			for _, m := range *list {
				if theirs(m) {
					dropped = append(dropped, m)
				}
			}
			*list = slices.DeleteFunc(*list, theirs)
		}
	})
	return dropped
}

// next waits for a message that may be tried; nil when ctx ended.
func (q *queue) next(ctx context.Context) *message {
	for ctx.Err() == nil {
		m, wait, changed := q.take()
		if m != nil {
			return m
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-changed:
		case <-t.C:
		}
		t.Stop()
	}
	return nil
}

// idle is the longest wait of a queue that nobody notifies.
const idle = time.Minute

// take gives a message, or how long to wait for one unless something changes.
func (q *queue) take() (*message, time.Duration, <-chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	if q.failures > 0 {
		// After a pause one message goes ahead and shows whether the
		// store or the neighbour is back.
		if q.working > 0 {
			return nil, idle, q.changed
		}
		if wait := q.openAt.Sub(now); wait > 0 {
			return nil, wait, q.changed
		}
	}
	m, wait := q.pick(now)
	if m != nil {
		q.working++
	}
	return m, wait, q.changed
}

// pick chooses between what is due again and what is new. While the consumer
// fails, new goes first: a single message that always fails must not be the one
// that keeps the others waiting.
func (q *queue) pick(now time.Time) (*message, time.Duration) {
	first, wait := -1, idle
	for i, m := range q.delayed {
		if d := m.due.Sub(now); first < 0 || d < wait {
			first, wait = i, d
		}
	}
	due := first >= 0 && wait <= 0
	if len(q.fresh) > 0 && (!due || q.failures > 0) {
		m := q.fresh[0]
		q.fresh = slices.Delete(q.fresh, 0, 1)
		return m, 0
	}
	if due {
		m := q.delayed[first]
		q.delayed = slices.Delete(q.delayed, first, first+1)
		return m, 0
	}
	return nil, wait
}

// finished forgets a message; well says that the surroundings work.
func (q *queue) finished(well bool) {
	q.locked(func() {
		q.working--
		if well {
			q.failures = 0
		}
	})
}

// outage keeps a message and pauses the consumer: the surroundings failed.
// Handlers that fail together count once.
func (q *queue) outage(m *message) {
	q.locked(func() {
		q.working--
		now := time.Now()
		if !now.Before(q.openAt) {
			q.failures++
			q.openAt = now.Add(q.backoff.After(q.failures))
		}
		if m.session.over {
			return // the broker hands it out again
		}
		m.fails++
		m.due = now.Add(q.backoff.After(m.fails))
		q.delayed = append(q.delayed, m)
	})
}
