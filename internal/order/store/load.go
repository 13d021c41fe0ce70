package store

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// micros keeps the zero time as 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return clock.Micros(t)
}

// ByID loads an order whole; nil when there is none.
func (s *Store) ByID(ctx context.Context, id string) (*Order, error) {
	return load(ctx, s.read(), func(q *db.Queries) (db.Order, error) { return q.OrderByID(ctx, id) })
}

// ByNumber loads an order whole; nil when there is none.
func (s *Store) ByNumber(ctx context.Context, number string) (*Order, error) {
	return load(ctx, s.read(), func(q *db.Queries) (db.Order, error) { return q.OrderByNumber(ctx, number) })
}

// ByIDIn is ByID in the caller's transaction.
func (s *Store) ByIDIn(ctx context.Context, tx relational.DBTX, id string) (*Order, error) {
	return load(ctx, db.New(tx), func(q *db.Queries) (db.Order, error) { return q.OrderByID(ctx, id) })
}

// PaymentByToken finds an attempt by the provider's name of it; nil when there is none.
func (s *Store) PaymentByToken(ctx context.Context, token string) (*Payment, error) {
	row, ok, err := relational.Found(s.read().PaymentByToken(ctx, token))
	if err != nil || !ok {
		return nil, wrapped("find a payment", err)
	}
	p := paymentOf(row)
	return &p, nil
}

// load reads an order and what belongs to it as they stood at one version.
func load(ctx context.Context, q *db.Queries, find func(*db.Queries) (db.Order, error)) (*Order, error) {
	for {
		row, ok, err := relational.Found(find(q))
		if err != nil || !ok {
			return nil, wrapped("load an order", err)
		}
		o, err := orderOf(row)
		if err != nil {
			return nil, err
		}
		if err := o.loadParts(ctx, q); err != nil {
			return nil, wrapped("load an order", err)
		}
		// The statements may have seen different states; every change raises the
		// version, so it says whether they did.
		version, err := q.VersionOf(ctx, o.ID)
		if err != nil || version == o.Version {
			return o, wrapped("load an order", err)
		}
	}
}

func (o *Order) loadParts(ctx context.Context, q *db.Queries) error {
	steps, err := q.Steps(ctx, o.ID)
	if err != nil {
		return err
	}
	o.Steps = make([]Step, len(steps))
	for i, r := range steps {
		o.Steps[i] = stepOf(r)
	}
	payments, err := q.PaymentsOf(ctx, o.ID)
	if err != nil || len(payments) == 0 {
		return err
	}
	for _, r := range payments {
		o.Payments = append(o.Payments, paymentOf(r))
	}
	entries, err := q.EntriesOf(ctx, o.ID)
	for _, r := range entries {
		o.Ledger = append(o.Ledger, entryOf(r))
	}
	return err
}

func wrapped(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
