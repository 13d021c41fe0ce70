package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/platform/postgres/postgrestest"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func add(sku string) func(context.Context, relational.DBTX) error {
	return func(ctx context.Context, tx relational.DBTX) error {
		return relational.ChangedResult(tx.ExecContext(ctx, `UPDATE stock SET n = n + 1 WHERE sku = $1`, sku))
	}
}

func TestADeadlockIsRunAgainUntilBothAreThere(t *testing.T) {
	one := postgrestest.On(t).New(t, shop())
	two := one.Open(t) // another replica
	defer two.Close()
	must(t, one.DB().Write(t.Context(), stock("rosa", 0)))
	must(t, one.DB().Write(t.Context(), stock("lirio", 0)))
	var met, done sync.WaitGroup
	met.Add(2)
	cross := func(db relational.DB, from, to string) {
		var firstRun sync.Once
		err := db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
			if err := add(from)(ctx, tx); err != nil {
				return err
			}
			firstRun.Do(func() { met.Done(); met.Wait() }) // each has a row that the other wants
			return add(to)(ctx, tx)
		})
		if err != nil {
			t.Error(err)
		}
	}
	done.Go(func() { cross(one.DB(), "rosa", "lirio") })
	done.Go(func() { cross(two, "lirio", "rosa") })
	done.Wait()
	if n := count(t, two, `SELECT count(*) FROM stock WHERE n = 2`); n != 2 {
		t.Errorf("%d of two rows have both", n)
	}
}

func TestAConnectionThatBreaksBeforeTheCommitIsReplaced(t *testing.T) {
	d := postgrestest.On(t).New(t, shop())
	runs := 0
	must(t, d.DB().Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		runs++
		if err := stock("rosa", runs)(ctx, tx); err != nil {
			return err
		}
		if runs > 1 {
			return nil
		}
		var pid int
		if err := tx.QueryRowContext(ctx, `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
			return err
		}
		conn := d.Open(t)
		defer conn.Close()
		must(t, conn.Read().QueryRowContext(ctx, `SELECT pg_terminate_backend($1, 5000)`, pid).Scan(new(bool)))
		return add("rosa")(ctx, tx)
	}))
	if n := count(t, d.DB(), `SELECT n FROM stock`); n != 2 || runs != 2 {
		t.Errorf("run %d of %d is stored", n, runs)
	}
}

func TestIdleConnectionsThatTheServerClosedAreReplaced(t *testing.T) {
	d := postgrestest.On(t).New(t, shop())
	must(t, d.DB().Write(t.Context(), stock("rosa", 1)))
	must(t, run(t, d.URL, `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '`+d.Schema+`'`))
	must(t, d.DB().Write(t.Context(), add("rosa")))
	if n := count(t, d.DB(), `SELECT n FROM stock`); n != 2 {
		t.Errorf("%d, not 2", n)
	}
}

func TestASwallowedErrorCommitsNothing(t *testing.T) {
	d := postgrestest.On(t).New(t, shop())
	must(t, d.DB().Write(t.Context(), stock("rosa", 1)))
	err := d.DB().Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		if err := add("rosa")(ctx, tx); err != nil {
			return err
		}
		if err := stock("rosa", 1)(ctx, tx); !relational.IsUnique(err) {
			t.Errorf("the same row again: %v", err)
		}
		return nil
	})
	if n := count(t, d.DB(), `SELECT n FROM stock`); err == nil || n != 1 {
		t.Errorf("%d with error %v", n, err)
	}
}

func TestAReadEndsWithItsCaller(t *testing.T) {
	d := postgrestest.On(t).New(t, shop())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.DB().Read().QueryRowContext(ctx, `SELECT pg_sleep(60)`).Scan(new(string)); !errors.Is(err, context.Canceled) {
		t.Errorf("answered %v", err)
	}
}
