package sqlite

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// busyTries bounds how often a transaction is run again because another process
// held the file; each run has waited for busyMillis already.
const busyTries = 3

type insideKey struct{ db *DB }

// Write queues fn for the writer and waits for the commit that holds it; see
// relational.DB for the rules of fn.
func (db *DB) Write(ctx context.Context, fn func(ctx context.Context, tx relational.DBTX) error) error {
	if ctx.Value(insideKey{db}) != nil {
		return relational.ErrNested
	}
	for try := 1; ; try++ {
		err := db.writeOnce(ctx, fn)
		if err == nil || !relational.IsRetryable(err) || try == busyTries {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("write while the database is busy: %w", ctx.Err())
		case <-time.After(time.Duration(try) * 50 * time.Millisecond):
		}
	}
}

func (db *DB) writeOnce(ctx context.Context, fn func(ctx context.Context, tx relational.DBTX) error) error {
	r := &request{ctx: context.WithValue(ctx, insideKey{db}, true), fn: fn, done: make(chan error, 1)}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !db.writer.queue.put(r) {
		return relational.ErrClosed
	}
	select {
	case err := <-r.done:
		return r.finish(err)
	case <-ctx.Done():
		if r.claimed.CompareAndSwap(false, true) {
			return ctx.Err() // its turn never came
		}
		return r.finish(<-r.done) // it runs: say truly whether it was committed
	}
}

// finish runs the hooks in the caller's goroutine, so that they never hold up
// the writer.
func (r *request) finish(err error) error {
	if err == nil && r.hooks != nil {
		r.hooks()
	}
	return err
}
