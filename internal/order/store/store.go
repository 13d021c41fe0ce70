// Package store keeps what order-service knows: intents, orders with their
// timeline, payments and ledger, places in slots, and stored answers. The
// embedded store and the server run the same statements.
//
// Every change is one conditional write of the order's version with all that
// follows from it, in one transaction. Nothing here calls another service.
package store

import (
	"context"
	"errors"
	"fmt"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// What a change may meet.
var (
	ErrConflict = relational.ErrConflict                                 // the order has moved since it was read
	ErrFull     = errors.New("no place is left in the slot")             // nothing was changed
	ErrLost     = errors.New("the intent belongs to another lease")      // nothing was changed
	ErrAnswered = errors.New("the key has an answer already: repeat it") // nothing was changed
)

// Store is the service's database.
type Store struct {
	db     relational.DB
	outbox *events.RelationalOutbox
}

// New makes a store of a database with the service's schema; outbox is the
// database's own.
func New(db relational.DB, outbox *events.RelationalOutbox) *Store {
	return &Store{db: db, outbox: outbox}
}

func (s *Store) read() *db.Queries { return db.New(s.db.Read()) }

// write runs fn in one transaction, perhaps more than once.
func (s *Store) write(ctx context.Context, doing string, fn func(ctx context.Context, q *db.Queries) error) error {
	err := s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error { return fn(ctx, db.New(tx)) })
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// Outbox counts the events that are not published yet.
func (s *Store) Outbox(ctx context.Context) (int64, error) { return s.outbox.Size(ctx) }

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
