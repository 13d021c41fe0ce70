package store

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Placement is an order to be placed under an intent.
type Placement struct {
	Intent Intent // as it is to end: done, with its answer
	Order  *Order // with its first step
	Places int    // of the slot
	Events []events.Event
}

// Place ends the intent, takes a place of the slot and stores the order, in one
// transaction. ErrLost: another lease has the intent, or it is over. ErrFull: the
// slot has no place left. Neither changes anything.
func (s *Store) Place(ctx context.Context, p Placement) error {
	row, err := rowOf(p.Order)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		q := db.New(tx)
		if err := endIntent(ctx, q, p.Intent, p.Intent.Version, time.Time{}); err != nil {
			return err
		}
		owner, err := ownerOf(ctx, q, p.Order)
		if err != nil {
			return err
		}
		row.CustomerID = owner
		if err := q.InsertOrder(ctx, row); err != nil {
			return err
		}
		for _, step := range p.Order.Steps {
			if err := insertStep(ctx, q, p.Order.ID, step); err != nil {
				return err
			}
		}
		if err := s.outbox.Add(ctx, tx, p.Events...); err != nil {
			return err
		}
		// Last: everybody who wants the slot waits for its counter until the commit.
		return claim(ctx, q, p.Order, p.Places)
	})
	if err != nil {
		return fmt.Errorf("place an order: %w", err)
	}
	return nil
}

// NumberTaken tells whether an order has the number.
func (s *Store) NumberTaken(ctx context.Context, number string) (bool, error) {
	n, err := s.read().NumberTaken(ctx, number)
	return n > 0, wrapped("look for an order number", err)
}
