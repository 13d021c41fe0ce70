// Package lifecycle is the table of an order's states: who may move an order
// from one to the next, and what a state means for money, stock and the slot.
// It is architecture.md's "Placing an order" as data.
package lifecycle

import (
	"slices"

	"floresvictoria.cl/flores/internal/order/orderapi"
)

// Actor is who moves an order.
type Actor string

// The actors. Payment is what a provider said, whoever asked it.
const (
	Customer Actor = "customer"
	Staff    Actor = "staff"
	System   Actor = "system"
	Payment  Actor = "payment"
)

// Actors lists them all.
func Actors() []Actor { return []Actor{Customer, Staff, System, Payment} }

// States lists every state, in the order of an order's life.
func States() []orderapi.State {
	return []orderapi.State{
		orderapi.PendingPayment, orderapi.Paying, orderapi.Expired, orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready,
		orderapi.OutForDelivery, orderapi.Delivered, orderapi.DeliveryFailed, orderapi.Cancelled, orderapi.Refunded,
	}
}

type move struct {
	from, to orderapi.State
	by       []Actor
}

// table holds every move there is; any other is refused.
var table = []move{
	{orderapi.PendingPayment, orderapi.Expired, []Actor{System}},
	{orderapi.PendingPayment, orderapi.Cancelled, []Actor{Customer, Staff}},
	{orderapi.PendingPayment, orderapi.Paying, []Actor{Payment}},
	{orderapi.Paying, orderapi.Paid, []Actor{Payment}},
	{orderapi.Paying, orderapi.PendingPayment, []Actor{Payment}}, // the provider's definite no
	{orderapi.Paying, orderapi.Expired, []Actor{Payment}},        // the hold could not be kept; nothing was charged
	{orderapi.Expired, orderapi.Paid, []Actor{Payment}},          // with the slot taken again in the same transaction

	{orderapi.Paid, orderapi.Confirmed, []Actor{Staff}},
	{orderapi.Confirmed, orderapi.Preparing, []Actor{Staff}},
	{orderapi.Preparing, orderapi.Ready, []Actor{Staff}},
	{orderapi.Ready, orderapi.OutForDelivery, []Actor{Staff}},
	{orderapi.OutForDelivery, orderapi.Delivered, []Actor{Staff}},
	{orderapi.OutForDelivery, orderapi.DeliveryFailed, []Actor{Staff}},
	{orderapi.DeliveryFailed, orderapi.OutForDelivery, []Actor{Staff}},

	{orderapi.Paid, orderapi.Cancelled, []Actor{Customer, Staff, System}}, // System: hold.lost
	{orderapi.Confirmed, orderapi.Cancelled, []Actor{Customer, Staff, System}},
	{orderapi.Preparing, orderapi.Cancelled, []Actor{Staff, System}},
	{orderapi.Ready, orderapi.Cancelled, []Actor{Staff, System}},
	{orderapi.DeliveryFailed, orderapi.Cancelled, []Actor{Staff, System}},

	// Once the ledger's refund succeeded.
	{orderapi.Cancelled, orderapi.Refunded, []Actor{Payment}},
	{orderapi.Expired, orderapi.Refunded, []Actor{Payment}},
	{orderapi.Delivered, orderapi.Refunded, []Actor{Payment}},
}

// Allowed tells whether the actor may move an order so.
func Allowed(from, to orderapi.State, by Actor) bool {
	for _, m := range table {
		if m.from == from && m.to == to {
			return slices.Contains(m.by, by)
		}
	}
	return false
}

// Next lists where the actor may move an order that stands at from.
func Next(from orderapi.State, by Actor) []orderapi.State {
	next := []orderapi.State{}
	for _, m := range table {
		if m.from == from && slices.Contains(m.by, by) {
			next = append(next, m.to)
		}
	}
	return next
}
