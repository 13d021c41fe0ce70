package sqlite

import (
	"context"
	"database/sql"
	"sync/atomic"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// maxStatements bounds the statements kept prepared on a connection. Parsing
// costs more than running for most of ours.
const maxStatements = 256

// txConn is the writer's connection with its prepared statements. Only the
// writer's goroutine uses it.
type txConn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newTxConn(conn *sql.Conn) *txConn {
	return &txConn{conn: conn, stmts: map[string]*sql.Stmt{}}
}

// control runs BEGIN, COMMIT and their like.
func (c *txConn) control(query string) error {
	s, err := c.stmt(query)
	if err != nil {
		return err
	}
	if s == nil {
		_, err = c.conn.ExecContext(context.Background(), query)
		return err
	}
	_, err = s.ExecContext(context.Background())
	return err
}

// stmt gives the kept statement of a text; nil when there are too many, since
// closing one could close it under its open rows.
func (c *txConn) stmt(query string) (*sql.Stmt, error) {
	s, ok := c.stmts[query]
	if ok || len(c.stmts) >= maxStatements {
		return s, nil
	}
	s, err := c.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	c.stmts[query] = s
	return s, nil
}

func (c *txConn) close() {
	for _, s := range c.stmts {
		_ = s.Close()
	}
	clear(c.stmts)
	_ = c.conn.Close()
}

// lend makes the handle of one request.
func (c *txConn) lend() *tx { return &tx{c: c} }

// tx is the DBTX that one function of Write gets; it answers sql.ErrTxDone
// after that function returned.
//
// Contexts are checked before a statement and not passed on: SQLite rolls the
// whole transaction back, the neighbours' parts included, when a statement that
// writes is interrupted.
type tx struct {
	c     *txConn
	ended atomic.Bool
	// listed are the texts whose rows may still be open: running the same
	// prepared statement again would restart it under its reader.
	listed map[string]struct{}
}

var _ relational.DBTX = (*tx)(nil)

func (t *tx) ready(ctx context.Context, query string) (context.Context, error) {
	if relational.Controls(query) {
		return nil, relational.ErrControl
	}
	if t.ended.Load() {
		return nil, sql.ErrTxDone
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return context.WithoutCancel(ctx), nil
}

// prepared gives the kept statement, or nil when this text must run unprepared.
func (t *tx) prepared(query string) (*sql.Stmt, error) {
	if _, open := t.listed[query]; open {
		return nil, nil
	}
	return t.c.stmt(query)
}

// ExecContext runs a statement.
func (t *tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	ctx, err := t.ready(ctx, query)
	if err != nil {
		return nil, err
	}
	s, err := t.prepared(query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return t.c.conn.ExecContext(ctx, query, args...)
	}
	return s.ExecContext(ctx, args...)
}

// PrepareContext prepares a statement that the caller closes.
func (t *tx) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	ctx, err := t.ready(ctx, query)
	if err != nil {
		return nil, err
	}
	return t.c.conn.PrepareContext(ctx, query)
}

// QueryContext runs a query; the caller closes the rows before it returns.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	ctx, err := t.ready(ctx, query)
	if err != nil {
		return nil, err
	}
	s, err := t.prepared(query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return t.c.conn.QueryContext(ctx, query, args...)
	}
	if t.listed == nil {
		t.listed = map[string]struct{}{}
	}
	t.listed[query] = struct{}{}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext runs a query of at most one row; the caller scans it.
func (t *tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	ctx, err := t.ready(ctx, query)
	if err != nil {
		return failedRow(t.c.conn)
	}
	s, err := t.prepared(query)
	if err != nil || s == nil {
		return t.c.conn.QueryRowContext(ctx, query, args...) // reports a fault of the text as Scan's error
	}
	return s.QueryRowContext(ctx, args...)
}

// failedRow is a row whose Scan reports context.Canceled: database/sql lets
// nobody else make one.
func failedRow(conn *sql.Conn) *sql.Row {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return conn.QueryRowContext(ctx, "SELECT 1")
}
