package faults

import (
	"testing"

	"floresvictoria.cl/flores/internal/order/orderapi"
)

// order is one of 100 that went through those states and was paid and returned so much.
func order(paid, returned int64, payments []string, states ...orderapi.State) *orderapi.Order {
	o := &orderapi.Order{Number: "FV-1", State: states[len(states)-1], Totals: orderapi.Totals{TotalCLP: 100}, PaidCLP: paid, RefundedCLP: returned}
	for _, s := range states {
		o.Timeline = append(o.Timeline, orderapi.Event{State: s})
	}
	for _, s := range payments {
		o.Payments = append(o.Payments, orderapi.Payment{State: s})
	}
	return o
}

// Given what a buyer was told, when the order says otherwise, then it is a fault, and
// none when they agree.
func TestAnswersAreComparedWithTheOrder(t *testing.T) {
	accepted := []string{"accepted"}
	for name, tt := range map[string]struct {
		told  purchase
		order *orderapi.Order
		wrong bool
	}{
		"paid":                        {purchase{told: "accepted"}, order(100, 0, accepted, orderapi.Paid), false},
		"paid and lost":               {purchase{told: "accepted"}, order(0, 0, nil, orderapi.Expired), true},
		"paid and given back":         {purchase{told: "accepted"}, order(100, 100, accepted, orderapi.Cancelled), true},
		"paid twice":                  {purchase{told: "accepted"}, order(100, 0, []string{"accepted", "accepted"}, orderapi.Paid), true},
		"paid unheard":                {purchase{decision: "approve"}, order(100, 0, accepted, orderapi.Paid), false},
		"paid in part":                {purchase{decision: "approve"}, order(60, 0, accepted, orderapi.Paid), true},
		"cancelled":                   {purchase{told: cancelled}, order(100, 100, accepted, orderapi.Paid, orderapi.Cancelled, orderapi.Refunded), false},
		"cancelled and kept":          {purchase{told: cancelled}, order(100, 0, accepted, orderapi.Paid, orderapi.Cancelled), true},
		"declined":                    {purchase{told: "declined"}, order(0, 0, []string{"declined"}, orderapi.Expired), false},
		"declined and charged":        {purchase{told: "declined"}, order(100, 0, accepted, orderapi.Paid), true},
		"too late and given back":     {purchase{told: late}, order(100, 100, accepted, orderapi.Expired), false},
		"too late and charged":        {purchase{told: late}, order(100, 0, accepted, orderapi.Expired), true},
		"never ended":                 {purchase{decision: "leave"}, order(0, 0, nil, orderapi.PendingPayment), true},
		"delivered":                   {purchase{told: "accepted", moved: orderapi.Delivered}, order(100, 0, accepted, orderapi.Paid, orderapi.Delivered), false},
		"delivered and not moved":     {purchase{told: "accepted", moved: orderapi.Delivered}, order(100, 0, accepted, orderapi.Paid, orderapi.Ready), true},
		"nobody heard and is settled": {purchase{}, order(0, 0, nil, orderapi.Expired), false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.told.misstated(tt.order); (len(got) > 0) != tt.wrong {
				t.Errorf("faults %v; wrong: %t", got, tt.wrong)
			}
		})
	}
}

// Given an order's steps, when a mail of one is missing or there twice, then it is a fault.
func TestMailsAreComparedWithTheSteps(t *testing.T) {
	o := order(100, 0, nil, orderapi.PendingPayment, orderapi.Paying, orderapi.Paid)
	for name, tt := range map[string]struct {
		mails  map[string]int
		faults int
	}{
		"one each":    {map[string]int{"order.placed": 1, "order.paid": 1}, 0},
		"one is lost": {map[string]int{"order.placed": 1}, 1},
		"one twice":   {map[string]int{"order.placed": 1, "order.paid": 2}, 1},
		"one more":    {map[string]int{"order.placed": 1, "order.paid": 1, "order.expired": 1}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (&purchase{}).mismailed(o, tt.mails); len(got) != tt.faults {
				t.Errorf("faults %v", got)
			}
		})
	}
}
