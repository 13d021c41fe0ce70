package embedded

import (
	"context"
	"errors"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// maxParked bounds a consumer's dead letters. A consumer that reaches it is
// broken as a whole and pauses, rather than lose a message.
const maxParked = 10_000

var errTooManyParked = errors.New("too many dead letters: replay or fix them first")

// blame counts a try against a message and parks it at the last one.
func (b *Bus) blame(ctx context.Context, consumer string, m *message, cause error) (parked bool, err error) {
	text := events.ErrorText(cause)
	tries := m.tries + 1
	var parkedUS int64
	if tries >= events.MaxTries {
		parkedUS = clock.Micros(b.opt.Clock.Now())
	}
	err = b.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		if parkedUS > 0 {
			if err := roomToPark(ctx, tx, consumer); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE message SET tries = $1, last_error = $2, parked_us = $3 WHERE seq = $4`,
			tries, text, parkedUS, m.seq)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("count a try: %w", err)
	}
	m.tries = tries
	return parkedUS > 0, nil
}

func roomToPark(ctx context.Context, tx relational.DBTX, consumer string) error {
	var n int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM message WHERE consumer = $1 AND parked_us > 0`, consumer).Scan(&n)
	if err == nil && n >= maxParked {
		return errTooManyParked
	}
	return err
}

// The rest is what the queue does with a message that its handler gave back.

// finished forgets a message; well says that the surroundings work.
func (q *queue) finished(well bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.working--
	if well {
		q.failures = 0
	}
	q.broadcast()
}

// again keeps a message that failed by its own fault for its next try.
func (q *queue) again(m *message) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.working--
	m.due = time.Now().Add(q.backoff.After(m.tries))
	q.delayed = append(q.delayed, m)
	q.broadcast()
}

// outage keeps a message and pauses the consumer: the surroundings failed.
func (q *queue) outage(m *message) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.working--
	now := time.Now()
	m.fails++
	m.due = now.Add(q.backoff.After(m.fails))
	q.delayed = append(q.delayed, m)
	q.pause(now)
	q.broadcast()
}

// pause closes the queue for a while. Handlers that fail together count once.
func (q *queue) pause(now time.Time) {
	if now.Before(q.openAt) {
		return
	}
	q.failures++
	q.openAt = now.Add(q.backoff.After(q.failures))
}
