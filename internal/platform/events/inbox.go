package events

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// InboxKeep is how long an event id is remembered: far longer than a message
// stays in a queue, dead letters that somebody replays included.
const InboxKeep = 90 * 24 * time.Hour

// Inbox remembers which events a relational consumer has dealt with, in the
// consumer's own database and transaction.
type Inbox struct {
	db       relational.DB
	clk      clock.Clock
	consumer string
}

// NewInbox returns the inbox of one consumer in its service's database.
func NewInbox(db relational.DB, clk clock.Clock, consumer string) *Inbox {
	return &Inbox{db: db, clk: clk, consumer: consumer}
}

// Once runs fn in one transaction together with the note that ev was dealt
// with. For an event noted before it does nothing and returns nil. An error of
// fn undoes both. The rules of relational.DB.Write hold for fn.
func (in *Inbox) Once(ctx context.Context, ev Event, fn func(ctx context.Context, tx relational.DBTX) error) error {
	return in.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		res, err := tx.ExecContext(ctx,
			`INSERT INTO inbox (consumer, event_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
			in.consumer, ev.ID, clock.Micros(in.clk.Now()))
		if err != nil {
			return fmt.Errorf("note event %s: %w", ev.ID, err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return fmt.Errorf("note event %s: %w", ev.ID, err)
		}
		if n == 0 {
			return nil
		}
		return fn(ctx, tx)
	})
}

// Prune forgets up to limit events noted before InboxKeep ago, of every
// consumer of the database, and says how many. Its owner calls it now and then
// until it says fewer than limit.
func (in *Inbox) Prune(ctx context.Context, limit int) (int64, error) {
	before := clock.Micros(in.clk.Now().Add(-InboxKeep))
	return relational.Result(ctx, in.db, func(ctx context.Context, tx relational.DBTX) (int64, error) {
		res, err := tx.ExecContext(ctx,
			`DELETE FROM inbox WHERE (consumer, event_id) IN (SELECT consumer, event_id FROM inbox WHERE at < $1 ORDER BY at LIMIT $2)`,
			before, limit)
		if err != nil {
			return 0, fmt.Errorf("prune the inbox: %w", err)
		}
		return res.RowsAffected()
	})
}

// InTx makes a handler whose fn runs once per event, in the transaction that
// notes it:
//
//	events.InTx(inbox, orderapi.Paid, func(ctx context.Context, tx relational.DBTX, ev events.Event, data orderapi.PaidData) error { … })
func InTx[T any](in *Inbox, d Definition[T], fn func(ctx context.Context, tx relational.DBTX, ev Event, data T) error) Handler {
	return On(d, func(ctx context.Context, ev Event, data T) error {
		return in.Once(ctx, ev, func(ctx context.Context, tx relational.DBTX) error {
			return fn(ctx, tx, ev, data)
		})
	})
}
