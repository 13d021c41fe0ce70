package store

import (
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// Order is an order as it is kept.
type Order struct {
	ID         string
	Number     string
	State      orderapi.State
	Version    int64 // of the intent's lease that placed it, then one more each move
	Live       bool  // it has a place in its slot
	Channel    string
	Lang       string
	CustomerID string // empty for a guest
	BuyerEmail string // lower case
	TotalCLP   int64
	People     People
	Goods      Goods
	SlotKey    delivery.Key
	Words      string // folded, for the search
	LinkEpoch  int64
	PayUntil   time.Time
	// Due is when the service itself must look at the order: to expire it, to
	// settle a payment whose lease ended, to pay money back. Zero for never.
	Due      time.Time
	PayingID string // the payment being settled, while paying
	PaidBy   string // the payment that paid the order
	GiveBack bool   // staff gave a delivered order's money back
	Placed   time.Time
	Updated  time.Time

	// What Load adds.
	Steps    []Step
	Payments []Payment
	Ledger   []Entry
}

// People is what an order says of persons: all that anonymising takes away.
type People struct {
	Buyer     orderapi.Buyer     `json:"buyer"`
	Recipient orderapi.Recipient `json:"recipient"`
	Card      orderapi.Card      `json:"card"`
	HidePrice bool               `json:"hide_price,omitzero"`
}

// Goods is what was bought, for how much, and how it is delivered.
type Goods struct {
	Lines    []orderapi.Line    `json:"lines"`
	Totals   orderapi.Totals    `json:"totals"`
	Delivery orderapi.Delivery  `json:"delivery"`
	Cart     orderapi.CartTaken `json:"cart,omitzero"`
	Provider string             `json:"provider"` // of payments, as the buyer chose
	Link     SealedLink         `json:"link,omitzero"`
}

// SealedLink is the order's link as only the reader of a public key can open it:
// sealing costs more than all else of an event, so it is done once an order.
type SealedLink struct {
	Epoch int64  `json:"epoch"`
	To    string `json:"to"` // the public key's text
	Box   []byte `json:"box"`
}

// Step is a row of the timeline.
type Step struct {
	Version int64 // that the move gave
	State   orderapi.State
	By      lifecycle.Actor
	ByID    string
	Channel string
	Why     string
	At      time.Time
}

// Payment is an attempt to pay.
type Payment struct {
	ID        string
	OrderID   string
	Provider  string
	Token     string
	AmountCLP int64
	State     string // Started, Accepted, …
	Created   time.Time
	Updated   time.Time
}

// The states of a payment.
const (
	Started   = "started"
	Accepted  = "accepted"
	Declined  = "declined"
	Abandoned = "abandoned"
	Refunded  = "refunded"
)

// Entry is a row of the ledger.
type Entry struct {
	ID        string
	PaymentID string
	Kind      string // Charge or Refund
	AmountCLP int64
	At        time.Time
}

// The kinds of ledger rows. A payment has at most one of each.
const (
	Charge = "charge"
	Refund = "refund"
)
