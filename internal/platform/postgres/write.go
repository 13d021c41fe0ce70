package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"floresvictoria.cl/flores/internal/platform/relational"
)

type insideKey struct{ db *DB }

// work is what a Write runs.
type work func(ctx context.Context, tx relational.DBTX) error

// Write runs fn in one READ COMMITTED transaction; see relational.DB for the
// rules of fn. It runs fn again after a serialisation failure, a deadlock, a wait
// for a lock that was too long, and a connection that broke before the commit was
// sent. Whether a commit whose answer was lost has happened is unknown: that
// error is returned.
func (db *DB) Write(ctx context.Context, fn func(ctx context.Context, tx relational.DBTX) error) error {
	if ctx.Value(insideKey{db}) != nil {
		return relational.ErrNested
	}
	db.writing.RLock()
	defer db.writing.RUnlock()
	if db.closed.Load() {
		return relational.ErrClosed
	}
	ctx = context.WithValue(ctx, insideKey{db}, true)
	begun := time.Now()
	for try := 1; ; try++ {
		again, err := db.writeOnce(ctx, fn)
		if err == nil || !again || try == maxTries || time.Since(begun) > retryFor {
			return err
		}
		db.log.DebugContext(ctx, "a transaction is run again", "schema", db.schema.name, "try", try, "err", err)
		if gone := pause(ctx, try); gone != nil {
			return fmt.Errorf("run a transaction again after %w: %w", err, gone)
		}
	}
}

// pause waits a random part of a step that doubles, so that those who met once do
// not meet again.
func pause(ctx context.Context, try int) error {
	step := min(firstWait<<try, lastWait)
	timer := time.NewTimer(rand.N(step) + time.Millisecond)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// writeOnce is one run on a connection of its own. again says that nothing was
// committed and that another run may succeed.
func (db *DB) writeOnce(ctx context.Context, fn work) (again bool, err error) {
	conn, err := db.acquire(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	run, cancel := context.WithTimeout(context.WithoutCancel(ctx), runTimeout)
	defer cancel()
	sqlTx, err := conn.BeginTx(run, nil)
	if err != nil {
		return run.Err() == nil && broken(conn, err), fmt.Errorf("begin: %w", err)
	}
	fnCtx, hooks := relational.CollectHooks(ctx)
	if err := call(fnCtx, fn, &tx{tx: sqlTx, run: run}); err != nil {
		_ = sqlTx.Rollback()
		return relational.IsRetryable(err) || run.Err() == nil && broken(conn, err), err
	}
	if err := sqlTx.Commit(); err != nil {
		return relational.IsRetryable(err) || pgconn.SafeToRetry(err), fmt.Errorf("commit: %w", err)
	}
	hooks()
	return false, nil
}

// acquire takes a connection, as long as the caller waits for it.
func (db *DB) acquire(ctx context.Context) (*sql.Conn, error) {
	wait, cancel := context.WithTimeout(ctx, acquireTimeout)
	defer cancel()
	conn, err := db.write.Conn(wait)
	switch {
	case ctx.Err() != nil:
		if err == nil {
			_ = conn.Close()
		}
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("reach the database: %w", err)
	}
	return conn, nil
}

// call runs fn with a handle that ends with it. A function that ends its
// goroutine takes this one with it; its transaction is rolled back on the way.
func call(ctx context.Context, fn work, t *tx) (err error) {
	regular := false
	defer func() {
		t.ended.Store(true)
		if regular {
			return
		}
		if p := recover(); p != nil {
			err = &relational.PanicError{Value: p, Stack: debug.Stack()}
			return
		}
		_ = t.tx.Rollback() // the goroutine is ending
	}()
	err = fn(ctx, t)
	regular = true
	return err
}

// broken says that the error is the connection's end and not an answer of the
// server to a statement. A connection to a server that has become read-only is
// thrown away: another one is the primary now.
func broken(conn *sql.Conn, err error) bool {
	if !relational.IsUnavailable(err) {
		return false
	}
	lost := false
	_ = conn.Raw(func(c any) error {
		lost = c.(*stdlib.Conn).Conn().IsClosed() || readOnly(err)
		if lost {
			return driver.ErrBadConn
		}
		return nil
	})
	return lost
}

// readOnly is what a demoted server answers to a write.
func readOnly(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "25006"
}
