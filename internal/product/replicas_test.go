package product_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// later is a store that cannot be reached while it is down: its stock, or its
// products too.
type later struct {
	product.Store
	products bool
	down     atomic.Bool
	asked    atomic.Int64
}

var errDown = errors.New("the store cannot be reached")

func (l *later) err() error {
	l.asked.Add(1)
	if l.down.Load() {
		return errDown
	}
	return nil
}

func (l *later) Ping(ctx context.Context) error { return errors.Join(l.err(), l.Store.Ping(ctx)) }

func (l *later) Heads(ctx context.Context, since time.Time) (map[string]int64, error) {
	if err := l.err(); err != nil && l.products {
		return nil, err
	}
	return l.Store.Heads(ctx, since)
}

func (l *later) Stocks(ctx context.Context, since time.Time) ([]product.Stock, error) {
	if err := l.err(); err != nil {
		return nil, err
	}
	return l.Store.Stocks(ctx, since)
}

// replica has the shop answered by a service of its own.
func (s *shop) replica(store product.Store, d product.Deps) *product.Service {
	s.t.Helper()
	d.Store, d.Clock, d.Log = store, s.clock, slog.New(slog.DiscardHandler)
	svc, err := product.New(d)
	if err != nil {
		s.t.Fatal(err)
	}
	s.store = store
	s.serveBy(svc)
	return svc
}

