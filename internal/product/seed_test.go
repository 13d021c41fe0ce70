package product_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// whole demands that the small catalogue is there, once, and can be bought.
func (s *shop) whole() {
	s.t.Helper()
	if page := call(s, productapi.List, productapi.ListInput{}); page.Total != 2 {
		s.t.Fatalf("%d products", page.Total)
	}
	got := s.priced("ROSA", "ROSA-D", "VASO", "FV-ADD-VASE")
	if len(got) != 4 || got["ROSA"].Available != 10 || got["VASO"].Available != 4 {
		s.t.Fatalf("sold: %+v", got)
	}
	for _, slug := range []string{"rosas", "florero"} { // staff can go on with it
		call(s, productapi.Change, changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: slug})))
	}
}

func TestReplicasThatSeedAtOnceMakeOneCatalogue(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		clk, open := clock.NewFake(opening), tw.fresh(t)
		replicas := make([]*shop, 3)
		for i := range replicas {
			store := &stepwise{Store: open(clk)}
			store.writes.Store(never)
			replicas[i] = shopOn(t, store, clk)
		}
		var wg sync.WaitGroup
		for _, s := range replicas {
			wg.Go(func() {
				if err := s.Seed(s.ctx, smallCatalogue()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for _, s := range replicas {
			if err := s.Load(s.ctx); err != nil {
				t.Fatal(err)
			}
		}
		replicas[1].whole()
	})
}

// TestASeedingThatWasCutShortIsGoneOnWith dies after every possible number of
// writes; another replica finishes.
func TestASeedingThatWasCutShortIsGoneOnWith(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		for writes := int64(0); ; writes++ {
			clk, open := clock.NewFake(opening), tw.fresh(t)
			first := &stepwise{Store: open(clk)}
			first.writes.Store(writes)
			s := shopOn(t, first, clk)
			err := s.Seed(s.ctx, smallCatalogue())
			if err == nil && writes < 8 { // four SKUs, three products, the terms
				t.Fatalf("%d writes were enough", writes)
			}
			t.Run(fmt.Sprintf("after %d writes", writes), func(t *testing.T) {
				other := shopOn(t, open(clk), clk)
				if err := other.Seed(other.ctx, smallCatalogue()); err != nil {
					t.Fatal(err)
				}
				other.whole()
			})
			if err == nil {
				return
			}
		}
	})
}

// TestAShopWaitsForItsStore is not ready until the store answers, and seeds then.
func TestAShopWaitsForItsStore(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		clk := clock.NewFake(opening)
		late := &later{Store: tw.fresh(t)(clk)}
		late.down.Store(true)
		d := smallCatalogue()
		s := shopOn(t, late, clk)
		svc := s.replica(late, product.Deps{Demo: &d, Bus: deaf{}})
		ended := make(chan error, 1)
		ctx, stop := context.WithCancel(s.ctx)
		go func() { ended <- svc.Run(ctx) }()
		eventually(t, "the store was asked", func() bool { return late.asked.Load() > 1 })
		refused(s, productapi.List, productapi.ListInput{}, "starting")
		if svc.Ready(ctx) == nil {
			t.Fatal("ready without a store")
		}
		late.down.Store(false)
		eventually(t, "it is ready", func() bool { return svc.Ready(ctx) == nil })
		s.whole()
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
	})
}
