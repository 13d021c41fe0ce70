package relationaltest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// serialisation is the failure that asks for another run, as a driver raises it.
type serialisation struct{}

func (serialisation) Error() string    { return "could not serialize access" }
func (serialisation) SQLState() string { return "40001" }

func again(t *testing.T, r *rig) {
	var heard []int
	run := 0
	r.must(r.write(func(ctx context.Context, tx relational.DBTX) error {
		run++
		n := run
		relational.AfterCommit(ctx, func() { heard = append(heard, n) })
		if err := stock(fmt.Sprint("run", n), 1)(ctx, tx); err != nil {
			return err
		}
		if n < 3 {
			return fmt.Errorf("place: %w", serialisation{})
		}
		return nil
	}))
	if n := r.count(`SELECT count(*) FROM stock WHERE sku = 'run3'`); n != 1 || r.count(`SELECT count(*) FROM stock`) != 1 {
		t.Error("what is stored is not the last run's")
	}
	if len(heard) != 1 || heard[0] != 3 {
		t.Errorf("heard of the runs %v", heard)
	}
}

func never(t *testing.T, r *rig) {
	runs := 0
	err := r.write(func(ctx context.Context, tx relational.DBTX) error {
		runs++
		return errors.Join(stock("bad", 1)(ctx, tx), serialisation{})
	})
	if !relational.IsRetryable(err) || runs < 2 || runs > 10 || r.count(`SELECT count(*) FROM stock`) != 0 {
		t.Errorf("after %d runs: %v", runs, err)
	}
}

func leftBefore(t *testing.T, r *rig) {
	release := r.busy()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.DB().Write(ctx, stock("late", 1)) }()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("answered %v", err)
	}
	release()
	if err := r.DB().Write(ctx, stock("later", 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("with its caller gone before it: %v", err)
	}
	r.must(r.write(stock("other", 1)))
	if n := r.count(`SELECT count(*) FROM stock`); n != 1 {
		t.Errorf("%d rows, not 1", n)
	}
}

func leftWhile(t *testing.T, r *rig) {
	for name, after := range map[string]struct {
		more work
		rows int
	}{
		"no statement follows": {func(context.Context, relational.DBTX) error { return nil }, 1},
		"another follows":      {stock("more", 1), 0},
	} {
		t.Run(name, func(t *testing.T) {
			r.must(r.write(exec(`DELETE FROM stock`)))
			ctx, cancel := context.WithCancel(t.Context())
			err := r.DB().Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
				if err := stock("first", 1)(ctx, tx); err != nil {
					return err
				}
				cancel()
				return after.more(ctx, tx)
			})
			if n := r.count(`SELECT count(*) FROM stock`); n != after.rows || (err == nil) != (n > 0) {
				t.Errorf("%d rows with error %v", n, err)
			}
		})
	}
}
