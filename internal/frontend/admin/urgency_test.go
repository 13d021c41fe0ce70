package admin

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
)

func TestWhatCannotWait(t *testing.T) {
	end := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		state orderapi.State
		kind  string
		left  time.Duration
		want  string
	}{
		"a paid order with time":            {orderapi.Paid, orderapi.BySlot, 2 * time.Hour, ""},
		"a paid order at its last minutes":  {orderapi.Paid, orderapi.BySlot, toMake - time.Second, "admin.urgent"},
		"one on the very edge":              {orderapi.Paid, orderapi.BySlot, toMake, ""},
		"one that is being made":            {orderapi.Preparing, orderapi.Express, time.Hour, "admin.urgent"},
		"one that is late":                  {orderapi.Confirmed, orderapi.BySlot, -time.Minute, "admin.late"},
		"a ready one with time to leave":    {orderapi.Ready, orderapi.BySlot, time.Hour, ""},
		"a ready one that has to leave":     {orderapi.Ready, orderapi.BySlot, 30 * time.Minute, "admin.urgent"},
		"one that came back":                {orderapi.DeliveryFailed, orderapi.BySlot, -time.Hour, "admin.late"},
		"one that waits at the counter":     {orderapi.Ready, orderapi.ByPickup, -time.Hour, ""},
		"a pickup that is still to be made": {orderapi.Paid, orderapi.ByPickup, time.Hour, "admin.urgent"},
		"one on its way":                    {orderapi.OutForDelivery, orderapi.BySlot, -time.Hour, ""},
		"one that nobody paid":              {orderapi.PendingPayment, orderapi.BySlot, time.Minute, ""},
		"a delivered one":                   {orderapi.Delivered, orderapi.BySlot, -time.Hour, ""},
		"a cancelled one":                   {orderapi.Cancelled, orderapi.BySlot, -time.Hour, ""},
	} {
		if got := urgency(c.state, orderapi.Delivery{Kind: c.kind, End: end}, end.Add(-c.left)); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

func TestWhatIsStillToBeMadeOrBrought(t *testing.T) {
	for state, want := range map[orderapi.State]bool{
		orderapi.PendingPayment: false, orderapi.Paying: false, orderapi.Expired: false, orderapi.Cancelled: false, orderapi.Refunded: false,
		orderapi.Paid: true, orderapi.Confirmed: true, orderapi.Preparing: true, orderapi.Ready: true, orderapi.OutForDelivery: true, orderapi.DeliveryFailed: true,
	} {
		if isOurs(state) != want {
			t.Errorf("%s: %t", state, !want)
		}
	}
}

func TestWhatMayBeGivenBack(t *testing.T) {
	for state, want := range map[orderapi.State]int64{orderapi.Paid: 0, orderapi.Delivered: 30, orderapi.Cancelled: 30, orderapi.Expired: 30, orderapi.Refunded: 0} {
		if got := refundable(&orderapi.Order{State: state, PaidCLP: 50, RefundedCLP: 20}); got != want {
			t.Errorf("%s: %d, not %d", state, got, want)
		}
	}
}
