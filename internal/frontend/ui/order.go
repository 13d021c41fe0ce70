package ui

import (
	"strings"

	"github.com/a-h/templ"
)

// State is an order's state as the services name it.
type State string

// The states of an order.
const (
	PendingPayment State = "pending_payment"
	Paying         State = "paying"
	Paid           State = "paid"
	Confirmed      State = "confirmed"
	Preparing      State = "preparing"
	Ready          State = "ready"
	OutForDelivery State = "out_for_delivery"
	Delivered      State = "delivered"
	DeliveryFailed State = "delivery_failed"
	Cancelled      State = "cancelled"
	Expired        State = "expired"
	Refunded       State = "refunded"
)

// Fetched is the state of an order that is fetched at the shop: the same, in words of
// its own from the moment it is ready.
func (s State) Fetched(yes bool) State {
	switch s {
	case Ready, OutForDelivery, Delivered, DeliveryFailed:
		if yes {
			return s + fetched
		}
	}
	return s
}

const fetched = ".pickup"

// colour is the state whose colour it has.
func (s State) colour() string { return strings.TrimSuffix(string(s), fetched) }

// boardStates are the board's legend, in the order an order passes through them.
var boardStates = []State{Paid, Preparing, Ready, OutForDelivery, Delivered}

// Moment is a step of an order's life, done or still to come.
type Moment struct {
	Text    string
	When    string // "mar 24, 10:32"; empty: not yet
	Note    string // who, why, through which channel
	Done    bool
	Current bool
	Bad     bool // cancelled, failed: said with a thicker line
}

// Step is a step of a form in several pages.
type Step struct {
	Text    string
	Href    string // of a step already done
	Current bool
	Done    bool
}

func stepAttr(current bool) templ.Attributes {
	if current {
		return templ.Attributes{"aria-current": "step"}
	}
	return nil
}
