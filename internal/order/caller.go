package order

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// Where a move came from.
const (
	channelWeb        = "web"
	channelBackOffice = "back_office"
	channelJob        = "job"
)

var errNoOrder = problem.NotFound("order_not_found")

// viewer is who looks at an order, and as what.
type viewer struct {
	as        lifecycle.Actor // Customer or Staff
	owner     bool            // the order is theirs, whatever else they are
	id        string          // of the user; empty for a guest
	scope     string          // of the caller's idempotency keys
	canMove   bool
	canCancel bool
}

func staffViewer(id contract.Identity) viewer {
	return viewer{
		as: lifecycle.Staff, id: id.UserID, scope: "user/" + id.UserID,
		canMove: id.Can(authapi.OrdersMove), canCancel: id.Can(authapi.OrdersCancel),
	}
}

// owned loads an order that the caller may see: its owner by account or by link,
// or staff. To everybody else there is none.
func (s *Service) owned(ctx context.Context, in orderapi.ByNumber) (*store.Order, viewer, error) {
	o, err := s.store.ByNumber(ctx, in.Number)
	if err != nil {
		return nil, viewer{}, err
	}
	if o == nil {
		return nil, viewer{}, errNoOrder
	}
	v, err := s.viewerOf(ctx, o, in.Link)
	return o, v, err
}

func (s *Service) viewerOf(ctx context.Context, o *store.Order, link string) (viewer, error) {
	id := contract.Who(ctx)
	mine := id.SignedIn() && o.CustomerID == id.UserID
	switch {
	case id.Can(authapi.OrdersRead):
		v := staffViewer(id)
		v.owner = mine
		return v, nil
	case mine:
		return viewer{as: lifecycle.Customer, owner: true, id: id.UserID, scope: "user/" + id.UserID}, nil
	case s.opens(link, o):
		return viewer{as: lifecycle.Customer, owner: true, scope: "order/" + o.ID}, nil
	case id.Staff() && id.Stale: // they may be let in again in a moment
		return viewer{}, problem.Unavailable("revocations_unknown")
	}
	return viewer{}, errNoOrder
}

// opens tells whether the link is the order's present one.
func (s *Service) opens(link string, o *store.Order) bool {
	if link == "" {
		return false
	}
	id, epoch, ok := s.links.Read(link)
	return ok && id == o.ID && epoch == o.LinkEpoch
}

// moves lists where the viewer may move an order that stands at a state.
func (v viewer) moves(from orderapi.State) []orderapi.State {
	next := lifecycle.Next(from, v.as)
	if v.as != lifecycle.Staff {
		return next
	}
	allowed := []orderapi.State{}
	for _, to := range next {
		if v.mayMoveTo(to) {
			allowed = append(allowed, to)
		}
	}
	return allowed
}

// mayMoveTo tells whether the staff's permissions reach so far.
func (v viewer) mayMoveTo(to orderapi.State) bool {
	if to == orderapi.Cancelled {
		return v.canCancel
	}
	return v.canMove
}

func (v viewer) channel() string {
	if v.as == lifecycle.Staff {
		return channelBackOffice
	}
	return channelWeb
}
