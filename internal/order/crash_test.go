package order_test

import (
	"fmt"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// story is what somebody does; it stops where the process ends.
type story struct {
	name    string
	refused string // the code it ends with, undisturbed
	do      func(s *ordertest.Shop, b *ordertest.Buyer) error
}

var purchase = story{"a purchase", "", func(_ *ordertest.Shop, b *ordertest.Buyer) error {
	for _, step := range []func() error{b.Place, b.Pay, func() error { return b.Decide("approve") }} {
		if err := step(); err != nil {
			return err
		}
	}
	_, err := b.Return(b.Key + "back")
	return err
}}

var stories = []story{
	purchase,
	{"a declined card, then another try", "", func(_ *ordertest.Shop, b *ordertest.Buyer) error {
		for _, step := range []func() error{b.Place, b.Pay, func() error { return b.Decide("decline") }} {
			if err := step(); err != nil {
				return err
			}
		}
		if _, err := b.Return(b.Key + "declined"); err != nil {
			return err
		}
		if err := b.PayAgain("again"); err != nil {
			return err
		}
		if err := b.Decide("approve"); err != nil {
			return err
		}
		_, err := b.Return(b.Key + "back")
		return err
	}},
	{"a purchase that is cancelled and refunded", "", func(s *ordertest.Shop, b *ordertest.Buyer) error {
		if err := purchase.do(s, b); err != nil {
			return err
		}
		in := &orderapi.CancelInput{Keyed: contract.Keyed{Key: b.Key + "cancel"}, ByNumber: b.ByNumber()}
		if _, err := orderapi.Cancel.Call(b.Ctx, s.Conn, in); err != nil {
			return err
		}
		return s.Service.Sweep(b.Ctx)
	}},
	{"a refused total", "total_changed", func(s *ordertest.Shop, b *ordertest.Buyer) error {
		s.Carts.Fill(b.Cart, ordertest.One("tulipanes"))
		return b.Place()
	}},
	{"an order nobody pays", "", func(s *ordertest.Shop, b *ordertest.Buyer) error {
		if err := b.Place(); err != nil {
			return err
		}
		s.Clock.Advance(31 * time.Minute)
		return s.Service.Sweep(b.Ctx)
	}},
}

// Whenever the process ends, before or after any write or call, what is left ends
// in released holds and a truthful order, whether or not the buyer tries again.
func TestAProcessMayEndBetweenAnyTwoSteps(t *testing.T) {
	for _, st := range stories {
		for _, again := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/again=%v", st.name, again), func(t *testing.T) {
				t.Parallel()
				for n := 1; ; n++ {
					if !crashAt(t, st, n, again) {
						if n < 5 {
							t.Fatalf("the story has only %d steps", n)
						}
						t.Logf("%d steps", n-1)
						return
					}
				}
			})
		}
	}
}

// crashAt ends the process at the n-th step; false when the story is shorter.
func crashAt(t *testing.T, st story, n int, again bool) bool {
	s := ordertest.New(t)
	b := s.Buyer()
	s.Fuse.Set(n)
	err := st.do(s, b)
	if !s.Fuse.Blown() {
		if code := problem.Code(err); err != nil && code != st.refused {
			t.Fatalf("undisturbed, the story ends with %v", err)
		}
		return false
	}
	s.Restart()
	if again {
		s.Clock.Advance(3 * time.Minute) // every lease is over
		if err := st.do(s, b); s.Fuse.Blown() {
			t.Fatalf("step %d: %v", n, err)
		}
	}
	s.Settle(5 * time.Minute)
	s.CheckBooks()
	s.CheckMoney()
	s.Settle(40 * time.Minute)
	s.CheckBooks()
	s.CheckMoney()
	for state, count := range s.Audit().States {
		switch state {
		case orderapi.Paid, orderapi.Expired, orderapi.Refunded:
		default:
			t.Errorf("%d orders are left %s", count, state)
		}
	}
	if t.Failed() {
		t.Fatalf("after a crash at step %d", n)
	}
	return true
}
