package product

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations make the tables of the embedded store: give them to sqlite.Open.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// sqliteStore keeps products, terms, movements and reservations as JSON, and a
// SKU's stock as one row with a row for each order's entry.
type sqliteStore struct{ sqliteDocs }

// sqliteDocs are the documents, inside a transaction when tx is set.
type sqliteDocs struct {
	db     relational.DB
	tx     relational.DBTX
	outbox *events.RelationalOutbox
	clk    clock.Clock
}

// NewSQLite returns the embedded store in a database that was opened with
// Migrations. The database stays the caller's to close.
func NewSQLite(db relational.DB, clk clock.Clock) Store {
	return &sqliteStore{sqliteDocs{db: db, clk: clk, outbox: events.NewRelationalOutbox(db, clk, Name)}}
}

// Atomically runs fn in one transaction, which shares its commit with others.
func (s *sqliteStore) Atomically(ctx context.Context, fn func(context.Context, Documents) error) error {
	return s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		docs := s.sqliteDocs
		docs.tx = tx
		return fn(ctx, &docs)
	})
}

// Outbox is the database's own.
func (s *sqliteStore) Outbox() events.Outbox { return s.outbox }

// Unpublished counts the outbox.
func (s *sqliteStore) Unpublished(ctx context.Context) (int64, error) { return s.outbox.Size(ctx) }

// Ping reads from the file.
func (s *sqliteStore) Ping(ctx context.Context) error { return s.db.Ping(ctx) }

func (d *sqliteDocs) read() relational.DBTX {
	if d.tx != nil {
		return d.tx
	}
	return d.db.Read()
}

// write runs fn in the transaction there is, or in one of its own.
func (d *sqliteDocs) write(ctx context.Context, what string, fn func(context.Context, relational.DBTX) error) error {
	var err error
	if d.tx != nil {
		err = fn(ctx, d.tx)
	} else {
		err = d.db.Write(ctx, fn)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, relational.ErrConflict):
		return ErrStale
	case relational.IsUnique(err):
		return ErrTaken
	}
	return fmt.Errorf("%s: %w", what, err)
}

// stored reads one JSON document of a query; nil when there is no row.
func stored[T any](ctx context.Context, tx relational.DBTX, what, query string, args ...any) (*T, error) {
	list, err := storedAll[T](ctx, tx, what, query, args...)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// storedAll reads a query whose one column is a JSON document.
func storedAll[T any](ctx context.Context, tx relational.DBTX, what, query string, args ...any) ([]*T, error) {
	return collect(ctx, tx, what, func(scan func(...any) error) (*T, error) {
		var doc []byte
		if err := scan(&doc); err != nil {
			return nil, err
		}
		v := new(T)
		return v, json.Unmarshal(doc, v)
	}, query, args...)
}

// collect reads every row of a query.
func collect[T any](ctx context.Context, tx relational.DBTX, what string, row func(scan func(...any) error) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		v, err := row(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		list = append(list, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return list, nil
}

// text is a document or a list as SQL takes it.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
