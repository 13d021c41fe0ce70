package order_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// chargedLate is an expired order whose payment the provider took all the same.
func chargedLate(t *testing.T, s *ordertest.Shop) *ordertest.Buyer {
	t.Helper()
	b := approved(t, s)
	s.Settle(31 * time.Minute)
	if got := b.Order().State; got != orderapi.Expired {
		t.Fatalf("it is %s", got)
	}
	if _, err := s.Provider.Provider.Commit(t.Context(), b.Token); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestALatePaymentIsFulfilledWhileSlotAndStockCanBeHad(t *testing.T) {
	s := ordertest.New(t)
	b := chargedLate(t, s)
	out, err := b.Return("k")
	outcome(t, out, err, "accepted", orderapi.Paid)
	settled(t, s)
	if s.Goods.Free("rosas") != 99 {
		t.Error("the stock was not taken again")
	}
}

func TestALatePaymentIsRefundedWhenTheSlotIsGone(t *testing.T) {
	s := ordertest.New(t, func(c *delivery.Config) { c.SlotPlaces = 1 })
	b := chargedLate(t, s)
	s.Must(s.Buyer().Place())
	for range 2 {
		out, err := b.Return("k")
		outcome(t, out, err, "refunded", orderapi.Expired)
	}
	s.Settle(time.Minute)
	s.CheckMoney()
	if o := b.Order(); o.State != orderapi.Refunded || o.RefundedCLP != 22690 || o.Payments[0].State != "refunded" {
		t.Errorf("it is %+v", o)
	}
}

func TestALatePaymentIsRefundedWhenTheDeliveryIsTooNear(t *testing.T) {
	s := ordertest.New(t)
	b := chargedLate(t, s)
	s.Clock.Set(at(2026, 11, 26, 13)) // of the slot 12 to 15
	out, err := b.Return("k")
	outcome(t, out, err, "refunded", orderapi.Expired)
	s.Settle(time.Minute)
	settled(t, s)
}

func TestALatePaymentIsRefundedWhenTheStockIsGone(t *testing.T) {
	s := ordertest.New(t)
	b := chargedLate(t, s)
	s.Goods.Remove("rosas", 100)
	out, err := b.Return("k")
	outcome(t, out, err, "accepted", orderapi.Paid)
	s.Relay() // product-service answers with hold.lost
	if got := b.Order(); got.State != orderapi.Cancelled || got.Timeline[len(got.Timeline)-1].Why != "hold_lost" {
		t.Fatalf("it is %+v", got)
	}
	s.Settle(time.Minute)
	if got := b.Order().State; got != orderapi.Refunded {
		t.Errorf("it is %s", got)
	}
	settled(t, s)
}

func TestAPaymentOfACancelledOrderIsRefunded(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	in := &orderapi.CancelInput{Keyed: contract.Keyed{Key: "c"}, ByNumber: b.ByNumber()}
	_, err := orderapi.Cancel.Call(b.Ctx, s.Conn, in)
	s.Must(err)
	out, err := b.Return("early")
	outcome(t, out, err, "abandoned", orderapi.Cancelled)
	_, err = s.Provider.Provider.Commit(t.Context(), b.Token)
	s.Must(err)
	out, err = b.Return("late")
	outcome(t, out, err, "refunded", orderapi.Cancelled)
	s.Settle(time.Minute)
	if got := b.Order().State; got != orderapi.Refunded {
		t.Errorf("it is %s", got)
	}
	settled(t, s)
}

func TestASecondChargeOfAPaidOrderIsGivenBack(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	first := b.Token
	s.Must(b.PayAgain("second"))
	s.Must(b.Decide("approve"))
	second := b.Token
	for _, token := range []string{first, second} {
		_, err := s.Provider.Provider.Commit(t.Context(), token)
		s.Must(err)
	}
	b.Token = second
	out, err := b.Return("second")
	outcome(t, out, err, "accepted", orderapi.Paid)
	b.Token = first
	out, err = b.Return("first")
	outcome(t, out, err, "refunded", orderapi.Paid)
	s.Settle(time.Minute)
	if o := b.Order(); o.State != orderapi.Paid || o.PaidCLP != 2*22690 || o.RefundedCLP != 22690 {
		t.Errorf("it is %+v", o)
	}
	settled(t, s)
}
