package sqlite

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// maxBatch bounds one commit: the first of a batch waits for the last.
const maxBatch = 64

var errGoexit = errors.New("a transaction's function ended the goroutine it ran on")

// writer owns the one connection that writes.
type writer struct {
	queue   *queue
	conn    *txConn
	stopped chan struct{}
}

func startWriter(conn *sql.Conn) *writer {
	w := &writer{queue: newQueue(), conn: newTxConn(conn), stopped: make(chan struct{})}
	go w.run()
	return w
}

// stop waits until every accepted request is answered; false when it was
// stopped before.
func (w *writer) stop() bool {
	first := w.queue.close()
	<-w.stopped
	return first
}

// run works the queue off. A function that ends its goroutine (runtime.Goexit,
// as testing's FailNow does) must not end everybody's writes: a new goroutine
// goes on where this one was.
func (w *writer) run() {
	var batch []*request
	regular := false
	defer func() {
		if regular {
			w.conn.close()
			close(w.stopped)
			return
		}
		_ = w.conn.control("ROLLBACK")
		for _, r := range batch {
			r.answer(errGoexit)
		}
		go w.run()
	}()
	for w.queue.wait() {
		// On busy processors, whoever can run may be about to write too, and then
		// shares this commit; when nobody can, this takes no time.
		runtime.Gosched()
		batch = slices.DeleteFunc(w.queue.take(batch[:0], maxBatch), (*request).gaveUp)
		if len(batch) > 0 {
			w.commit(batch)
		}
		clear(batch)
	}
	regular = true
}

// gaveUp claims the request for the writer, or says that its caller is gone.
func (r *request) gaveUp() bool {
	if !r.claimed.CompareAndSwap(false, true) {
		return true
	}
	if err := r.ctx.Err(); err != nil {
		r.answer(err)
		return true
	}
	return false
}

// answer never blocks; after the first answer it does nothing that anyone sees.
func (r *request) answer(err error) {
	select {
	case r.done <- err:
	default:
	}
}

// commit runs all requests in one transaction and answers them. When the
// transaction fails as a whole (a deferred constraint, a full disk), each is
// run again alone, so that only those get the error who cause it.
func (w *writer) commit(batch []*request) {
	own := make([]error, len(batch))
	err := w.transaction(batch, own)
	if err != nil && len(batch) > 1 {
		for i := range batch {
			w.commit(batch[i : i+1])
		}
		return
	}
	for i, r := range batch {
		r.answer(cmp.Or(own[i], err))
	}
}

// transaction runs the batch between BEGIN and COMMIT. own receives each
// request's own error; the result is what concerns all.
func (w *writer) transaction(batch []*request, own []error) error {
	// IMMEDIATE: two transactions that read before they write would
	// otherwise both start, and one would fail at its first write.
	if err := w.conn.control("BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	failed := 0
	for i, r := range batch {
		if len(batch) == 1 {
			own[i] = w.call(r) // the transaction is its savepoint
		} else if err := w.underSavepoint(r, &own[i]); err != nil {
			_ = w.conn.control("ROLLBACK")
			return err
		}
		if own[i] != nil {
			failed++
		}
	}
	if failed == len(batch) {
		_ = w.conn.control("ROLLBACK") // fails when an error of fn rolled all back already
		return nil
	}
	if err := w.conn.control("COMMIT"); err != nil {
		_ = w.conn.control("ROLLBACK")
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// underSavepoint runs one request of several. Its result is an error when the
// savepoint is gone: SQLite rolls the whole transaction back by itself on some
// errors, and with it the neighbours' work.
func (w *writer) underSavepoint(r *request, own *error) error {
	if err := w.conn.control("SAVEPOINT one"); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	if *own = w.call(r); *own != nil {
		if err := w.conn.control("ROLLBACK TO one"); err != nil {
			return fmt.Errorf("roll back to the savepoint: %w", err)
		}
	}
	if err := w.conn.control("RELEASE one"); err != nil {
		return fmt.Errorf("release the savepoint: %w", err)
	}
	return nil
}

// call runs a request's function with a handle that ends with it.
func (w *writer) call(r *request) (err error) {
	ctx, hooks := relational.CollectHooks(r.ctx)
	r.hooks = hooks
	tx := w.conn.lend()
	regular := false
	defer func() {
		tx.ended.Store(true)
		if regular {
			return
		}
		if p := recover(); p != nil { // nil: the goroutine is ending, which run sees to
			err = &relational.PanicError{Value: p, Stack: debug.Stack()}
		}
	}()
	err = r.fn(ctx, tx)
	regular = true
	return err
}
