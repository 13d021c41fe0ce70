package order_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
)

func refundOf(ctx context.Context, s *ordertest.Shop, number, key string) (*orderapi.Order, error) {
	return orderapi.Refund.Call(ctx, s.Conn, &orderapi.RefundInput{Keyed: contract.Keyed{Key: key}, ByNumber: orderapi.ByNumber{Number: number}})
}

func TestARefundThatFailsStaysOwedUntilItSucceeds(t *testing.T) {
	s := ordertest.New(t)
	b := reach(t, s, orderapi.Cancelled)
	s.Provider.Fail("refund", errLine)
	s.Settle(time.Minute)
	sara := s.As("sara", authapi.Support)
	_, err := refundOf(sara, s, b.Number, "k")
	refused(t, err, "refund_failed")
	s.CheckBooks() // the audit knows that money is on its way
	s.Provider.Fail("refund", nil)
	for range 2 {
		out, err := refundOf(sara, s, b.Number, "k") // a failure is not the answer that is repeated
		s.Must(err)
		if out.State != orderapi.Refunded || out.RefundedCLP != 22690 || out.Timeline[len(out.Timeline)-1].ByID != "sara" {
			t.Errorf("it is %+v", out)
		}
	}
	_, err = refundOf(sara, s, b.Number, "k2")
	refused(t, err, "wrong_state")
	settled(t, s)
}

func TestALostRefundIsAskedAgainAndBookedOnce(t *testing.T) {
	s := ordertest.New(t)
	b := reach(t, s, orderapi.Cancelled)
	s.Provider.Lose("refund", errLine)
	s.Settle(time.Minute)
	if got := b.Order().State; got != orderapi.Cancelled {
		t.Errorf("it is %s", got)
	}
	s.Provider.Lose("refund", nil)
	s.Settle(time.Minute)
	if o := b.Order(); o.State != orderapi.Refunded || o.RefundedCLP != 22690 {
		t.Errorf("it is %+v", o)
	}
	if s.Provider.Asked("refund") < 2 {
		t.Error("the refund was not asked for again")
	}
	settled(t, s)
}

func TestADeliveredOrderIsRefundedByStaffAlone(t *testing.T) {
	s := ordertest.New(t)
	b := reach(t, s, orderapi.Delivered)
	_, err := refundOf(s.As("flora", authapi.Florist), s, b.Number, "k")
	refused(t, err, "forbidden")
	sara := s.As("sara", authapi.Support)
	_, err = refundOf(sara, s, "FV-1", "k")
	refused(t, err, "order_not_found")
	_, err = refundOf(sara, s, reach(t, s, orderapi.Ready).Number, "k")
	refused(t, err, "wrong_state")
	out, err := refundOf(sara, s, b.Number, "k")
	s.Must(err)
	if out.State != orderapi.Refunded || out.RefundedCLP != out.PaidCLP {
		t.Errorf("it is %+v", out)
	}
	settled(t, s) // its place and its goods were used all the same
}

func TestSeveralReplicasSweepAsOne(t *testing.T) {
	s := ordertest.New(t)
	var cancelled, expired []*ordertest.Buyer
	for range 5 {
		expired = append(expired, reach(t, s, orderapi.PendingPayment))
		cancelled = append(cancelled, reach(t, s, orderapi.Cancelled))
	}
	s.Clock.Advance(30 * time.Minute)
	first := s.Service
	s.Restart()
	var all sync.WaitGroup
	for i := range 8 {
		service := first
		if i%2 == 0 {
			service = s.Service
		}
		all.Go(func() {
			if err := service.Sweep(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range cancelled {
		if got := cancelled[i].Order().State; got != orderapi.Refunded {
			t.Errorf("a cancelled order is %s", got)
		}
		if got := expired[i].Order().State; got != orderapi.Expired {
			t.Errorf("an unpaid order is %s", got)
		}
	}
	if n := s.Provider.Asked("refund"); n != 5 {
		t.Errorf("asked for %d refunds of 5", n)
	}
	settled(t, s)
}

func TestRunSweepsUntilItIsStopped(t *testing.T) {
	s := ordertest.New(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Service.Run(ctx) }()
	b := reach(t, s, orderapi.Cancelled) // which wakes it
	deadline := time.After(20 * time.Second)
	for b.Order().State != orderapi.Refunded {
		select {
		case <-deadline:
			t.Fatal("nobody refunded the order")
		default:
		}
	}
	stop()
	s.Must(<-done)
}
