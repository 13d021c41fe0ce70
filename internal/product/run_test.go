package product_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// eventually waits for what background work brings about.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 s", what)
		}
	}
}

// TestReplicasFollowEachOther runs two on one store and one bus.
func TestReplicasFollowEachOther(t *testing.T) {
	s := smallShop(t)
	bus, err := embedded.Open(s.ctx, embedded.Options{Path: filepath.Join(t.TempDir(), "bus.db"), Clock: s.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	if err := bus.Declare(s.ctx, events.Binding{Consumer: "notification-service", Types: []string{"product.stock_low", "product.stock_out"}}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(s.ctx)
	ended := make(chan error, 2)
	run := func(s *shop) *product.Service {
		svc, err := product.New(product.Deps{Store: s.store, Bus: bus, Clock: s.clock, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		s.serveBy(svc)
		go func() { ended <- svc.Run(ctx) }()
		return svc
	}
	run(s)
	other := openShop(t, s.path, s.clock)
	run(other)
	eventually(t, "both are ready", func() bool { return s.Ready(ctx) == nil && other.Ready(ctx) == nil })

	in := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
	in.Body.Variants[0].PriceCLP = 31000
	call(s, productapi.Change, in)
	eventually(t, "the other shows the new price", func() bool {
		return call(other, productapi.Get, productapi.BySlug{Slug: "rosas"}).Variants[0].PriceCLP == 31000
	})
	call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), line("VASO", 4)))
	eventually(t, "the other shows it as sold out", func() bool {
		return call(other, productapi.Get, productapi.BySlug{Slug: "florero"}).Variants[0].Band == productapi.SoldOut
	})
	eventually(t, "the staff are told and the outbox is empty", func() bool {
		depths, err := bus.Depths(ctx)
		if err != nil || len(depths) != 1 {
			t.Fatalf("%+v, %v", depths, err)
		}
		return depths[0].Ready == 1 && len(s.published()) == 0
	})
	stop()
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// TestRunEndsWithItsContext waits for a store that never answers.
func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		svc, err := product.New(product.Deps{Store: absent{}, Bus: deaf{}, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		if err := svc.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if svc.Ready(ctx) == nil {
			t.Fatal("ready without a catalogue")
		}
	})
}

// absent is a store that cannot be reached; deaf is a bus nobody asks.
type (
	absent struct{ product.Store }
	deaf   struct{ events.Bus }
)

func (absent) Terms(context.Context) (product.Terms, error) {
	return product.Terms{}, context.DeadlineExceeded
}
