package relationaltest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
)

func readers(t *testing.T, r *rig) {
	r.must(r.DB().Ping(t.Context()))
	if _, err := r.DB().Read().ExecContext(t.Context(), `INSERT INTO stock VALUES ('x', 1)`); err == nil {
		t.Error("a reader wrote")
	}
	release := r.busy()
	defer release()
	if n := r.count(`SELECT count(*) FROM stock`); n != 0 {
		t.Errorf("%d rows", n)
	}
}

func committed(t *testing.T, r *rig) {
	r.must(r.write(func(ctx context.Context, tx relational.DBTX) error {
		if err := stock("rosa", 1)(ctx, tx); err != nil {
			return err
		}
		if n := r.count(`SELECT count(*) FROM stock`); n != 0 {
			t.Errorf("%d uncommitted rows are seen", n)
		}
		var own int
		return tx.QueryRowContext(ctx, `SELECT n FROM stock WHERE sku = 'rosa'`).Scan(&own)
	}))
	if n := r.count(`SELECT count(*) FROM stock`); n != 1 {
		t.Errorf("%d rows after the commit", n)
	}
}

func closing(t *testing.T, r *rig) {
	db := r.DB()
	acknowledged := make([]int, crowd)
	var writers sync.WaitGroup
	started := make(chan struct{}, crowd)
	for w := range acknowledged {
		writers.Go(func() {
			for n := 0; ; n++ {
				err := db.Write(context.Background(), stock(fmt.Sprint(w, "-", n), 1))
				if errors.Is(err, relational.ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				if acknowledged[w]++; n == 0 {
					started <- struct{}{}
				}
			}
		})
	}
	for range acknowledged {
		<-started
	}
	r.must(db.Close())
	writers.Wait()
	r.must(db.Close()) // twice is fine
	if err := db.Ping(t.Context()); !errors.Is(err, relational.ErrClosed) {
		t.Errorf("ping after close: %v", err)
	}
	total := 0
	for _, n := range acknowledged {
		total += n
	}
	r.Restart(t)
	if n := r.count(`SELECT count(*) FROM stock`); n != total {
		t.Errorf("%d rows for %d acknowledged writes", n, total)
	}
}

func restart(t *testing.T, r *rig) {
	r.must(r.write(stock("rosa", 7)))
	r.Restart(t)
	if n := r.count(`SELECT n FROM stock WHERE sku = 'rosa'`); n != 7 {
		t.Errorf("%d, not 7", n)
	}
}
