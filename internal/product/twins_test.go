package product_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/test/servers"
)

// twin is a kind of store. fresh makes an empty one and returns what opens it, for
// each replica once.
type twin struct {
	fresh func(t testing.TB) opener
}

type opener func(clk clock.Clock) product.Store

var onSQLite = &twin{func(t testing.TB) opener {
	path := filepath.Join(t.TempDir(), "product.db")
	return func(clk clock.Clock) product.Store {
		store, _ := openStore(t, path, clk)
		return store
	}
}}

var onMongo = &twin{func(t testing.TB) opener {
	uri := servers.Mongo(t)
	return func(clk clock.Clock) product.Store {
		store, _ := openMongo(t, uri, clk)
		return store
	}
}}

// onEachTwin runs a test of the rules on every kind of store.
func onEachTwin(t *testing.T, run func(t *testing.T, tw *twin)) {
	t.Run("on the embedded store", func(t *testing.T) { run(t, onSQLite) })
	t.Run("on MongoDB", func(t *testing.T) { run(t, onMongo) })
}

// stepwise is a store without transactions, whatever it has: every document is
// committed alone, and the process can "die" after any number of writes.
type stepwise struct {
	product.Store
	writes atomic.Int64 // left before the crash
}

var errCrash = errors.New("the process died")

const never = 1 << 40

func (s *stepwise) Atomically(ctx context.Context, fn func(context.Context, product.Documents) error) error {
	return fn(ctx, s)
}

func (s *stepwise) alive() error {
	if s.writes.Add(-1) < 0 {
		return errCrash
	}
	return nil
}

func (s *stepwise) SaveProduct(ctx context.Context, before int64, next *product.Record, evs ...events.Event) error {
	if err := s.alive(); err != nil {
		return err
	}
	return s.Store.SaveProduct(ctx, before, next, evs...)
}

func (s *stepwise) SaveTerms(ctx context.Context, before int64, next product.Terms) error {
	if err := s.alive(); err != nil {
		return err
	}
	return s.Store.SaveTerms(ctx, before, next)
}

func (s *stepwise) SaveShare(ctx context.Context, before, next product.Share, m *product.Movement, evs ...events.Event) error {
	if err := s.alive(); err != nil {
		return err
	}
	return s.Store.SaveShare(ctx, before, next, m, evs...)
}

func (s *stepwise) SaveReservation(ctx context.Context, before int64, next *product.Reservation, evs ...events.Event) error {
	if err := s.alive(); err != nil {
		return err
	}
	return s.Store.SaveReservation(ctx, before, next, evs...)
}

// withoutTransactions is the small shop on a stepwise store.
func withoutTransactions(t testing.TB, open opener) (*shop, *stepwise) {
	t.Helper()
	clk := clock.NewFake(opening)
	store := &stepwise{Store: open(clk)}
	store.writes.Store(never)
	s := shopOn(t, store, clk)
	if err := s.Seed(s.ctx, smallCatalogue()); err != nil {
		t.Fatal(err)
	}
	return s, store
}
