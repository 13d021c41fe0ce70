package postgres

import (
	"context"
	"database/sql"
	"sync/atomic"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// tx is the DBTX that one run of a Write's function gets; it answers
// sql.ErrTxDone after that function returned.
//
// The caller's context is checked before a statement and not passed on: a
// statement that is interrupted costs the connection. What bounds a statement is
// the server's own limit, and run for when the server is not heard any more.
type tx struct {
	tx    *sql.Tx
	run   context.Context
	ended atomic.Bool
}

var _ relational.DBTX = (*tx)(nil)

func (t *tx) ready(ctx context.Context, query string) error {
	switch {
	case relational.Controls(query):
		return relational.ErrControl
	case t.ended.Load():
		return sql.ErrTxDone
	}
	return ctx.Err()
}

// ExecContext runs a statement.
func (t *tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := t.ready(ctx, query); err != nil {
		return nil, err
	}
	return t.tx.ExecContext(t.run, query, args...)
}

// PrepareContext prepares a statement that the caller closes.
func (t *tx) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := t.ready(ctx, query); err != nil {
		return nil, err
	}
	return t.tx.PrepareContext(t.run, query)
}

// QueryContext runs a query; the caller closes the rows before the next statement.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := t.ready(ctx, query); err != nil {
		return nil, err
	}
	return t.tx.QueryContext(t.run, query, args...)
}

// QueryRowContext runs a query of at most one row; the caller scans it.
func (t *tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if t.ready(ctx, query) != nil {
		return t.failedRow()
	}
	return t.tx.QueryRowContext(t.run, query, args...)
}

// failedRow is a row whose Scan reports an error: database/sql lets nobody else
// make one.
func (t *tx) failedRow() *sql.Row {
	ctx, cancel := context.WithCancel(t.run)
	cancel()
	return t.tx.QueryRowContext(ctx, "SELECT 1")
}
