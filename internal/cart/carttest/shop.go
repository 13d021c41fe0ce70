package carttest

import (
	"bytes"
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// Shop is cart-service at work.
type Shop struct {
	t       testing.TB
	Clock   *clock.Fake
	Twin    Twin // what the store lies in
	Store   kv.Store
	Outbox  Outbox
	Goods   *Goods
	Service *cart.Service
	Router  *contract.Router
	Conn    *contract.Conn // to cart-service, as order-service has it
	Log     *Log
	Ctx     context.Context // a guest's
}

// Opener opens a shop of its own for a test.
type Opener func(t testing.TB) *Shop

// Each runs a test with shops on each kind of store.
func Each(t *testing.T, test func(t *testing.T, open Opener)) {
	for name, twin := range Twins() {
		t.Run(name, func(t *testing.T) {
			test(t, func(t testing.TB) *Shop {
				t.Helper()
				return On(t, twin(t))
			})
		})
	}
}

// New opens a shop on the embedded store.
func New(t testing.TB) *Shop {
	t.Helper()
	return On(t, SQLite(t))
}

// On opens a shop that sells rosa for 30.000, lirio for 20.000 and vaso for 12.000.
func On(t testing.TB, twin Twin) *Shop {
	t.Helper()
	s := &Shop{
		t: t, Clock: clock.NewFake(time.Date(2026, 11, 24, 10, 0, 0, 0, clock.Santiago())),
		Twin: twin, Goods: NewGoods(), Log: &Log{}, Ctx: context.Background(),
	}
	s.Goods.Sell("rosa", 30000)
	s.Goods.Sell("lirio", 20000)
	s.Goods.Sell("vaso", 12000)
	s.open()
	t.Cleanup(func() { twin.Close(t) })
	return s
}

// Restart ends the service and its store, and starts them again on the same data.
func (s *Shop) Restart() {
	s.t.Helper()
	s.Twin.Close(s.t)
	s.open()
}

func (s *Shop) open() {
	s.t.Helper()
	s.Store, s.Outbox = s.Twin.Open(s.t, s.Clock, cart.Name)
	s.Serve(s.Store)
}

// Serve puts a service over a store in the place of the shop's.
func (s *Shop) Serve(store kv.Store) {
	log := slog.New(slog.NewTextHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.Service = cart.New(cart.Deps{
		Store: store, Product: s.Goods.Conn(cart.Name), Clock: s.Clock, Log: log, TendEvery: time.Millisecond,
	})
	s.Router = contract.NewRouter(cart.Name, Guard{}, log, nil)
	s.Service.Routes(s.Router)
	s.Conn = contract.Join(cart.Name, s.Router, Named("order-service"))
}

// Must ends the test at an error.
func (s *Shop) Must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// Hear hands an event to a consumer as the bus would.
func Hear(t testing.TB, handlers []events.Handler, ev events.Event) {
	t.Helper()
	for _, h := range handlers {
		if h.Type == ev.Type {
			if err := h.Handle(context.Background(), ev); err != nil {
				t.Fatalf("%s: %v", ev.Type, err)
			}
			return
		}
	}
	t.Fatalf("nobody hears %s", ev.Type)
}

// Log collects what the service logs.
type Log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write adds a line.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

// String is all of it.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
