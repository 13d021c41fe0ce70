package order_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
)

// moveTo moves the order by staff under a key of its own.
func moveTo(ctx context.Context, s *ordertest.Shop, number string, to orderapi.State, key string, version int64) (*orderapi.Order, error) {
	in := &orderapi.MoveInput{Keyed: contract.Keyed{Key: key}, ByNumber: orderapi.ByNumber{Number: number}}
	in.Body.To, in.Body.Version = to, version
	return orderapi.Move.Call(ctx, s.Conn, in)
}

// ways lead to every state in which staff find an order.
var ways = map[orderapi.State][]orderapi.State{
	orderapi.Paid:           {},
	orderapi.Confirmed:      {orderapi.Confirmed},
	orderapi.Preparing:      {orderapi.Confirmed, orderapi.Preparing},
	orderapi.Ready:          {orderapi.Confirmed, orderapi.Preparing, orderapi.Ready},
	orderapi.OutForDelivery: {orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery},
	orderapi.Delivered:      {orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered},
	orderapi.DeliveryFailed: {orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.DeliveryFailed},
	orderapi.Cancelled:      {orderapi.Cancelled},
}

// reach brings a new order to a state.
func reach(t *testing.T, s *ordertest.Shop, state orderapi.State) *ordertest.Buyer {
	t.Helper()
	b := s.Buyer()
	if state == orderapi.PendingPayment {
		s.Must(b.Place())
		return b
	}
	b.Buy()
	for i, to := range ways[state] {
		_, err := moveTo(s.As("manager", authapi.Manager), s, b.Number, to, fmt.Sprint(b.Number, i), 0)
		s.Must(err)
	}
	return b
}

func TestEveryMoveOfTheTableAndNoOtherCanBeMade(t *testing.T) {
	targets := []orderapi.State{
		orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered, orderapi.DeliveryFailed, orderapi.Cancelled,
	}
	for _, from := range append([]orderapi.State{orderapi.PendingPayment}, lifecycle.States()[3:11]...) {
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			s := ordertest.New(t)
			florist, support := s.As("flora", authapi.Florist), s.As("sara", authapi.Support)
			for _, to := range targets {
				b := reach(t, s, from)
				in := b.ByNumber()
				shown, err := orderapi.Get.Call(support, s.Conn, &in)
				s.Must(err)
				lawful := lifecycle.Allowed(from, to, lifecycle.Staff)
				if slices.Contains(shown.Moves, to) != lawful {
					t.Errorf("%s: the moves shown are %v", from, shown.Moves)
				}
				if to == orderapi.Cancelled {
					_, err = moveTo(florist, s, b.Number, to, "florist", 0)
					refused(t, err, "forbidden")
					byBuyer(t, s, b, lifecycle.Allowed(from, to, lifecycle.Customer))
					continue
				}
				out, err := moveTo(florist, s, b.Number, to, "k", shown.Version)
				if !lawful {
					refused(t, err, "wrong_state")
					continue
				}
				s.Must(err)
				last := out.Timeline[len(out.Timeline)-1]
				if out.State != to || out.Version != shown.Version+1 || last.By != "staff" || last.ByID != "flora" || last.Channel != "back_office" {
					t.Errorf("%s to %s: %+v", from, to, out)
				}
			}
			s.Settle(0)
			s.CheckBooks()
			s.CheckMoney()
		})
	}
}

// byBuyer has the buyer cancel.
func byBuyer(t *testing.T, s *ordertest.Shop, b *ordertest.Buyer, lawful bool) {
	t.Helper()
	if shown := b.Order(); slices.Contains(shown.Moves, orderapi.Cancelled) != lawful {
		t.Errorf("the buyer is shown %v", shown.Moves)
	}
	in := &orderapi.CancelInput{Keyed: contract.Keyed{Key: "buyer"}, ByNumber: b.ByNumber()}
	in.Body.Why = "me equivoqué"
	for range 2 { // the same key is the same answer
		out, err := orderapi.Cancel.Call(b.Ctx, s.Conn, in)
		if !lawful {
			refused(t, err, "wrong_state")
			continue
		}
		s.Must(err)
		if last := out.Timeline[len(out.Timeline)-1]; out.State != orderapi.Cancelled || last.By != "customer" || last.Why != in.Body.Why {
			t.Errorf("cancelled: %+v", out)
		}
	}
	in.Body.Why = "otra cosa"
	_, err := orderapi.Cancel.Call(b.Ctx, s.Conn, in)
	refused(t, err, "key_reused")
}

func TestCancellingBringsBackStockThatWasNotBegunAndTheMoney(t *testing.T) {
	for state, restock := range map[orderapi.State]bool{
		orderapi.Paid: true, orderapi.Confirmed: true, orderapi.Preparing: false, orderapi.Ready: false, orderapi.DeliveryFailed: false,
	} {
		t.Run(string(state), func(t *testing.T) {
			s := ordertest.New(t)
			b := reach(t, s, state)
			s.Relay()
			_, err := moveTo(s.As("sara", authapi.Support), s, b.Number, orderapi.Cancelled, "c", 0)
			s.Must(err)
			s.Relay()
			cancelled := lastEvent(t, s, orderapi.OrderCancelled)
			if cancelled.Restock != restock || cancelled.RefundCLP != 22690 {
				t.Errorf("told %+v", cancelled)
			}
			if got := s.Goods.Free("rosas"); (got == 100) != restock {
				t.Errorf("%d are on the shelf", got)
			}
			s.Settle(0)
			if o := b.Order(); o.State != orderapi.Refunded || o.RefundedCLP != 22690 {
				t.Errorf("it is %+v", o)
			}
			if refunded := lastEvent(t, s, orderapi.OrderRefunded); refunded.RefundCLP != 22690 {
				t.Errorf("told %+v", refunded)
			}
			s.CheckBooks()
			s.CheckMoney()
		})
	}
}

// lastEvent is the data of the last event of a kind that was published.
func lastEvent(t *testing.T, s *ordertest.Shop, kind events.Definition[orderapi.Changed]) orderapi.Changed {
	t.Helper()
	for _, ev := range slices.Backward(s.Events) {
		if ev.Type == kind.Type() {
			data, err := kind.Decode(ev)
			s.Must(err)
			return data
		}
	}
	t.Fatalf("no %s was published", kind.Type())
	return orderapi.Changed{}
}

func TestOfTwoFloristsOneMovesTheOrder(t *testing.T) {
	s := ordertest.New(t)
	b := reach(t, s, orderapi.Paid)
	version := b.Order().Version
	var all sync.WaitGroup
	var mu sync.Mutex
	moved := 0
	for i := range 10 {
		ctx := s.As(fmt.Sprint("florist", i), authapi.Florist)
		all.Go(func() {
			_, err := moveTo(ctx, s, b.Number, orderapi.Confirmed, "k", version)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				moved++
			} else {
				refused(t, err, "version_conflict")
			}
		})
	}
	all.Wait()
	if o := b.Order(); moved != 1 || o.Version != version+1 || o.State != orderapi.Confirmed {
		t.Errorf("%d moved it to %+v", moved, o)
	}
}

func TestACancellationWhilePayingIsRefused(t *testing.T) {
	s := ordertest.New(t)
	b := approved(t, s)
	s.Provider.Fail("commit", errLine)
	s.Provider.Fail("status", errLine)
	_, err := b.Return("k")
	s.Must(err)
	_, err = orderapi.Cancel.Call(b.Ctx, s.Conn, &orderapi.CancelInput{Keyed: contract.Keyed{Key: "c"}, ByNumber: b.ByNumber()})
	refused(t, err, "wrong_state")
}
