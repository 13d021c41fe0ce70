package cart

import (
	"log/slog"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// Name is the service's, in the table and in its tokens.
const Name = "cart-service"

// Deps is what the service stands on.
type Deps struct {
	Store   kv.Store // its own, with an outbox
	Product *contract.Conn
	Clock   clock.Clock
	Log     *slog.Logger
	// TendEvery is how often Run looks after the carts; 0 means 5 minutes.
	TendEvery time.Duration
}

// Service serves the carts. It is safe for concurrent use, by several replicas
// on one store.
type Service struct {
	store   kv.Store
	product *contract.Conn
	clock   clock.Clock
	log     *slog.Logger
	every   time.Duration
}

// New makes the service; Run does its background work.
func New(d Deps) *Service {
	s := &Service{store: d.Store, product: d.Product, clock: d.Clock, log: d.Log, every: d.TendEvery}
	if s.every <= 0 {
		s.every = 5 * time.Minute
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	return s
}

// Routes serves every operation of cartapi.
func (s *Service) Routes(r *contract.Router) {
	contract.Handle(r, cartapi.Get, s.get)
	contract.Handle(r, cartapi.Add, s.add)
	contract.Handle(r, cartapi.Set, s.set)
	contract.Handle(r, cartapi.Remove, s.remove)
	contract.Handle(r, cartapi.Clear, s.clear)
	contract.Handle(r, cartapi.Merge, s.merge)
	contract.Handle(r, cartapi.Take, s.take)
}

// Handlers are what cart-service consumes.
func (s *Service) Handlers() []events.Handler {
	return []events.Handler{
		events.On(orderapi.OrderPaid, s.paid),
		events.On(authapi.UserDeleted, s.userDeleted),
	}
}
