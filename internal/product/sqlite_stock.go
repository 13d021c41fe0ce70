package product

import (
	"context"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

const stockColumns = `s.sku, s.product_id, s.initial, s.moved, s.on_hand, s.held, s.consumed, s.low_at, s.unlimited, s.listed, s.alert, s.band_us, s.rev`

// scanStock reads stockColumns and what follows them.
func scanStock(scan func(...any) error, s *Stock, more ...any) error {
	var bandAt int64
	err := scan(append([]any{&s.SKU, &s.ProductID, &s.Initial, &s.Moved, &s.OnHand, &s.Held, &s.Consumed, &s.LowAt,
		&s.Unlimited, &s.Listed, &s.Alert, &bandAt, &s.Rev}, more...)...)
	s.BandAt = clock.FromMicros(bandAt)
	return err
}

// Shares reads the SKUs and the order's part of them in one statement.
func (d *sqliteDocs) Shares(ctx context.Context, orderID string, skus []string) ([]Share, error) {
	list, err := text(skus)
	if err != nil {
		return nil, err
	}
	return collect(ctx, d.read(), "read stock", func(scan func(...any) error) (Share, error) {
		s := Share{OrderID: orderID}
		var taken int64
		if err := scanStock(scan, &s.Stock, &s.Entry.Version, &s.Entry.Quantity, &taken, &s.Returned); err != nil {
			return s, err
		}
		if s.Entry.Version > 0 {
			s.Entry.OrderID, s.Entry.Taken = orderID, clock.FromMicros(taken)
		}
		return s, nil
	}, `SELECT `+stockColumns+`, coalesce(e.version, 0), coalesce(e.quantity, 0), coalesce(e.taken_us, 0), coalesce(r.version, 0)
		FROM json_each($1) j CROSS JOIN stock s ON s.sku = j.value
		LEFT JOIN stock_entries e ON e.sku = s.sku AND e.order_id = $2
		LEFT JOIN stock_returns r ON r.sku = s.sku AND r.order_id = $2
		ORDER BY s.sku`, list, orderID)
}

// SaveShare writes the SKU's row, then what belongs to it.
func (d *sqliteDocs) SaveShare(ctx context.Context, before, next Share, move *Movement, evs ...events.Event) error {
	return d.write(ctx, "save stock", func(ctx context.Context, tx relational.DBTX) error {
		if err := saveStock(ctx, tx, before.Rev, next.Stock); err != nil {
			return err
		}
		if err := saveEntry(ctx, tx, before, next); err != nil {
			return err
		}
		if next.Returned != before.Returned {
			_, err := tx.ExecContext(ctx, `INSERT INTO stock_returns (sku, order_id, version, at_us) VALUES ($1, $2, $3, $4)
				ON CONFLICT (sku, order_id) DO UPDATE SET version = excluded.version, at_us = excluded.at_us`,
				next.SKU, next.OrderID, next.Returned, clock.Micros(d.clk.Now()))
			if err != nil {
				return err
			}
		}
		if err := saveMovement(ctx, tx, move); err != nil {
			return err
		}
		return d.outbox.Add(ctx, tx, evs...)
	})
}

func saveStock(ctx context.Context, tx relational.DBTX, before int64, s Stock) error {
	if before == 0 {
		_, err := tx.ExecContext(ctx, `INSERT INTO stock (sku, product_id, initial, moved, on_hand, held, consumed, low_at, unlimited, listed, alert, band_us, rev)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)`,
			s.SKU, s.ProductID, s.Initial, s.Moved, s.OnHand, s.Held, s.Consumed, s.LowAt, flag(s.Unlimited), flag(s.Listed), s.Alert, micros(s.BandAt))
		return err
	}
	return relational.ChangedResult(tx.ExecContext(ctx, `UPDATE stock SET product_id = $1, initial = $2, moved = $3, on_hand = $4, held = $5, consumed = $6,
		low_at = $7, unlimited = $8, listed = $9, alert = $10, band_us = $11, rev = rev + 1 WHERE sku = $12 AND rev = $13`,
		s.ProductID, s.Initial, s.Moved, s.OnHand, s.Held, s.Consumed, s.LowAt, flag(s.Unlimited), flag(s.Listed), s.Alert, micros(s.BandAt), s.SKU, before))
}

func saveEntry(ctx context.Context, tx relational.DBTX, before, next Share) (err error) {
	switch e := next.Entry; {
	case e == before.Entry:
	case e.Version == 0:
		_, err = tx.ExecContext(ctx, `DELETE FROM stock_entries WHERE sku = $1 AND order_id = $2`, next.SKU, before.Entry.OrderID)
	default:
		_, err = tx.ExecContext(ctx, `INSERT INTO stock_entries (sku, order_id, version, quantity, taken_us) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (sku, order_id) DO UPDATE SET version = excluded.version, quantity = excluded.quantity, taken_us = excluded.taken_us`,
			next.SKU, e.OrderID, e.Version, e.Quantity, clock.Micros(e.Taken))
	}
	return err
}

func saveMovement(ctx context.Context, tx relational.DBTX, m *Movement) error {
	if m == nil {
		return nil
	}
	doc, err := text(m)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO movements (id, sku, key, doc) VALUES ($1, $2, $3, $4)`, m.ID, m.SKU, m.Key, doc)
	return err
}

// Movement reads the one that a key made.
func (d *sqliteDocs) Movement(ctx context.Context, sku, key string) (*Movement, error) {
	return stored[Movement](ctx, d.read(), "read movement", `SELECT doc FROM movements WHERE sku = $1 AND key = $2`, sku, key)
}

// Movements lists a SKU's, newest first.
func (s *sqliteStore) Movements(ctx context.Context, sku string, offset, limit int) ([]Movement, int, error) {
	total := 0
	if err := s.read().QueryRowContext(ctx, `SELECT count(*) FROM movements WHERE sku = $1`, sku).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count movements: %w", err)
	}
	list, err := collect(ctx, s.read(), "list movements", func(scan func(...any) error) (m Movement, err error) {
		var doc []byte
		if err := scan(&doc); err != nil {
			return m, err
		}
		return m, json.Unmarshal(doc, &m)
	}, `SELECT doc FROM movements WHERE sku = $1 ORDER BY id DESC LIMIT $2 OFFSET $3`, sku, limit, offset)
	return list, total, err
}

// Stocks lists the SKUs whose band changed since then.
func (s *sqliteStore) Stocks(ctx context.Context, since time.Time) ([]Stock, error) {
	return collect(ctx, s.read(), "list stock", func(scan func(...any) error) (st Stock, err error) {
		return st, scanStock(scan, &st)
	}, `SELECT `+stockColumns+` FROM stock s WHERE s.band_us >= $1 ORDER BY s.sku`, micros(since))
}

// LowSKUs lists the SKUs with an alert.
func (s *sqliteStore) LowSKUs(ctx context.Context) ([]string, error) {
	return collect(ctx, s.read(), "list low stock", func(scan func(...any) error) (sku string, err error) {
		return sku, scan(&sku)
	}, `SELECT sku FROM stock WHERE alert > 0 ORDER BY sku`)
}

// Offers joins stock and product, so that both are of one moment.
func (s *sqliteStore) Offers(ctx context.Context, skus []string) ([]Offer, error) {
	list, err := text(skus)
	if err != nil {
		return nil, err
	}
	return collect(ctx, s.read(), "read offers", func(scan func(...any) error) (o Offer, err error) {
		return o, scanStock(scan, &o.Stock, &o.ProductRev)
	}, `SELECT `+stockColumns+`, p.rev FROM json_each($1) j CROSS JOIN stock s ON s.sku = j.value JOIN products p ON p.id = s.product_id`, list)
}
