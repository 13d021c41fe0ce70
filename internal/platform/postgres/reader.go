package postgres

import (
	"context"
	"database/sql"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// reader is the pool of Read. Its connections refuse to write; the driver keeps
// their statements prepared.
type reader struct{ db *sql.DB }

var _ relational.DBTX = reader{}

// bounded gives a context without a deadline one: no read waits for ever for a
// connection, nor for an answer that the network lost.
func bounded(ctx context.Context) context.Context {
	if _, has := ctx.Deadline(); has {
		return ctx
	}
	ctx, cancel := context.WithTimeout(ctx, runTimeout)
	context.AfterFunc(ctx, cancel) // the rows outlive this call, so the deadline ends it
	return ctx
}

// ExecContext is part of DBTX; the connections refuse to write.
func (r reader) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return r.db.ExecContext(bounded(ctx), query, args...)
}

// PrepareContext prepares a statement that the caller closes.
func (r reader) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return r.db.PrepareContext(bounded(ctx), query)
}

// QueryContext runs a query; the caller closes the rows.
func (r reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return r.db.QueryContext(bounded(ctx), query, args...)
}

// QueryRowContext runs a query of at most one row; the caller scans it.
func (r reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return r.db.QueryRowContext(bounded(ctx), query, args...)
}
