package order

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func TestCountersAreThoseOfTheStoreInWhateverOrderTheirDaysAreMet(t *testing.T) {
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "order.db"), Migrations: Migrations()})
	if err != nil {
		t.Fatal(err)
	}
	first := delivery.Date{Year: 2026, Month: 11, Day: 24}
	stored := map[delivery.Key]int{}
	err = db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		for n := range 40 {
			date := first.AddDays(n)
			stored[delivery.ExpressKey(date, 12)] = 0 // has no row
			for i, key := range []delivery.Key{delivery.SlotKey("centro", date, "09-12"), delivery.PickupKey(date, "09-12"), delivery.ExpressKey(date, 9)} {
				stored[key] = 3*n + i
				if _, err := tx.ExecContext(ctx, `INSERT INTO slot_counters (key, date, taken) VALUES ($1, $2, $3)`, string(key), date.String(), stored[key]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{store: store.New(db, nil)}
	for round := range 20 {
		used := s.counters(t.Context())
		if round%2 == 0 {
			used.read(first.AddDays(rand.IntN(30)), first.AddDays(rand.IntN(40)))
		}
		for key, want := range stored { // in no order
			if got := used.of(key); got != want || used.err != nil {
				t.Fatalf("%s: %d taken, not %d (%v)", key, got, want, used.err)
			}
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	used := s.counters(t.Context())
	if _ = used.of(delivery.PickupKey(first, "09-12")); used.err == nil {
		t.Error("a store that does not answer counts as empty")
	}
}
