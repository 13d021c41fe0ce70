package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func TestSixtyFourBuyersOfTenSellExactlyTen(t *testing.T) {
	db := fresh(t)
	must(t, db.Write(t.Context(), stock("rosa", 10)))
	var sold, refused atomic.Int32
	var buyers sync.WaitGroup
	for range 64 {
		buyers.Go(func() {
			err := db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
				return relational.ChangedResult(tx.ExecContext(ctx, `UPDATE stock SET n = n - 1 WHERE sku = $1 AND n >= 1`, "rosa"))
			})
			switch {
			case err == nil:
				sold.Add(1)
			case errors.Is(err, relational.ErrConflict):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	buyers.Wait()
	if left := count(t, db, `SELECT n FROM stock`); sold.Load() != 10 || refused.Load() != 54 || left != 0 {
		t.Fatalf("sold %d, refused %d, left %d", sold.Load(), refused.Load(), left)
	}
}

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
		"its own commit":         {sqlExec(` commit`), func(err error) bool { return errors.Is(err, sqlite.ErrControl) }},
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

func TestAWriteWhoseCallerLeavesWhileItRunsTellsTheTruth(t *testing.T) {
	db := fresh(t)
	for name, after := range map[string]struct {
		more func(context.Context, relational.DBTX) error
		rows int
	}{
		"no statement follows": {func(context.Context, relational.DBTX) error { return nil }, 1},
		"another follows":      {stock("more", 1), 0},
	} {
		t.Run(name, func(t *testing.T) {
			must(t, db.Write(t.Context(), sqlExec(`DELETE FROM stock`)))
			ctx, cancel := context.WithCancel(t.Context())
			err := db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
				if err := stock("first", 1)(ctx, tx); err != nil {
					return err
				}
				cancel()
				return after.more(ctx, tx)
			})
			if n := count(t, db, `SELECT count(*) FROM stock`); n != after.rows || (err == nil) != (n > 0) {
				t.Errorf("%d rows with error %v", n, err)
			}
		})
	}
}

func TestWritesDoNotNest(t *testing.T) {
	db, other := fresh(t), fresh(t)
	err := db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		if err := other.Write(ctx, stock("elsewhere", 1)); err != nil {
			return err
		}
		return db.Write(ctx, stock("inside", 1))
	})
	if !errors.Is(err, relational.ErrNested) {
		t.Errorf("got %v", err)
	}
}

func TestAHandleEndsWithItsTransaction(t *testing.T) {
	db := fresh(t)
	var kept relational.DBTX
	must(t, db.Write(t.Context(), func(_ context.Context, tx relational.DBTX) error { kept = tx; return nil }))
	if _, err := kept.ExecContext(t.Context(), `DELETE FROM stock`); !errors.Is(err, sql.ErrTxDone) {
		t.Errorf("got %v", err)
	}
	if err := kept.QueryRowContext(t.Context(), `SELECT 1`).Scan(new(int)); err == nil {
		t.Error("a query went through")
	}
}

func TestSignalsComeAfterTheCommitOnly(t *testing.T) {
	db := fresh(t)
	var signals []string
	write := func(name string, err error) {
		_ = db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
			if !relational.AfterCommit(ctx, func() {
				if count(t, db, `SELECT count(*) FROM stock WHERE sku = $1`, name) == 1 {
					signals = append(signals, name)
				}
			}) {
				t.Error("refused inside a write")
			}
			_ = stock(name, 1)(ctx, tx)
			return err
		})
	}
	write("kept", nil)
	write("undone", errors.New("no"))
	if relational.AfterCommit(t.Context(), func() {}) {
		t.Error("accepted outside a write")
	}
	if len(signals) != 1 || signals[0] != "kept" {
		t.Errorf("signals %v", signals)
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