// twoReplicas run on one store until the test ends. With a bus they hear of each other.
func twoReplicas(t *testing.T, tw *twin, bus events.Bus) (one, two *shop) {
	t.Helper()
	open, clk := tw.fresh(t), clock.NewFake(opening)
	ctx, stop := context.WithCancel(context.Background())
	var running []chan error
	run := func(fn func(context.Context) error) {
		ended := make(chan error, 1)
		running = append(running, ended)
		go func() { ended <- fn(ctx) }()
	}
	start := func() *shop {
		store := open(clk)
		s, d := shopOn(t, store, clk), smallCatalogue()
		deps := product.Deps{Demo: &d, Bus: deaf{}}
		if bus != nil {
			deps.Bus = bus
		}
		svc := s.replica(store, deps)
		if bus != nil {
			news, err := bus.Watch(ctx, svc.Watches()...)
			if err != nil {
				t.Fatal(err)
			}
			run(news.Run)
		}
		run(svc.Run)
		return s
	}
	one, two = start(), start()
	t.Cleanup(func() {
		stop()
		for _, ended := range running {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	})
	eventually(t, "both are ready", func() bool { return one.Ready(ctx) == nil && two.Ready(ctx) == nil })
	return one, two
}

// raise changes the price through one and returns how long the other takes to answer it.
func raise(t *testing.T, one, two *shop) time.Duration {
	t.Helper()
	in := changeOf(call(one, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
	in.Body.Variants[0].PriceCLP += 1000
	call(one, productapi.Change, in)
	start := time.Now()
	eventually(t, "the other shows the new price", func() bool {
		return call(two, productapi.Get, productapi.BySlug{Slug: "rosas"}).Variants[0].PriceCLP == in.Body.Variants[0].PriceCLP
	})
	return time.Since(start)
}

func (deaf) Publish(context.Context, []events.Event) error { return errors.New("the broker is down") }

// TestAPriceIsAnsweredByTheOtherReplicaWithTheBrokerDown is what polling is for.
func TestAPriceIsAnsweredByTheOtherReplicaWithTheBrokerDown(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		one, two := twoReplicas(t, tw, nil)
		if took := raise(t, one, two); took > 3*time.Second {
			t.Errorf("after %v", took)
		}
		call(one, productapi.PlaceHold, holdOf("o", 1, one.later(), line("VASO", 4)))
		eventually(t, "the other shows it as sold out", func() bool {
			return call(two, productapi.Get, productapi.BySlug{Slug: "florero"}).Variants[0].Band == productapi.SoldOut
		})
	})
}

// TestNewsSparesWaitingForThePoll changes prices one after another, each as soon as
// the last one is seen: by polling alone every one would take two seconds.
func TestNewsSparesWaitingForThePoll(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		bus, err := embedded.Open(t.Context(), embedded.Options{Path: filepath.Join(t.TempDir(), "bus.db"), Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		defer bus.Close()
		if err := bus.Declare(t.Context(), events.Binding{Consumer: "notification-service", Types: []string{"product.stock_out"}}); err != nil {
			t.Fatal(err)
		}
		one, two := twoReplicas(t, tw, bus)
		total := time.Duration(0)
		for range 4 {
			total += raise(t, one, two)
		}
		if total > 5*time.Second {
			t.Errorf("four prices took %v", total)
		}
		call(two, productapi.PlaceHold, holdOf("o", 1, two.later(), line("VASO", 4)))
		eventually(t, "the staff are told once and the outbox is empty", func() bool {
			depths, err := bus.Depths(t.Context())
			if err != nil || len(depths) != 1 {
				t.Fatalf("%+v, %v", depths, err)
			}
			return depths[0].Ready == 1 && len(one.published()) == 0
		})
	})
}

// TestNothingIsMissedForAClockThatIsOff has a replica whose clock is the better
// part of a minute away from the other's.
func TestNothingIsMissedForAClockThatIsOff(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		for _, off := range []time.Duration{-50 * time.Second, 50 * time.Second} {
			open := tw.fresh(t)
			right, wrong := clock.NewFake(opening), clock.NewFake(opening.Add(off))
			one, two := shopOn(t, open(right), right), shopOn(t, open(wrong), wrong)
			for _, s := range []*shop{one, two} {
				if err := s.Seed(s.ctx, smallCatalogue()); err != nil {
					t.Fatal(err)
				}
			}
			for range 3 {
				in := changeOf(call(one, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
				in.Body.Variants[0].PriceCLP += 1000
				call(one, productapi.Change, in)
				if err := two.Poll(two.ctx); err != nil {
					t.Fatal(err)
				}
				if got := call(two, productapi.Get, productapi.BySlug{Slug: "rosas"}); got.Variants[0].PriceCLP != in.Body.Variants[0].PriceCLP {
					t.Fatalf("with a clock %v off the price is still %d", off, got.Variants[0].PriceCLP)
				}
				right.Advance(2 * time.Second)
				wrong.Advance(2 * time.Second)
			}
		}
	})
}

// TestAReplicaThatWasCutOffCatchesUp misses changes for longer than a poll looks
// back, or reads the half of them.
func TestAReplicaThatWasCutOffCatchesUp(t *testing.T) {
	for _, what := range []string{"everything", "the stock"} {
		t.Run("from "+what, func(t *testing.T) {
			open, clk := onSQLite.fresh(t), clock.NewFake(opening)
			one := shopOn(t, open(clk), clk)
			if err := one.Seed(one.ctx, smallCatalogue()); err != nil {
				t.Fatal(err)
			}
			cut := &later{Store: open(clk), products: what == "everything"}
			two := shopOn(t, cut, clk)
			if err := two.Load(two.ctx); err != nil {
				t.Fatal(err)
			}
			if err := two.Poll(two.ctx); err != nil {
				t.Fatal(err)
			}
			cut.down.Store(true)
			in := changeOf(call(one, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
			in.Body.Variants[0].PriceCLP = 99000
			call(one, productapi.Change, in)
			for range 4 {
				clk.Advance(30 * time.Second)
				if err := two.Poll(two.ctx); !errors.Is(err, errDown) {
					t.Fatalf("polled with %v", err)
				}
			}
			cut.down.Store(false)
			if err := two.Poll(two.ctx); err != nil {
				t.Fatal(err)
			}
			if got := call(two, productapi.Get, productapi.BySlug{Slug: "rosas"}); got.Variants[0].PriceCLP != 99000 {
				t.Fatalf("still %d", got.Variants[0].PriceCLP)
			}
		})
	}
}
