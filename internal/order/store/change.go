package store

import (
	"context"
	"fmt"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Change is an order's next state and everything that is committed with it.
type Change struct {
	Order *Order // as it is to be; Steps, Payments and Ledger hold the new rows too
	Was   int64  // the version that the order must still have

	Steps    []Step    // new rows of the timeline
	Started  []Payment // new attempts
	Payments []Payment // attempts whose state changed
	Ledger   []Entry   // new rows of the ledger

	TakePlace int  // > 0: take a place of the slot again, of so many
	FreePlace bool // give the place back

	Events []events.Event
	Answer *Answer // to be repeated under the caller's key
}

// Apply commits a change: all of it or, with ErrConflict, ErrFull or ErrAnswered, nothing.
func (s *Store) Apply(ctx context.Context, c *Change) error {
	return s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error { return s.ApplyIn(ctx, tx, c) })
}

// ApplyIn is Apply in the caller's transaction.
func (s *Store) ApplyIn(ctx context.Context, tx relational.DBTX, c *Change) error {
	q := db.New(tx)
	if err := c.write(ctx, q); err != nil {
		return fmt.Errorf("change order %s: %w", c.Order.ID, err)
	}
	return s.outbox.Add(ctx, tx, c.Events...)
}

func (c *Change) write(ctx context.Context, q *db.Queries) error {
	if c.Answer != nil {
		if err := c.Answer.insert(ctx, q); err != nil {
			return err
		}
	}
	o := c.Order
	err := relational.Changed(q.UpdateOrder(ctx, db.UpdateOrderParams{
		ID: o.ID, Was: c.Was, State: string(o.State), Version: o.Version, Live: flag(o.Live), DueUs: micros(o.Due),
		PayingID: o.PayingID, PaidBy: o.PaidBy, GiveBack: flag(o.GiveBack), UpdatedUs: micros(o.Updated),
	}))
	if err != nil {
		return err
	}
	if err := c.slot(ctx, q); err != nil {
		return err
	}
	for _, step := range c.Steps {
		if err := insertStep(ctx, q, o.ID, step); err != nil {
			return err
		}
	}
	return c.money(ctx, q)
}

func (c *Change) slot(ctx context.Context, q *db.Queries) error {
	switch {
	case c.TakePlace > 0:
		return claim(ctx, q, c.Order, c.TakePlace)
	case c.FreePlace:
		n, err := q.DropClaim(ctx, c.Order.ID)
		if err != nil || n == 0 {
			return err
		}
		return relational.Changed(q.GivePlaceBack(ctx, string(c.Order.SlotKey)))
	}
	return nil
}

// claim takes a place of the order's slot, if fewer than capacity are taken.
func claim(ctx context.Context, q *db.Queries, o *Order, capacity int) error {
	n, err := q.TakePlace(ctx, string(o.SlotKey), dateOf(o.SlotKey), int64(capacity))
	if err != nil {
		return err
	}
	if n == 0 || capacity <= 0 {
		return ErrFull
	}
	return q.InsertClaim(ctx, o.ID, string(o.SlotKey), micros(o.Updated))
}

func insertStep(ctx context.Context, q *db.Queries, orderID string, s Step) error {
	return q.InsertStep(ctx, db.InsertStepParams{
		OrderID: orderID, Version: s.Version, State: string(s.State), Actor: string(s.By), ActorID: s.ByID,
		Channel: s.Channel, Why: s.Why, AtUs: micros(s.At),
	})
}

func (c *Change) money(ctx context.Context, q *db.Queries) error {
	for _, p := range c.Started {
		err := q.InsertPayment(ctx, db.InsertPaymentParams{
			ID: p.ID, OrderID: p.OrderID, Provider: p.Provider, Token: p.Token, AmountClp: p.AmountCLP, State: p.State,
			CreatedUs: micros(p.Created), UpdatedUs: micros(p.Updated),
		})
		if err != nil {
			return err
		}
	}
	for _, p := range c.Payments {
		if err := relational.Changed(q.UpdatePayment(ctx, p.State, micros(p.Updated), p.ID)); err != nil {
			return err
		}
	}
	for _, e := range c.Ledger {
		err := q.InsertEntry(ctx, db.InsertEntryParams{
			ID: e.ID, OrderID: c.Order.ID, PaymentID: e.PaymentID, Kind: e.Kind, AmountClp: e.AmountCLP, AtUs: micros(e.At),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
