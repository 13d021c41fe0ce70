package admin

import (
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
)

// How long before the end of its window an order becomes urgent: while it is still
// to be made, and when it is made but has not left.
const (
	toMake  = 90 * time.Minute
	toLeave = 45 * time.Minute
)

// urgency is why an order cannot wait, as a message's key: "" while it can. What is
// not paid is not ours to make, and what waits at the counter waits for its buyer.
func urgency(s orderapi.State, d orderapi.Delivery, now time.Time) string {
	var within time.Duration
	switch s {
	case orderapi.Paid, orderapi.Confirmed, orderapi.Preparing:
		within = toMake
	case orderapi.Ready, orderapi.DeliveryFailed:
		if d.Kind == orderapi.ByPickup {
			return ""
		}
		within = toLeave
	default:
		return ""
	}
	switch left := d.End.Sub(now); {
	case left < 0:
		return "admin.late"
	case left < within:
		return "admin.urgent"
	}
	return ""
}

// isOurs tells whether there is something to make and to bring: paid, and not over.
func isOurs(s orderapi.State) bool {
	switch s {
	case orderapi.PendingPayment, orderapi.Paying, orderapi.Expired, orderapi.Cancelled, orderapi.Refunded:
		return false
	}
	return true
}
