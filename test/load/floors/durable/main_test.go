package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func TestEveryOrderCountedIsThereWithItsRows(t *testing.T) {
	w := work{writers: 16, lines: 3, transactions: 4, duration: 50 * time.Millisecond}
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "floor.sqlite"), Migrations: schema})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := w.stock(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	n, err := w.run(t.Context(), db)
	if err != nil || n == 0 {
		t.Fatalf("%d orders, %v", n, err)
	}
	for query, want := range map[string]int64{
		`SELECT count(*) FROM orders WHERE version = 4`:          n,
		`SELECT count(*) FROM lines`:                             3 * n,
		`SELECT count(*) FROM moves`:                             3 * n,
		`SELECT count(*) FROM news`:                              n,
		`SELECT count(*) * 1000000000 - sum(on_hand) FROM stock`: 3 * n,
		`SELECT count(*) FROM orders WHERE state <> 'paying'`:    0,
	} {
		if got := count(t, db, query); got != want {
			t.Errorf("%s: %d, not %d", query, got, want)
		}
	}
}

func count(t *testing.T, db relational.DB, query string) (n int64) {
	t.Helper()
	if err := db.Read().QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheFloorLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	f, err := run(t.Context(), dir, work{writers: 2, lines: 1, transactions: 1, duration: 20 * time.Millisecond})
	if err != nil || f.Orders == 0 || f.PerSecond <= 0 {
		t.Errorf("%+v, %v", f, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
}
