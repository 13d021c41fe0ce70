package order_test

import (
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
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

// At half past eleven at night in Santiago it is the next day in UTC.
func TestTheShopsDayIsThatOfItsClockOnTheWall(t *testing.T) {
	s := ordertest.New(t)
	s.Clock.Advance(13*time.Hour + 30*time.Minute)
	b := s.Buyer()
	s.Must(b.Place())
	if !strings.HasPrefix(b.Number, "FV-20261124-") {
		t.Errorf("an order of the evening of the 24th is called %s", b.Number)
	}
	board, err := orderapi.Today.Call(s.As("flora", authapi.Florist), s.Conn, &orderapi.BoardInput{})
	s.Must(err)
	if board.Date != "2026-11-24" {
		t.Errorf("the board of today is that of %s", board.Date)
	}
}
