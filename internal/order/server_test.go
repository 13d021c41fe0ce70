package order_test

import (
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/postgres/postgrestest"
)

// TestARushOnTheServerKeepsTheBooks has transactions run side by side, as two
// replicas run them, which the embedded store never does.
func TestARushOnTheServerKeepsTheBooks(t *testing.T) {
	s := ordertest.On(t, postgrestest.On(t).New(t, order.Migrations()).DB(), func(c *delivery.Config) { c.SlotPlaces = 10 })
	other := s.Service
	s.Restart() // another replica, which serves
	buyers := make([]*ordertest.Buyer, 24)
	var all sync.WaitGroup
	for i := range buyers {
		b := s.Buyer()
		buyers[i] = b
		all.Go(func() {
			if b.Place() != nil || b.Pay() != nil { // the slot is full
				b.Number = ""
				return
			}
			button := "approve"
			if i%4 == 0 {
				button = "decline"
			}
			if err := b.Decide(button); err != nil {
				t.Error(err)
			}
			var tabs sync.WaitGroup
			for tab := range 3 { // an impatient finger
				tabs.Go(func() { _, _ = b.Return(b.Key + string(rune('a'+tab))) })
			}
			tabs.Go(func() { _ = other.Sweep(t.Context()) })
			tabs.Wait()
		})
	}
	all.Wait()
	placed := 0
	for _, b := range buyers {
		if b.Number != "" {
			placed++
		}
	}
	if placed != 10 {
		t.Errorf("%d orders in a slot of ten", placed)
	}
	s.Settle(time.Hour) // what was declined expires
	sold := int64(0)
	for i, b := range buyers {
		if b.Number != "" && i%4 != 0 {
			sold++
		}
	}
	taken, returned := s.Charged()
	if taken != sold*22690 || returned != 0 {
		t.Errorf("%d orders were paid with %d, and %d given back", sold, taken, returned)
	}
	s.CheckBooks()
}
