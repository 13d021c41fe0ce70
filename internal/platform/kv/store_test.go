package kv_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/kv/kvtest"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func open(t testing.TB, path string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: path, Sync: sqlite.Normal, Migrations: kv.Migrations()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestTable(t *testing.T) {
	kvtest.Run(t, func(t *testing.T, clk clock.Clock) kv.Store {
		return kv.NewTable(open(t, filepath.Join(t.TempDir(), "kv.sqlite")), clk, nil)
	})
}

func TestMemory(t *testing.T) {
	kvtest.Run(t, func(_ *testing.T, clk clock.Clock) kv.Store { return kv.NewMemory(clk, 2000) })
}

var changed = events.Define[struct{ Note string }]("cart.changed")

func TestTablesOutbox(t *testing.T) {
	kvtest.RunOutbox(t, func(t *testing.T, clk clock.Clock) (kv.Store, kvtest.Outbox) {
		db := open(t, filepath.Join(t.TempDir(), "kv.sqlite"))
		outbox := events.NewRelationalOutbox(db, clk, kvtest.Source)
		return kv.NewTable(db, clk, outbox), outbox
	})
}

func TestStoresWithoutAnOutboxRefuseEventsAndTheChange(t *testing.T) {
	for name, store := range map[string]kv.Store{
		"table":  kv.NewTable(open(t, filepath.Join(t.TempDir(), "kv.sqlite")), clock.System{}, nil),
		"memory": kv.NewMemory(clock.System{}, 10),
	} {
		_, err := store.Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) {
			return kv.Change{Events: []events.Event{changed.New("1", 0, struct{ Note string }{})}}, nil
		})
		if _, ok, _ := store.Get(t.Context(), "k"); ok || !errors.Is(err, kv.ErrNoOutbox) {
			t.Errorf("%s: %v, stored %v", name, err, ok)
		}
	}
}

func TestTableIsThereAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kv.sqlite")
	db := open(t, path)
	if _, err := kv.NewTable(db, clock.System{}, nil).Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Value: []byte("rosa"), TTL: time.Hour}, nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	e, ok, err := kv.NewTable(open(t, path), clock.System{}, nil).Get(t.Context(), "k")
	if err != nil || !ok || string(e.Value) != "rosa" || e.Expires.IsZero() {
		t.Errorf("%+v %v %v", e, ok, err)
	}
}

func TestMemoryForgetsTheLongestUnusedWhenFull(t *testing.T) {
	store := kv.NewMemory(clock.System{}, 3)
	put := func(key string) {
		if _, err := store.Update(t.Context(), key, func(kv.Entry, bool) (kv.Change, error) { return kv.Change{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		put(fmt.Sprint(i))
	}
	if _, ok, _ := store.Get(t.Context(), "0"); !ok {
		t.Fatal("forgotten while there was room")
	}
	put("3")
	for key, want := range map[string]bool{"0": true, "1": false, "2": true, "3": true} {
		if _, ok, _ := store.Get(t.Context(), key); ok != want {
			t.Errorf("%s there: %v", key, ok)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	store := kv.NewTable(open(b, filepath.Join(b.TempDir(), "kv.sqlite")), clock.System{}, nil)
	set := func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Value: []byte("una rosa")}, nil }
	b.Run("set", func(b *testing.B) {
		for b.Loop() {
			if _, err := store.Update(b.Context(), "k", set); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("get", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := store.Get(b.Context(), "k"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
