package order_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
)

func TestAGuestBuysARoseBouquet(t *testing.T) {
	s := ordertest.New(t)
	b := s.Buyer()
	b.Buy()
	s.Relay()
	o := b.Order()
	if o.State != orderapi.Paid || o.PaidCLP != 22690 || o.Totals.TaxCLP != 3623 {
		t.Fatalf("got %+v", o)
	}
	s.CheckBooks()
}
