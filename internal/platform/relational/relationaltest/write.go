package relationaltest

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
)

func sellTen(t *testing.T, r *rig) {
	r.must(r.write(stock("rosa", 10)))
	var sold, refused atomic.Int32
	var buyers sync.WaitGroup
	for range 2 * crowd {
		buyers.Go(func() {
			err := r.write(func(ctx context.Context, tx relational.DBTX) error {
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
	if left := r.count(`SELECT n FROM stock`); sold.Load() != 10 || refused.Load() != 2*crowd-10 || left != 0 {
		t.Errorf("sold %d, refused %d, left %d", sold.Load(), refused.Load(), left)
	}
}

func failing(t *testing.T, r *rig) {
	ours := errors.New("ours")
	r.must(r.write(stock("rosa", 1)))
	for name, bad := range map[string]struct {
		then work
		is   func(error) bool
	}{
		"error":                {func(context.Context, relational.DBTX) error { return ours }, func(err error) bool { return errors.Is(err, ours) }},
		"panic":                {func(context.Context, relational.DBTX) error { panic(ours) }, isPanicOf(ours)},
		"check":                {stock("other", -1), relational.IsCheck},
		"duplicate":            {stock("rosa", 1), relational.IsUnique},
		"foreign key":          {exec(`INSERT INTO child (id, parent) VALUES ('bad', 'nobody')`), relational.IsForeignKey},
		"deferred foreign key": {exec(`INSERT INTO later (id, parent) VALUES ('bad', 'nobody')`), relational.IsForeignKey},
		"its own commit":       {exec(` commit`), func(err error) bool { return errors.Is(err, relational.ErrControl) }},
	} {
		t.Run(name, func(t *testing.T) {
			err := r.write(func(ctx context.Context, tx relational.DBTX) error {
				if err := stock("bad", 1)(ctx, tx); err != nil {
					return err
				}
				return bad.then(ctx, tx)
			})
			if !bad.is(err) {
				t.Errorf("answered %v", err)
			}
			if n := r.count(`SELECT (SELECT count(*) FROM stock WHERE sku <> 'rosa') + (SELECT count(*) FROM child) + (SELECT count(*) FROM later)`); n != 0 {
				t.Errorf("%d rows are left", n)
			}
		})
	}
}

func isPanicOf(cause error) func(error) bool {
	return func(err error) bool {
		var p *relational.PanicError
		return errors.As(err, &p) && errors.Is(err, cause) && len(p.Stack) > 0
	}
}

func goexit(t *testing.T, r *rig) {
	var ended sync.WaitGroup
	for range 2 * r.atOnce { // more than there are places to take with it
		ended.Go(func() {
			err := r.write(func(ctx context.Context, tx relational.DBTX) error {
				if err := stock("bad", 1)(ctx, tx); err != nil {
					return err
				}
				runtime.Goexit()
				return nil
			})
			if err == nil {
				t.Error("it says that it was committed")
			}
		})
	}
	ended.Wait()
	r.must(r.write(stock("good", 1)))
	if n := r.count(`SELECT count(*) FROM stock`); n != 1 {
		t.Errorf("%d rows, not 1", n)
	}
}

func nest(t *testing.T, r *rig) {
	other := r.another(t)
	err := r.write(func(ctx context.Context, tx relational.DBTX) error {
		if err := other.DB().Write(ctx, stock("elsewhere", 1)); err != nil {
			return err
		}
		return r.DB().Write(ctx, stock("inside", 1))
	})
	if !errors.Is(err, relational.ErrNested) {
		t.Errorf("answered %v", err)
	}
}

func handleEnds(t *testing.T, r *rig) {
	var kept relational.DBTX
	r.must(r.write(func(_ context.Context, tx relational.DBTX) error { kept = tx; return nil }))
	if _, err := kept.ExecContext(t.Context(), `DELETE FROM stock`); !errors.Is(err, sql.ErrTxDone) {
		t.Errorf("a statement answered %v", err)
	}
	if err := kept.QueryRowContext(t.Context(), `SELECT 1`).Scan(new(int)); err == nil {
		t.Error("a query went through")
	}
}

func signals(t *testing.T, r *rig) {
	var heard []string
	write := func(name string, err error) {
		_ = r.write(func(ctx context.Context, tx relational.DBTX) error {
			if !relational.AfterCommit(ctx, func() {
				if r.count(`SELECT count(*) FROM stock WHERE sku = $1`, name) == 1 {
					heard = append(heard, name)
				}
			}) {
				t.Error("refused inside a write")
			}
			return errors.Join(stock(name, 1)(ctx, tx), err)
		})
	}
	write("kept", nil)
	write("undone", errors.New("no"))
	if relational.AfterCommit(t.Context(), func() {}) {
		t.Error("accepted outside a write")
	}
	if len(heard) != 1 || heard[0] != "kept" {
		t.Errorf("heard %v", heard)
	}
}
