package sqlite

import (
	"context"
	"database/sql"
	"sync"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// reader is the pool of Read with its prepared statements, which database/sql
// prepares again on each connection that meets them.
type reader struct {
	db    *sql.DB
	mu    sync.RWMutex
	stmts map[string]*sql.Stmt
}

var _ relational.DBTX = (*reader)(nil)

func newReader(db *sql.DB) *reader { return &reader{db: db, stmts: map[string]*sql.Stmt{}} }

// stmt gives the kept statement of a text; nil when there are too many, since a
// statement in use by others cannot be thrown out.
func (r *reader) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.RLock()
	s, ok := r.stmts[query]
	full := len(r.stmts) >= maxStatements
	r.mu.RUnlock()
	if ok || full {
		return s, nil
	}
	fresh, err := r.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, ok := r.stmts[query]; ok { // another reader was faster
		_ = fresh.Close()
		return s, nil
	}
	r.stmts[query] = fresh
	return fresh, nil
}

func (r *reader) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.stmts {
		_ = s.Close()
	}
	clear(r.stmts)
}

// ExecContext is part of DBTX; the connections refuse to write.
func (r *reader) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return r.db.ExecContext(ctx, query, args...)
}

// PrepareContext prepares a statement that the caller closes.
func (r *reader) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return r.db.PrepareContext(ctx, query)
}

// QueryContext runs a query; the caller closes the rows.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := r.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return r.db.QueryContext(ctx, query, args...)
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext runs a query of at most one row; the caller scans it.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := r.stmt(ctx, query)
	if err != nil || s == nil {
		return r.db.QueryRowContext(ctx, query, args...) // reports a fault of the text as Scan's error
	}
	return s.QueryRowContext(ctx, args...)
}
