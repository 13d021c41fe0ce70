package sqlite

import (
	"context"
	"sync"
	"sync/atomic"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// request is one Write on its way. Its caller waits, so the queue is no longer
// than there are callers.
type request struct {
	ctx     context.Context
	fn      func(ctx context.Context, tx relational.DBTX) error
	claimed atomic.Bool // by the writer (it runs) or by its caller (it gave up)
	done    chan error
	hooks   func() // after the commit; set by the last run
}

// queue hands requests from any goroutine to the writer's.
type queue struct {
	mu      sync.Mutex
	waiting []*request
	ended   bool
	wake    chan struct{} // holds a signal when waiting or ended changed
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

// put adds a request; false after close.
func (q *queue) put(r *request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.ended {
		return false
	}
	q.waiting = append(q.waiting, r)
	q.signal()
	return true
}

// take moves up to n waiting requests into batch, without waiting.
func (q *queue) take(batch []*request, n int) []*request {
	q.mu.Lock()
	defer q.mu.Unlock()
	n = min(n, len(q.waiting))
	batch = append(batch, q.waiting[:n]...)
	rest := copy(q.waiting, q.waiting[n:])
	clear(q.waiting[rest:])
	q.waiting = q.waiting[:rest]
	return batch
}

// wait blocks until there is a request; false when the queue is closed and empty.
func (q *queue) wait() bool {
	for {
		q.mu.Lock()
		some, ended := len(q.waiting) > 0, q.ended
		q.mu.Unlock()
		if some || ended {
			return some
		}
		<-q.wake
	}
}

// close refuses later requests; false when it was closed before.
func (q *queue) close() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.ended {
		return false
	}
	q.ended = true
	q.signal()
	return true
}

func (q *queue) closed() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.ended
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}
