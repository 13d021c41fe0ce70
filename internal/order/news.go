package order

import (
	"context"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/seal"
)

// told is the event of each state that others hear of. Being settled, and being
// open again after a payment that failed, concern nobody else.
var told = map[orderapi.State]events.Definition[orderapi.Changed]{
	orderapi.Paid:           orderapi.OrderPaid,
	orderapi.Confirmed:      orderapi.OrderConfirmed,
	orderapi.Preparing:      orderapi.OrderPreparing,
	orderapi.Ready:          orderapi.OrderReady,
	orderapi.OutForDelivery: orderapi.OrderOutForDelivery,
	orderapi.Delivered:      orderapi.OrderDelivered,
	orderapi.DeliveryFailed: orderapi.OrderDeliveryFailed,
	orderapi.Cancelled:      orderapi.OrderCancelled,
	orderapi.Expired:        orderapi.OrderExpired,
	orderapi.Refunded:       orderapi.OrderRefunded,
}

// news is the event of a change. The buyer's link in it can be read by
// notification-service alone.
func (s *Service) news(ctx context.Context, kind events.Definition[orderapi.Changed], o *store.Order, restock bool, why string) (events.Event, error) {
	link, err := s.sealedLink(o)
	if err != nil {
		return events.Event{}, err
	}
	changed := orderapi.Changed{
		OrderID: o.ID, Number: o.Number, State: o.State, Version: o.Version, At: o.Updated, Lang: o.Lang, CustomerID: o.CustomerID,
		Buyer: o.People.Buyer, Recipient: o.People.Recipient, Delivery: o.Goods.Delivery, Lines: o.Goods.Lines, Totals: o.Goods.Totals,
		Restock: restock, Why: why, SealedLink: link.Box, Cart: o.Goods.Cart,
	}
	switch o.State {
	case orderapi.Cancelled, orderapi.Expired:
		changed.RefundCLP = o.OwedCLP()
	case orderapi.Refunded:
		changed.RefundCLP = o.RefundedCLP()
	}
	ev := kind.New(o.ID, o.Version, changed)
	ev.Time, ev.TraceParent = o.Updated, contract.Trace(ctx)
	return ev, nil
}

// sealedLink is the one that the order was placed with, unless the link or its
// reader's key is another now.
func (s *Service) sealedLink(o *store.Order) (store.SealedLink, error) {
	l := store.SealedLink{Epoch: o.LinkEpoch, To: s.mail.String()}
	if kept := o.Goods.Link; kept.Epoch == l.Epoch && kept.To == l.To {
		return kept, nil
	}
	var err error
	l.Box, err = seal.Seal(s.mail, []byte(s.links.Make(o.ID, o.LinkEpoch)))
	return l, err
}
