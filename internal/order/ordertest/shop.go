package ordertest

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/payment"
	"floresvictoria.cl/flores/internal/order/sandbox"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/seal"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Shop is order-service at work between its neighbours.
type Shop struct {
	t        testing.TB
	Clock    *clock.Fake
	DB       relational.DB
	Outbox   *events.RelationalOutbox
	Service  *order.Service
	Conn     *contract.Conn // to order-service, as the doors and review-service have it
	Carts    *Carts
	Goods    *Goods
	Provider *Provider
	Fuse     *Fuse
	Mail     seal.PrivateKey
	Events   []events.Event // published so far
	Demo     bool           // whether the next Restart allows the sandbox

	guard  *guard
	config delivery.Config
	router map[string]*contract.Router
}

// Start is when every shop's clock begins: a Tuesday, at ten in Santiago.
func Start() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, clock.Santiago()) }

// New starts a shop that sells rosas for 20.000 (100 of them), tulipanes for
// 12.000 (10) and vino for 18.000 to adults (50). change edits the delivery rules.
func New(t testing.TB, change ...func(*delivery.Config)) *Shop {
	t.Helper()
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "order.db"), Migrations: order.Migrations()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return On(t, db, change...)
}

// On starts a shop on a database.
func On(t testing.TB, db relational.DB, change ...func(*delivery.Config)) *Shop {
	t.Helper()
	fuse := &Fuse{}
	s := &Shop{
		Demo: true,
		t:    t, Clock: clock.NewFake(Start()), DB: db, Fuse: fuse, Mail: seal.NewKey(), guard: &guard{users: map[string]contract.Identity{}},
		Carts: &Carts{fuse: fuse, all: map[string]cartapi.Contents{}},
		Goods: &Goods{
			fuse: fuse, products: map[string]productapi.Snapshot{}, initial: map[string]int64{}, stock: map[string]int64{},
			holds: map[string]*productapi.Hold{},
		},
		config: delivery.Default(), router: map[string]*contract.Router{},
	}
	for _, c := range change {
		c(&s.config)
	}
	s.Outbox = events.NewRelationalOutbox(db, s.Clock, order.Name)
	s.Goods.Add(productapi.Snapshot{SKU: "rosas", PriceCLP: 20000, Active: true, InSeason: true, PrepMinutes: 45, Occasion: "amor"}, 100)
	s.Goods.Add(productapi.Snapshot{SKU: "tulipanes", PriceCLP: 12000, Active: true, InSeason: true, PrepMinutes: 30}, 10)
	s.Goods.Add(productapi.Snapshot{SKU: "vino", PriceCLP: 18000, Active: true, InSeason: true, AdultOnly: true}, 50)
	s.neighbours()
	s.Restart()
	return s
}

func (s *Shop) log() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func (s *Shop) neighbours() {
	carts := contract.NewRouter("cart-service", s.guard, s.log(), nil)
	contract.Handle(carts, cartapi.Take, s.Carts.take)
	goods := contract.NewRouter("product-service", s.guard, s.log(), nil)
	contract.Handle(goods, productapi.Prices, s.Goods.prices)
	contract.Handle(goods, productapi.PlaceHold, s.Goods.place)
	contract.Handle(goods, productapi.Keep, s.Goods.keep)
	contract.Handle(goods, productapi.ReleaseHold, s.Goods.release)
	s.router["cart-service"], s.router["product-service"] = carts, goods
}

// named is a service's own token: in these tests, its name.
func named(name string) contract.ServiceToken {
	return func(context.Context, string) (string, error) { return name, nil }
}

// Restart starts order-service anew on the same store, with the fuse mended.
func (s *Shop) Restart() {
	s.t.Helper()
	s.Fuse.Set(0)
	rules, err := delivery.New(s.config)
	s.Must(err)
	public, err := s.Mail.Public()
	s.Must(err)
	url := func() string { return "https://flores.example" }
	fused := fusedDB{s.DB, s.Fuse}
	if s.Provider == nil {
		s.Provider = &Provider{Provider: sandbox.New(s.DB, s.Clock, url), fuse: s.Fuse}
	}
	var providers []payment.Provider
	if s.Demo {
		providers = append(providers, s.Provider)
	}
	s.Service, err = order.New(order.Deps{
		DB: fused, Outbox: s.Outbox, Clock: s.Clock, Rules: rules, Windows: order.DefaultWindows(),
		Product:         contract.Join("product-service", s.router["product-service"], named(order.Name)),
		Cart:            contract.Join("cart-service", s.router["cart-service"], named(order.Name)),
		LinkKey:         []byte("0123456789abcdef0123456789abcdef"),
		NotificationKey: public, PublicURL: url, Demo: s.Demo, Providers: providers, Log: s.log(),
	})
	s.Must(err)
	router := contract.NewRouter(order.Name, s.guard, s.log(), nil)
	s.Service.Routes(router)
	s.Conn = contract.Join(order.Name, router, named("review-service"))
}

// Must ends the test at an error.
func (s *Shop) Must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}
