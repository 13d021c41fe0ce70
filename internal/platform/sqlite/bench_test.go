package sqlite_test

import (
	"context"
	"fmt"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
)

func BenchmarkWrite(b *testing.B) {
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprint("writers=", writers), func(b *testing.B) {
			db := fresh(b)
			must(b, db.Write(b.Context(), stock("rosa", 1<<40)))
			work := make(chan struct{})
			done := make(chan error, writers)
			for range writers {
				go func() {
					var err error
					for range work {
						err = db.Write(context.Background(), func(ctx context.Context, tx relational.DBTX) error {
							return relational.ChangedResult(tx.ExecContext(ctx, `UPDATE stock SET n = n - 1 WHERE sku = $1 AND n >= 1`, "rosa"))
						})
					}
					done <- err
				}()
			}
			for b.Loop() {
				work <- struct{}{}
			}
			close(work)
			for range writers {
				must(b, <-done)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
		})
	}
}

func BenchmarkReadOneRow(b *testing.B) {
	db := fresh(b)
	must(b, db.Write(b.Context(), stock("rosa", 1)))
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			var n int
			if err := db.Read().QueryRowContext(context.Background(), `SELECT n FROM stock WHERE sku = $1`, "rosa").Scan(&n); err != nil {
				b.Error(err)
				return
			}
		}
	})
}
