package orderapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

// What order-service publishes. The subject is the order's id, the version the order's.
var (
	OrderPlaced         = events.Define[Changed]("order.placed")
	OrderPaid           = events.Define[Changed]("order.paid")
	OrderConfirmed      = events.Define[Changed]("order.confirmed")
	OrderPreparing      = events.Define[Changed]("order.preparing")
	OrderReady          = events.Define[Changed]("order.ready")
	OrderOutForDelivery = events.Define[Changed]("order.out_for_delivery")
	OrderDelivered      = events.Define[Changed]("order.delivered")
	OrderDeliveryFailed = events.Define[Changed]("order.delivery_failed")
	OrderCancelled      = events.Define[Changed]("order.cancelled")
	OrderExpired        = events.Define[Changed]("order.expired")
	OrderRefunded       = events.Define[Changed]("order.refunded")
)

// Changed is the order's state after the change, enough for every consumer.
type Changed struct {
	OrderID    string    `json:"order_id"`
	Number     string    `json:"number"`
	State      State     `json:"state"`
	Version    int64     `json:"version"`
	At         time.Time `json:"at"`
	Lang       string    `json:"lang"`
	CustomerID string    `json:"customer_id,omitzero"`
	Buyer      Buyer     `json:"buyer"`
	Recipient  Recipient `json:"recipient"`
	Delivery   Delivery  `json:"delivery"`
	Lines      []Line    `json:"lines"`
	Totals     Totals    `json:"totals"`
	// Restock: the goods were not begun, so their stock comes back. Cancelled only.
	Restock bool `json:"restock,omitzero"`
	// RefundCLP is what is owed back, of a cancelled or expired order that was paid.
	RefundCLP int64  `json:"refund_clp,omitzero"`
	Why       string `json:"why,omitzero"`
	// SealedLink is the buyer's order link, sealed to notification-service's key.
	SealedLink []byte    `json:"sealed_link,omitempty"`
	Cart       CartTaken `json:"cart,omitzero"`
}

// CartTaken names the cart, and its version, that the order was placed from.
type CartTaken struct {
	ID      string `json:"id,omitzero"`
	Version int64  `json:"version,omitzero"`
}
