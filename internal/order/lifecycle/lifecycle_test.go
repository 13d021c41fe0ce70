package lifecycle_test

import (
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// law is architecture.md's paragraph on states, a line a move.
const law = `
pending_payment expired          system
pending_payment cancelled        customer staff
pending_payment paying           payment
paying          paid             payment
paying          pending_payment  payment
paying          expired          payment
expired         paid             payment
paid            confirmed        staff
confirmed       preparing        staff
preparing       ready            staff
ready           out_for_delivery staff
out_for_delivery delivered       staff
out_for_delivery delivery_failed staff
delivery_failed out_for_delivery staff
paid            cancelled        customer staff system
confirmed       cancelled        customer staff system
preparing       cancelled        staff system
ready           cancelled        staff system
delivery_failed cancelled        staff system
cancelled       refunded         payment
expired         refunded         payment
delivered       refunded         payment`

func TestOnlyTheMovesOfTheLawAreAllowed(t *testing.T) {
	lawful := map[string]bool{}
	for line := range strings.Lines(strings.TrimSpace(law)) {
		f := strings.Fields(line)
		for _, by := range f[2:] {
			lawful[f[0]+" "+f[1]+" "+by] = true
		}
	}
	seen := 0
	for _, from := range lifecycle.States() {
		for _, by := range lifecycle.Actors() {
			next := lifecycle.Next(from, by)
			for _, to := range lifecycle.States() {
				key := string(from) + " " + string(to) + " " + string(by)
				if got := lifecycle.Allowed(from, to, by); got != lawful[key] {
					t.Errorf("%s: allowed is %v", key, got)
				}
				if slices.Contains(next, to) != lawful[key] {
					t.Errorf("%s: Next says otherwise", key)
				}
				if lawful[key] {
					seen++
				}
			}
		}
	}
	if seen != len(lawful) {
		t.Errorf("%d of %d lawful moves were met", seen, len(lawful))
	}
}

func TestAStateSaysWhatItMeans(t *testing.T) {
	type meaning struct{ live, sold, begun bool }
	for state, want := range map[orderapi.State]meaning{
		orderapi.PendingPayment: {live: true},
		orderapi.Paying:         {live: true},
		orderapi.Expired:        {},
		orderapi.Paid:           {live: true, sold: true},
		orderapi.Confirmed:      {live: true, sold: true},
		orderapi.Preparing:      {live: true, sold: true, begun: true},
		orderapi.Ready:          {live: true, sold: true, begun: true},
		orderapi.OutForDelivery: {live: true, sold: true, begun: true},
		orderapi.DeliveryFailed: {live: true, sold: true, begun: true},
		orderapi.Delivered:      {live: true, sold: true, begun: true},
		orderapi.Cancelled:      {begun: true},
		orderapi.Refunded:       {live: true, begun: true}, // of a delivered one; see below
	} {
		got := meaning{lifecycle.Live(state, true), lifecycle.Sold(state), lifecycle.Begun(state)}
		if got != want {
			t.Errorf("%s: %+v, not %+v", state, got, want)
		}
	}
	if lifecycle.Live(orderapi.Refunded, false) {
		t.Error("an order refunded after it was cancelled counts in its slot")
	}
}
