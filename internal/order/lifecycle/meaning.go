package lifecycle

import "floresvictoria.cl/flores/internal/order/orderapi"

// Live tells whether an order counts in its slot after a move to the state; was
// says whether it did before, which a refund does not change.
func Live(to orderapi.State, was bool) bool {
	switch to {
	case orderapi.Expired, orderapi.Cancelled:
		return false
	case orderapi.Refunded:
		return was
	}
	return true
}

// Sold tells whether the shop keeps the money of an order in this state.
func Sold(s orderapi.State) bool {
	switch s {
	case orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready,
		orderapi.OutForDelivery, orderapi.Delivered, orderapi.DeliveryFailed:
		return true
	}
	return false
}

// Begun tells whether the goods were used, so that cancelling brings no stock back.
func Begun(s orderapi.State) bool {
	switch s {
	case orderapi.PendingPayment, orderapi.Paying, orderapi.Paid, orderapi.Confirmed, orderapi.Expired:
		return false
	}
	return true
}
