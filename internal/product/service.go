package product

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Name is the service's, as its events and the table of services call it.
const Name = "product-service"

// Deps is what the service stands on. Store and Clock are needed, Bus only by Run.
type Deps struct {
	Store Store
	Bus   events.Publisher
	Clock clock.Clock
	Demo  *demo.Data   // Run seeds a shop that has no products with it; nil means nothing
	Log   *slog.Logger // nil means slog.Default
}

// Service is product-service. It is safe for concurrent use.
type Service struct {
	store     Store
	bus       events.Publisher
	clock     clock.Clock
	demo      *demo.Data
	log       *slog.Logger
	catalogue *catalogue
	pictures  *pictures
}

// New makes the service and asks its store nothing; Run fills its catalogue.
func New(d Deps) (*Service, error) {
	if d.Store == nil || d.Clock == nil {
		return nil, errors.New("product-service needs a store and a clock")
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	return &Service{
		store: d.Store, bus: d.Bus, clock: d.Clock, demo: d.Demo, log: d.Log,
		catalogue: newCatalogue(d.Store, d.Clock), pictures: newPictures(),
	}, nil
}

// Load reads the catalogue, so that the service is ready when it returns. It
// stores the shop's usual terms when there are none.
func (s *Service) Load(ctx context.Context) error {
	if err := s.ensureTerms(ctx); err != nil {
		return fmt.Errorf("load the catalogue: %w", err)
	}
	if err := s.catalogue.load(ctx); err != nil {
		return fmt.Errorf("load the catalogue: %w", err)
	}
	return nil
}

// Ready says whether the service can answer: its catalogue is loaded and its store is there.
func (s *Service) Ready(ctx context.Context) error {
	if _, err := s.catalogue.snapshot(); err != nil {
		return err
	}
	return s.store.Ping(ctx)
}

// Routes serves every operation of productapi.
func (s *Service) Routes(r *contract.Router) {
	contract.HandleCached(r, productapi.List, s.listTag, s.list)
	contract.HandleCached(r, productapi.Get, s.productTag, s.get)
	contract.HandleCached(r, productapi.Suggest, s.suggestTag, s.suggest)
	contract.HandleCached(r, productapi.AddOns, s.addOnsTag, s.addOns)
	contract.HandleCached(r, productapi.Categories, s.termsTag, s.categories)
	contract.HandleCached(r, productapi.Occasions, s.termsTag, s.occasions)
	contract.HandleCached(r, productapi.Vocabulary, s.termsTag, s.vocabulary)
	contract.Handle(r, productapi.Stock, s.stock)
	contract.Handle(r, productapi.Media, s.media)

	contract.Handle(r, productapi.Create, s.create)
	contract.Handle(r, productapi.Change, s.change)
	contract.Handle(r, productapi.Switch, s.switchActive)
	contract.Handle(r, productapi.Edit, s.edit)
	contract.Handle(r, productapi.StockList, s.stockList)
	contract.Handle(r, productapi.Move, s.move)
	contract.Handle(r, productapi.Movements, s.movements)

	contract.Handle(r, productapi.Prices, s.prices)
	contract.Handle(r, productapi.PlaceHold, s.placeHold)
	contract.Handle(r, productapi.Keep, s.keep)
	contract.Handle(r, productapi.ReleaseHold, s.releaseHold)
	contract.Handle(r, productapi.AuditStock, s.audit)
}

// Run does the background work until ctx ends: it seeds and loads the catalogue,
// as soon as the store answers, then publishes events, keeps the catalogue as new
// as the store, and sweeps. Whoever writes (handlers, consumers) stops before it.
func (s *Service) Run(ctx context.Context) error {
	if s.bus == nil {
		return errors.New("product-service needs a bus to run")
	}
	if err := s.loadUntilDone(ctx); err != nil {
		return nil // ctx ended first
	}
	g, ctx := errgroup.WithContext(ctx)
	relay := events.NewRelay(s.store.Outbox(), s.bus, events.RelayOptions{Log: s.log})
	g.Go(func() error { return relay.Run(ctx) })
	g.Go(func() error { s.catalogue.keepFresh(ctx, s.log); return nil })
	g.Go(func() error { s.sweepForEver(ctx); return nil })
	return g.Wait()
}

func (s *Service) loadUntilDone(ctx context.Context) error {
	for failures := 1; ; failures++ {
		err := s.fill(ctx)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.log.WarnContext(ctx, "the catalogue is not loaded yet", "error", err)
		wait(ctx, events.Backoff{Max: 2 * time.Second}.After(failures), nil)
	}
}

// fill waits for a store that may be written: one whose unique indexes are made.
func (s *Service) fill(ctx context.Context) error {
	if err := s.store.Ping(ctx); err != nil {
		return err
	}
	if s.demo != nil {
		return s.Seed(ctx, *s.demo)
	}
	return s.Load(ctx)
}

// Watches are what every replica hears of the changes of the others, as cache
// news: they are hints, since the store is polled too. That this one's own come
// back is harmless.
func (s *Service) Watches() []events.Handler {
	changed := func(context.Context, events.Event, productapi.ProductChanged) error {
		s.catalogue.hint()
		return nil
	}
	return []events.Handler{
		events.On(productapi.Created, changed),
		events.On(productapi.Updated, changed),
		events.On(productapi.Deleted, changed),
	}
}

func (s *Service) sweepForEver(ctx context.Context) {
	for wait(ctx, sweepEvery, nil) {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "holds are not being swept", "error", err)
		}
	}
}

// wait returns false once ctx has ended.
func wait(ctx context.Context, d time.Duration, wake <-chan struct{}) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-wake:
	}
	return ctx.Err() == nil
}
