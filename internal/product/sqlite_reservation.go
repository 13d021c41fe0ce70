package product

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Reservation reads an order's.
func (d *sqliteDocs) Reservation(ctx context.Context, orderID string) (*Reservation, error) {
	return stored[Reservation](ctx, d.read(), "read reservation", `SELECT doc FROM reservations WHERE order_id = $1`, orderID)
}

// SaveReservation inserts or replaces an order's.
func (d *sqliteDocs) SaveReservation(ctx context.Context, before int64, next *Reservation, evs ...events.Event) error {
	next.Rev = before + 1
	doc, err := text(next)
	if err != nil {
		return err
	}
	return d.write(ctx, "save reservation", func(ctx context.Context, tx relational.DBTX) error {
		args := []any{doc, next.State, next.Version, micros(next.Until), flag(next.Settled), micros(next.Updated), next.Rev, next.OrderID}
		query := `INSERT INTO reservations (doc, state, version, until_us, settled, updated_us, rev, order_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`
		if before > 0 {
			query = `UPDATE reservations SET doc = $1, state = $2, version = $3, until_us = $4, settled = $5, updated_us = $6, rev = $7 WHERE order_id = $8 AND rev = $9`
			args = append(args, before)
		}
		if err := relational.ChangedResult(tx.ExecContext(ctx, query, args...)); err != nil {
			return err
		}
		return d.outbox.Add(ctx, tx, evs...)
	})
}

// Unfinished lists orders whose SKUs have yet to follow.
func (s *sqliteStore) Unfinished(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return s.orders(ctx, `SELECT order_id FROM reservations WHERE settled = 0 AND updated_us < $1 ORDER BY updated_us LIMIT $2`, micros(before), limit)
}

// Overdue lists orders past their hold's own expiry.
func (s *sqliteStore) Overdue(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return s.orders(ctx, `SELECT order_id FROM reservations WHERE state IN ('holding', 'held') AND until_us < $1 ORDER BY until_us LIMIT $2`, micros(now), limit)
}

func (s *sqliteStore) orders(ctx context.Context, query string, args ...any) ([]string, error) {
	return collect(ctx, s.read(), "list reservations", func(scan func(...any) error) (id string, err error) {
		return id, scan(&id)
	}, query, args...)
}

// Strays lists entries that outlived their reservation.
func (s *sqliteStore) Strays(ctx context.Context, before time.Time, limit int) ([]Stray, error) {
	return collect(ctx, s.read(), "list strays", func(scan func(...any) error) (st Stray, err error) {
		return st, scan(&st.OrderID, &st.SKU)
	}, `SELECT e.order_id, e.sku FROM stock_entries e JOIN reservations r ON r.order_id = e.order_id
		WHERE e.taken_us < $1 AND r.settled = 1 AND r.state IN ('consumed', 'released') AND e.version <= r.version
		ORDER BY e.order_id, e.sku LIMIT $2`, micros(before), limit)
}

// ForgetReturns deletes marks that no call in flight can still need.
func (s *sqliteStore) ForgetReturns(ctx context.Context, before time.Time) error {
	return s.write(ctx, "forget returns", func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM stock_returns WHERE at_us < $1`, clock.Micros(before))
		return err
	})
}

// Holding lists the reservations that hold stock.
func (s *sqliteStore) Holding(ctx context.Context) ([]Reservation, error) {
	list, err := storedAll[Reservation](ctx, s.read(), "list holds",
		`SELECT doc FROM reservations WHERE state IN ('holding', 'held') ORDER BY order_id`)
	out := make([]Reservation, len(list))
	for i, r := range list {
		out[i] = *r
	}
	return out, err
}
