package wishlist

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// Name is the service's, in the table and in its tokens.
const Name = "wishlist-service"

// Deps is what the service stands on.
type Deps struct {
	Store   kv.Store // its own; nothing is published
	Product *contract.Conn
	Cart    *contract.Conn
	Clock   clock.Clock
}

// Service serves the wishlists. It is safe for concurrent use, by several
// replicas on one store.
type Service struct {
	store   kv.Store
	product *contract.Conn
	cart    *contract.Conn
	clock   clock.Clock
}

// New makes the service; it has no background work.
func New(d Deps) *Service {
	return &Service{store: d.Store, product: d.Product, cart: d.Cart, clock: d.Clock}
}

// Routes serves every operation of wishlistapi.
func (s *Service) Routes(r *contract.Router) {
	contract.Handle(r, wishlistapi.List, s.list)
	contract.Handle(r, wishlistapi.Add, s.add)
	contract.Handle(r, wishlistapi.Remove, s.remove)
	contract.Handle(r, wishlistapi.ToCart, s.toCart)
}

// Handlers are what wishlist-service consumes.
func (s *Service) Handlers() []events.Handler {
	return []events.Handler{
		events.On(authapi.UserDeleted, func(ctx context.Context, _ events.Event, u authapi.DeletedData) error {
			return s.store.Delete(ctx, keyOf(u.UserID))
		}),
	}
}
