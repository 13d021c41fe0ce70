package product_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/test/servers"
)

// Given one bouquet that everybody wants, when buyers and a florist write it at the
// same moment, then each waits for their turn and nobody writes in vain.
func TestWhoWantsTheSameBouquetWaitsInsteadOfTryingAgain(t *testing.T) {
	var updates atomic.Int64
	db, err := mongo.Open(mongo.Options{URI: servers.Mongo(t), Observe: func(_ context.Context, command string, _ time.Duration, _ error) {
		if command == "update" {
			updates.Add(1)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	clk := clock.NewFake(opening)
	store := product.NewMongo(db, clk)
	if err := db.MakeIndexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := shopOn(t, store, clk)
	if err := s.Seed(s.ctx, smallCatalogue()); err != nil {
		t.Fatal(err)
	}
	updates.Store(0)
	const buyers, deliveries = 10, 5
	var all sync.WaitGroup
	for i := range buyers {
		all.Go(func() { call(s, productapi.PlaceHold, holdOf(fmt.Sprint("o", i), 1, s.later(), line("ROSA", 1))) })
	}
	for i := range deliveries {
		all.Go(func() { call(s, productapi.Move, moveOf(fmt.Sprint("k", i), "ROSA", "received", 1)) })
	}
	all.Wait()
	// A hold takes the stock and notes that it has; a delivery is one write.
	if n := updates.Load(); n != 2*buyers+deliveries {
		t.Errorf("%d updates, not %d", n, 2*buyers+deliveries)
	}
}
