package order

import (
	"context"
	"errors"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Handlers are what order-service consumes, once an event each.
func (s *Service) Handlers() []events.Handler {
	return []events.Handler{
		events.On(productapi.HoldLost, s.onHoldLost),
		events.InTx(s.inbox, authapi.UserVerified, func(ctx context.Context, tx relational.DBTX, _ events.Event, u authapi.VerifiedData) error {
			return s.store.Join(ctx, tx, u.UserID, strings.ToLower(strings.TrimSpace(u.Email)), s.now())
		}),
		events.InTx(s.inbox, authapi.UserDeleted, func(ctx context.Context, tx relational.DBTX, _ events.Event, u authapi.DeletedData) error {
			return s.store.Leave(ctx, tx, u.UserID)
		}),
	}
}

// onHoldLost decides anew when the order moved between its being read and changed.
func (s *Service) onHoldLost(ctx context.Context, ev events.Event, lost productapi.LostHold) error {
	for n := 1; ; n++ {
		err := s.inbox.Once(ctx, ev, func(ctx context.Context, tx relational.DBTX) error { return s.holdLost(ctx, tx, lost) })
		if !errors.Is(err, store.ErrConflict) || n == moveTries {
			return err
		}
	}
}

// holdLost cancels a paid order whose stock could not be taken again; Sweep
// refunds it. One that is out, or over, is beyond that.
func (s *Service) holdLost(ctx context.Context, tx relational.DBTX, lost productapi.LostHold) error {
	o, err := s.store.ByIDIn(ctx, tx, lost.OrderID)
	if err != nil || o == nil {
		return err
	}
	if !lifecycle.Allowed(o.State, orderapi.Cancelled, lifecycle.System) {
		s.log.WarnContext(ctx, "a lost hold comes too late to cancel its order", "order", o.ID, "state", o.State)
		return nil
	}
	ch := s.begin(o)
	by := system
	by.why = "hold_lost"
	if err := ch.move(ctx, orderapi.Cancelled, by); err != nil {
		return err
	}
	ch.Order.Due = s.due(ch.Order)
	relational.AfterCommit(ctx, s.poke)
	return s.store.ApplyIn(ctx, tx, ch.Change)
}
