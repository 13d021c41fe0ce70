package review

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations make the tables of the embedded store, for whoever opens its database.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic("the embedded migrations are missing: " + err.Error())
	}
	return sub
}

// sqliteStore keeps documents as JSON, with what is searched for in columns beside it.
type sqliteStore struct {
	db     relational.DB
	outbox *events.RelationalOutbox
}

// NewSQLite returns the embedded store in a database that was opened with
// Migrations, and its outbox. Both stay the caller's.
func NewSQLite(db relational.DB, outbox *events.RelationalOutbox) Store {
	return &sqliteStore{db, outbox}
}

func (s *sqliteStore) Order(ctx context.Context, id string) (*Order, error) {
	return one[Order](ctx, s, `SELECT doc FROM orders WHERE id = $1`, id)
}

func (s *sqliteStore) OrdersOf(ctx context.Context, customerID string, limit int) ([]*Order, error) {
	return list[Order](ctx, s, `SELECT doc FROM orders WHERE customer_id = $1 ORDER BY delivered_us DESC, id DESC LIMIT $2`, customerID, limit)
}

func (s *sqliteStore) OrdersFrom(ctx context.Context, mailbox string) ([]*Order, error) {
	return list[Order](ctx, s, `SELECT doc FROM orders WHERE mailbox = $1 ORDER BY id`, mailbox)
}

func (s *sqliteStore) SaveOrder(ctx context.Context, before int64, next *Order) error {
	next.Rev = before + 1
	return s.save(ctx, before, next, func(ctx context.Context, tx relational.DBTX, doc string) error {
		query := `INSERT INTO orders (doc, rev, delivered_us, id) VALUES ($1, $2, $3, $4)`
		args := []any{doc, next.Rev, clock.Micros(next.Delivered), next.ID}
		if before > 0 {
			query, args = `UPDATE orders SET doc = $1, rev = $2, delivered_us = $3 WHERE id = $4 AND rev = $5`, append(args, before)
		}
		return relational.ChangedResult(tx.ExecContext(ctx, query, args...))
	})
}

func (s *sqliteStore) Tally(ctx context.Context, productID string) (*Tally, error) {
	return one[Tally](ctx, s, `SELECT doc FROM tallies WHERE product_id = $1`, productID)
}

func (s *sqliteStore) SaveTally(ctx context.Context, before int64, next *Tally, evs ...events.Event) error {
	next.Rev = before + 1
	return s.save(ctx, before, next, func(ctx context.Context, tx relational.DBTX, doc string) error {
		query, args := `INSERT INTO tallies (doc, rev, product_id) VALUES ($1, $2, $3)`, []any{doc, next.Rev, next.ProductID}
		if before > 0 {
			query, args = `UPDATE tallies SET doc = $1, rev = $2 WHERE product_id = $3 AND rev = $4`, append(args, before)
		}
		if err := relational.ChangedResult(tx.ExecContext(ctx, query, args...)); err != nil {
			return err
		}
		return s.outbox.Add(ctx, tx, evs...)
	})
}

func (s *sqliteStore) Gone(ctx context.Context, who string) (time.Time, error) {
	var at int64
	err := s.db.Read().QueryRowContext(ctx, `SELECT at_us FROM gone WHERE who = $1`, who).Scan(&at)
	at, _, err = relational.Found(at, err)
	return clock.FromMicros(at), err
}

func (s *sqliteStore) SaveGone(ctx context.Context, who string, at time.Time) error {
	return s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO gone (who, at_us) VALUES ($1, $2)
			ON CONFLICT (who) DO UPDATE SET at_us = excluded.at_us WHERE excluded.at_us > gone.at_us`, who, clock.Micros(at))
		return err
	})
}

func (s *sqliteStore) ForgetGone(ctx context.Context, before time.Time) error {
	return s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM gone WHERE at_us < $1`, clock.Micros(before))
		return err
	})
}

// save runs a conditional write of a document in one transaction.
func (s *sqliteStore) save(ctx context.Context, before int64, next any, write func(ctx context.Context, tx relational.DBTX, doc string) error) error {
	doc, err := json.Marshal(next, json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("save %T: %w", next, err)
	}
	err = s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error { return write(ctx, tx, string(doc)) })
	switch {
	case err == nil:
		return nil
	case errors.Is(err, relational.ErrConflict):
		return ErrStale
	case relational.IsUnique(err):
		return ErrTaken
	}
	return fmt.Errorf("save %T after revision %d: %w", next, before, err)
}

// one reads the document of a query; nil when there is no row.
func one[T any](ctx context.Context, s *sqliteStore, query string, args ...any) (*T, error) {
	all, err := list[T](ctx, s, query, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// list reads a query whose one column is a JSON document.
func list[T any](ctx context.Context, s *sqliteStore, query string, args ...any) ([]*T, error) {
	rows, err := s.db.Read().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	defer rows.Close()
	var all []*T
	for rows.Next() {
		var doc []byte
		if err := rows.Scan(&doc); err != nil {
			return nil, fmt.Errorf("read documents: %w", err)
		}
		v := new(T)
		if err := json.Unmarshal(doc, v); err != nil {
			return nil, fmt.Errorf("read %T: %w", v, err)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	return all, nil
}
