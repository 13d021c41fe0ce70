package order_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
)

var errLine = errors.New("the line is bad")

// approved is a buyer whose approval waits to be committed.
func approved(t *testing.T, s *ordertest.Shop) *ordertest.Buyer {
	t.Helper()
	b := s.Buyer()
	s.Must(b.Place())
	s.Must(b.Pay())
	s.Must(b.Decide("approve"))
	return b
}

// outcome checks how a return ended.
func outcome(t *testing.T, out *orderapi.Returned, err error, want string, state orderapi.State) {
	t.Helper()
	if err != nil {
		t.Fatalf("returned with %v, not %s", err, want)
	}
	if out.Outcome != want || out.State != state {
		t.Errorf("returned %s and %s, not %s and %s", out.Outcome, out.State, want, state)
	}
}

func settled(t *testing.T, s *ordertest.Shop) {
	t.Helper()
	s.Relay()
	s.CheckBooks()
	s.CheckMoney()
}

func TestTwentyReturnsAtOnceChargeOnce(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			for {
				out, err := b.Return([]string{"same", "own" + string(rune('a'+i))}[i%2])
				if err == nil {
					outcome(t, out, err, "accepted", orderapi.Paid)
					return
				}
				refused(t, err, "in_progress")
			}
		})
	}
	all.Wait()
	if n := s.Provider.Asked("commit"); n != 1 {
		t.Errorf("committed %d times", n)
	}
	settled(t, s)
	if o := b.Order(); o.PaidCLP != o.Totals.TotalCLP || len(o.Payments) != 1 || o.Payments[0].State != "accepted" {
		t.Errorf("the order is %+v", o)
	}
}

func TestADeclinedBuyerTriesAgain(t *testing.T) {
	s := ordertest.New(t)
	b := s.Buyer()
	s.Must(b.Place())
	for button, want := range map[string]string{"decline": "declined", "abandon": "abandoned"} {
		s.Must(b.PayAgain(button))
		s.Must(b.Decide(button))
		for _, key := range []string{"one", "one", "two"} {
			out, err := b.Return(button + key)
			outcome(t, out, err, want, orderapi.PendingPayment)
		}
	}
	s.Must(b.PayAgain("last"))
	s.Must(b.Decide("approve"))
	out, err := b.Return("last")
	outcome(t, out, err, "accepted", orderapi.Paid)
	settled(t, s)
}

func TestAReturnAfterExpiryIsNotCommitted(t *testing.T) {
	for _, swept := range []bool{true, false} {
		s := ordertest.New(t)
		b := approved(t, s)
		s.Clock.Advance(30 * time.Minute)
		if swept {
			s.Must(s.Service.Sweep(t.Context()))
		}
		for _, key := range []string{"a", "a", "b"} {
			out, err := b.Return(key)
			outcome(t, out, err, "expired", orderapi.Expired)
		}
		if s.Provider.Asked("commit") != 0 {
			t.Error("it was committed")
		}
		settled(t, s)
		if s.Goods.Free("rosas") != 100 {
			t.Error("the stock is not back")
		}
	}
}

func TestALostAnswerIsAskedForAndNeverGuessed(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*ordertest.Provider)
		want  orderapi.State
	}{
		"it was charged":     {func(p *ordertest.Provider) { p.Lose("commit", errLine) }, orderapi.Paid},
		"it was not charged": {func(p *ordertest.Provider) { p.Fail("commit", errLine) }, orderapi.Paid}, // the buyer approved: charged then
		"nobody can tell yet": {func(p *ordertest.Provider) {
			p.Lose("commit", errLine)
			p.Fail("status", errLine)
		}, orderapi.Paying},
	} {
		t.Run(name, func(t *testing.T) {
			s := ordertest.New(t)
			b := approved(t, s)
			c.spoil(s.Provider)
			out, err := b.Return("k")
			outcome(t, out, err, "pending", orderapi.Paying)
			_, err = b.Return("k2")
			refused(t, err, "in_progress")
			s.Provider.Fail("commit", nil)
			s.Provider.Lose("commit", nil)
			s.Settle(time.Hour) // long after the time to pay
			if got := b.Order().State; got != c.want {
				t.Fatalf("it is %s", got)
			}
			s.Provider.Fail("status", nil)
			s.Settle(3 * time.Minute)
			out, err = b.Return("k")
			outcome(t, out, err, "accepted", orderapi.Paid)
			settled(t, s)
		})
	}
}

func TestALostHoldEndsTheOrderUncharged(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	id := b.Order().ID
	s.Goods.Drop(id)
	s.Goods.Remove("rosas", 100)
	out, err := b.Return("k")
	outcome(t, out, err, "expired", orderapi.Expired)
	if s.Provider.Asked("commit") != 0 {
		t.Error("it was charged")
	}
	settled(t, s)

	s = ordertest.New(t)
	b = approved(t, s)
	s.Goods.Drop(b.Order().ID) // and it can be had again
	out, err = b.Return("k")
	outcome(t, out, err, "accepted", orderapi.Paid)
	settled(t, s)
}

func TestProductServiceMayBeDownWhenTheBuyerReturns(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	s.Goods.Down(true)
	out, err := b.Return("k")
	outcome(t, out, err, "pending", orderapi.Paying)
	s.Settle(10 * time.Minute)
	s.Goods.Down(false)
	s.Settle(3 * time.Minute)
	out, err = b.Return("k")
	outcome(t, out, err, "accepted", orderapi.Paid)
	settled(t, s)
}

func TestOnlyOneOfTwoAttemptsIsKept(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	first := b.Token
	s.Must(b.PayAgain("second tab"))
	s.Must(b.Decide("approve"))
	second := b.Token
	b.Token = first
	out, err := b.Return("first")
	outcome(t, out, err, "accepted", orderapi.Paid)
	b.Token = second
	out, err = b.Return("second")
	outcome(t, out, err, "accepted", orderapi.Paid) // the order is paid; this attempt is not charged
	settled(t, s)
	if taken, _ := s.Charged(); taken != 22690 {
		t.Errorf("charged %d", taken)
	}
}

func TestMoneyThatIsNotTheTotalPaysNothing(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	s.Provider.Miscount(-1)
	s.Provider.Fail("refund", errLine)
	out, err := b.Return("k")
	outcome(t, out, err, "refunded", orderapi.PendingPayment)
	if o := b.Order(); o.PaidCLP != 22689 || !o.CanPay {
		t.Errorf("the order is %+v", o)
	}
}

func TestPayingAgainWithOneKeyIsOneAttempt(t *testing.T) {
	s := ordertest.New(t)
	b := s.Buyer()
	s.Must(b.Place())
	s.Must(b.Pay())
	first := b.Token
	s.Must(b.Pay())
	if b.Token != first || len(b.Order().Payments) != 1 {
		t.Error("the same key opened another attempt")
	}
	s.Must(b.Decide("decline"))
	s.Must(b.Decide("decline"))
	refused(t, b.Decide("approve"), "already_decided")
	b.Token = "nobody's"
	refused(t, b.Decide("approve"), "payment_not_found")
	_, err := b.Return("k")
	refused(t, err, "payment_not_found")
	s.Clock.Advance(30 * time.Minute)
	refused(t, b.PayAgain("late"), "wrong_state")
}
