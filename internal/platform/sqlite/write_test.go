package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

// outcome is what one of several writes in a batch does, and what its caller gets.
type outcome struct {
	fn   func(context.Context, relational.DBTX) error
	want func(error) bool
}

func TestAFailureInABatchLeavesTheNeighbours(t *testing.T) {
	ours := errors.New("ours")
	insertThen := func(sku string, end func() error) func(context.Context, relational.DBTX) error {
		return func(ctx context.Context, tx relational.DBTX) error {
			if err := stock(sku, 1)(ctx, tx); err != nil {
				return err
			}
			return end()
		}
	}
	for name, bad := range map[string]outcome{
		"error":                  {insertThen("bad", func() error { return ours }), func(err error) bool { return errors.Is(err, ours) }},
		"panic":                  {insertThen("bad", func() error { panic(ours) }), func(err error) bool { var p *relational.PanicError; return errors.As(err, &p) && errors.Is(err, ours) }},
		"check":                  {stock("bad", -1), relational.IsCheck},
		"duplicate":              {stock("rosa", 1), relational.IsUnique},
		"foreign key":            {sqlExec(`INSERT INTO child VALUES ('bad', 'nobody')`), relational.IsForeignKey},
		"deferred foreign key":   {sqlExec(`INSERT INTO later VALUES ('bad', 'nobody')`), relational.IsForeignKey},
		"all rolled back by SQL": {sqlExec(`INSERT OR ROLLBACK INTO stock VALUES ('rosa', 1)`), relational.IsUnique},
		"its own commit":         {sqlExec(` commit`), func(err error) bool { return errors.Is(err, relational.ErrControl) }},
	} {
		t.Run(name, func(t *testing.T) {
			db := fresh(t)
			must(t, db.Write(t.Context(), stock("rosa", 1)))
			release := hold(t, db)
			errs := make([]error, 9)
			var writers sync.WaitGroup
			for i := range errs {
				fn := stock(fmt.Sprint("good", i), 1)
				if i == 4 {
					fn = bad.fn
				}
				writers.Go(func() { errs[i] = db.Write(t.Context(), fn) })
			}
			sqlite.WaitQueued(db, len(errs))
			release()
			writers.Wait()
			for i, err := range errs {
				if i == 4 && !bad.want(err) {
					t.Errorf("the failing write got %v", err)
				}
				if i != 4 && err != nil {
					t.Errorf("neighbour %d got %v", i, err)
				}
			}
			if n := count(t, db, `SELECT count(*) FROM stock WHERE sku LIKE 'good%'`); n != 8 {
				t.Errorf("%d neighbours are stored, not 8", n)
			}
			if n := count(t, db, `SELECT count(*) FROM stock WHERE sku = 'bad'`) + count(t, db, `SELECT count(*) FROM later`); n != 0 {
				t.Error("the failing write left something")
			}
		})
	}
}

func TestAFunctionThatEndsItsGoroutineFailsAndOthersGoOn(t *testing.T) {
	db := fresh(t)
	err := db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		must(t, stock("bad", 1)(ctx, tx))
		runtime.Goexit()
		return nil
	})
	if err == nil {
		t.Error("no error")
	}
	must(t, db.Write(t.Context(), stock("good", 1)))
	if n := count(t, db, `SELECT count(*) FROM stock`); n != 1 {
		t.Errorf("%d rows, not 1", n)
	}
}

func TestAWriteWhoseCallerLeftBeforeItsTurnIsNotRun(t *testing.T) {
	db := fresh(t)
	release := hold(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- db.Write(ctx, stock("late", 1)) }()
	sqlite.WaitQueued(db, 1)
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	release()
	must(t, db.Write(t.Context(), stock("other", 1)))
	if n := count(t, db, `SELECT count(*) FROM stock`); n != 1 {
		t.Errorf("%d rows, not 1", n)
	}
}

func TestAQueryInsideItsOwnRowsIsAnotherQuery(t *testing.T) {
	db := fresh(t)
	for _, sku := range []string{"a", "b", "c"} {
		must(t, db.Write(t.Context(), stock(sku, 1)))
	}
	pairs := 0
	const list = `SELECT sku FROM stock ORDER BY sku`
	must(t, db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		pairs = 0
		return each(ctx, tx, list, func() error {
			return each(ctx, tx, list, func() error { pairs++; return nil })
		})
	}))
	if pairs != 9 {
		t.Errorf("%d pairs, not 9", pairs)
	}
}

func each(ctx context.Context, tx relational.DBTX, query string, fn func() error) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(); err != nil {
			return err
		}
	}
	return rows.Err()
}
