package embedded

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

const (
	readAhead  = 64  // messages read at a time
	maxDelayed = 256 // messages that wait for another try and are kept in memory
)

// message is one row of a queue. Whoever took it from the queue owns it until
// it is settled.
type message struct {
	seq   int64
	tries int
	body  string
	fails int       // failures in this process that blame the surroundings
	due   time.Time // of the next try
}

func (m *message) event() (events.Event, error) {
	var ev events.Event
	if err := ev.UnmarshalJSON([]byte(m.body)); err != nil {
		return ev, events.Permanent(fmt.Errorf("decode the envelope: %w", err))
	}
	return ev, nil
}

// queue decides which message of one consumer is next, and when. Its waits run
// on the machine's clock: they end in this process and are stored nowhere.
type queue struct {
	consumer string
	db       relational.DBTX
	backoff  events.Backoff

	mu       sync.Mutex
	lastRead int64      // highest seq ever read: rows above it are new
	unread   bool       // there may be such rows: told so, and not all read since
	fresh    []*message // read, never tried in this process
	delayed  []*message // tried
	working  int
	failures int       // in a row, that blame the surroundings
	openAt   time.Time // nothing is tried before
	changed  chan struct{}
}

func newQueue(consumer string, db relational.DBTX, backoff events.Backoff) *queue {
	return &queue{consumer: consumer, db: db, backoff: backoff, unread: true, changed: make(chan struct{})}
}

// notify says that rows may have come.
func (q *queue) notify() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.unread = true
	q.broadcast()
}

func (q *queue) broadcast() {
	close(q.changed)
	q.changed = make(chan struct{})
}

// next waits for a message that may be tried; nil when ctx ended.
func (q *queue) next(ctx context.Context) *message {
	for ctx.Err() == nil {
		m, wait, changed := q.take(ctx)
		if m != nil {
			return m
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-changed:
		case <-t.C:
			q.look()
		}
		t.Stop()
	}
	return nil
}

// look has the next one who asks read, though nobody said that there is anything.
func (q *queue) look() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.unread = true
}

// idle is the longest wait of a queue that nobody notifies.
const idle = time.Minute

// take gives a message, or how long to wait for one unless something changes.
func (q *queue) take(ctx context.Context) (*message, time.Duration, <-chan struct{}) {
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
	m, wait, err := q.pick(ctx, now)
	if err != nil {
		if ctx.Err() == nil {
			q.pause(now)
		}
		return nil, time.Until(q.openAt), q.changed
	}
	if m != nil {
		q.working++
	}
	return m, wait, q.changed
}

// pick chooses between what is due again and what is new. While the consumer
// fails, new goes first: a single message that always fails must not be the one
// that keeps the others waiting.
func (q *queue) pick(ctx context.Context, now time.Time) (*message, time.Duration, error) {
	first, wait := -1, idle
	for i, m := range q.delayed {
		if d := m.due.Sub(now); first < 0 || d < wait {
			first, wait = i, d
		}
	}
	due := first >= 0 && wait <= 0
	full := len(q.delayed) >= maxDelayed
	if due && (q.failures == 0 || full) {
		return q.retry(first), 0, nil
	}
	if !full {
		if err := q.read(ctx); err != nil {
			return nil, 0, err
		}
		if len(q.fresh) > 0 {
			m := q.fresh[0]
			q.fresh = q.fresh[1:]
			return m, 0, nil
		}
	}
	if due {
		return q.retry(first), 0, nil
	}
	return nil, wait, nil
}

func (q *queue) retry(i int) *message {
	m := q.delayed[i]
	q.delayed = slices.Delete(q.delayed, i, i+1)
	return m
}

// read fetches new rows when none are left from the last time and some may have
// come since: of all who wake up, one asks the store.
func (q *queue) read(ctx context.Context) error {
	if len(q.fresh) > 0 || !q.unread {
		return nil
	}
	rows, err := q.db.QueryContext(ctx, `SELECT seq, tries, body FROM message
		WHERE consumer = $1 AND parked_us = 0 AND seq > $2 ORDER BY seq LIMIT $3`, q.consumer, q.lastRead, readAhead)
	if err != nil {
		return err
	}
	defer rows.Close()
	var fresh []*message
	for rows.Next() {
		m := &message{}
		if err := rows.Scan(&m.seq, &m.tries, &m.body); err != nil {
			return err
		}
		fresh = append(fresh, m)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	q.unread = len(fresh) == readAhead
	if len(fresh) > 0 {
		q.fresh, q.lastRead = fresh, fresh[len(fresh)-1].seq
	}
	return nil
}
