package order_test

import (
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestOneKeyMakesOneOrderHoweverOftenItIsSent(t *testing.T) {
	s := ordertest.New(t)
	s.Carts.Fill("cart", ordertest.One("rosas"))
	numbers, links := map[string]int{}, map[string]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			for {
				out, err := orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("k", "cart"))
				if problem.Code(err) == "in_progress" {
					if p, _ := problem.From(err); p.RetryAfter() <= 0 {
						t.Error("in_progress does not say when to try again")
					}
					continue
				}
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
					return
				}
				numbers[out.Order.Number]++
				links[out.Link]++
				return
			}
		})
	}
	all.Wait()
	if len(numbers) != 1 || len(links) != 1 || s.Audit().States[orderapi.PendingPayment] != 1 {
		t.Errorf("placed %v", numbers)
	}
	s.Relay()
	s.CheckBooks()
}

func TestAKeyBelongsToItsAccountOrCart(t *testing.T) {
	s := ordertest.New(t)
	for _, owner := range []string{"cart-a", "cart-b", "user-a", "user-b"} {
		s.Carts.Fill(owner, ordertest.One("rosas"))
	}
	numbers := map[string]bool{}
	place := func(out *orderapi.Placed, err error) {
		t.Helper()
		s.Must(err)
		numbers[out.Order.Number] = true
	}
	place(orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("k", "cart-a")))
	place(orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("k", "cart-b")))
	place(orderapi.Place.Call(s.As("user-a", authapi.Customer), s.Conn, ordertest.Checkout("k", "")))
	place(orderapi.Place.Call(s.As("user-b", authapi.Customer), s.Conn, ordertest.Checkout("k", "")))
	if len(numbers) != 4 {
		t.Errorf("four buyers with one key have %d orders", len(numbers))
	}
	other := ordertest.Checkout("k", "cart-a")
	other.Body.Card.Message = "Otro texto"
	_, err := orderapi.Place.Call(s.Guest(), s.Conn, other)
	refused(t, err, "key_reused")
	_, err = orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("k2", ""))
	refused(t, err, "cart_empty")
}

func TestAChangedTotalIsRefusedWithTheNewQuoteAndTheRefusalIsRepeated(t *testing.T) {
	s := ordertest.New(t)
	s.Carts.Fill("cart", productapi.Line{SKU: "rosas", Quantity: 2}) // free delivery: 40.000
	for range 2 {
		_, err := orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("k", "cart"))
		refused(t, err, "total_changed")
		q, ok := problem.Info[orderapi.PlacedQuote](err)
		if !ok || q.Totals.TotalCLP != 40000 || len(q.Lines) != 1 || !q.Offer.Free {
			t.Errorf("the new quote is %+v", q)
		}
		s.Carts.Fill("cart", ordertest.One("rosas")) // now it would fit, but the key is used
	}
	if n := len(s.Audit().States); n != 0 || s.Goods.Free("rosas") != 100 {
		t.Error("something was placed or held")
	}
	_, err := orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("the next form's", "cart"))
	s.Must(err)
}

func TestTenPlacesAndTwoHundredBuyers(t *testing.T) {
	s := ordertest.New(t, func(c *delivery.Config) { c.SlotPlaces = 10 })
	s.Goods.Add(productapi.Snapshot{SKU: "rosas", PriceCLP: 20000, Active: true, InSeason: true}, 1000)
	var mu sync.Mutex
	var all sync.WaitGroup
	won := 0
	for range 200 {
		b := s.Buyer()
		all.Go(func() {
			err := b.Place()
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
				return
			}
			refused(t, err, "slot_unavailable")
			if q, _ := problem.Info[orderapi.PlacedQuote](err); q.Offer.Reason != "full" || q.Offer.Next == nil || q.Offer.Next.Slot != "15-18" {
				t.Errorf("the loser is told %+v", q.Offer)
			}
		})
	}
	all.Wait()
	if won != 10 {
		t.Errorf("%d orders have the ten places", won)
	}
	s.Relay()
	s.CheckBooks()
}

func TestStockIsSoldOnce(t *testing.T) {
	s := ordertest.New(t)
	var all sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for i := range 30 {
		b := s.Buyer()
		s.Carts.Fill(b.Cart, productapi.Line{SKU: "tulipanes", Quantity: 2})
		in := ordertest.Checkout("k", b.Cart)
		in.Body.ExpectedTotalCLP = 26690
		in.Body.Delivery.Slot = []string{"09-12", "12-15", "15-18"}[i%3]
		all.Go(func() {
			_, err := orderapi.Place.Call(s.Guest(), s.Conn, in)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
				return
			}
			refused(t, err, "sold_out")
			if m, _ := problem.Info[productapi.Shortages](err); len(m.Items) != 1 || m.Items[0].Wanted != 2 {
				t.Errorf("missing %+v", m)
			}
		})
	}
	all.Wait()
	if won != 5 {
		t.Errorf("%d orders have two of the ten", won)
	}
	s.Relay()
	s.CheckBooks()
}

func TestAnUnfinishedTryIsResumedByItsKeyOrAbandoned(t *testing.T) {
	s := ordertest.New(t)
	crash := func(b *ordertest.Buyer) {
		s.Fuse.Set(9) // before the transaction that places
		if err := b.Place(); err == nil || !s.Fuse.Blown() {
			t.Fatal("it did not crash")
		}
		s.Restart()
	}
	back, gone := s.Buyer(), s.Buyer()
	crash(back)
	crash(gone)
	if s.Goods.Free("rosas") != 98 {
		t.Fatal("the crash was not after the holds")
	}
	err := back.Place()
	refused(t, err, "in_progress")
	if p, _ := problem.From(err); p.RetryAfter() != time.Minute {
		t.Errorf("retry after %s", p.RetryAfter())
	}
	s.Clock.Advance(time.Minute)
	s.Must(back.Place())
	s.Settle(4 * time.Minute)
	for range 2 {
		refused(t, gone.Place(), "abandoned")
	}
	if s.Goods.Free("rosas") != 99 {
		t.Error("the abandoned hold is not released")
	}
	s.CheckBooks()
}

func TestANeighbourThatIsDownCostsNoKey(t *testing.T) {
	s := ordertest.New(t)
	b := s.Buyer()
	s.Goods.Down(true)
	refused(t, b.Place(), "service_unavailable")
	s.Goods.Down(false)
	s.Must(b.Place()) // at once: the lease was given up
	s.Relay()
	s.CheckBooks()
}

func TestAHoldWithoutAPlaceIsReleasedEvenIfItTakesASecondTry(t *testing.T) {
	for _, down := range []bool{false, true} {
		s := ordertest.New(t, func(c *delivery.Config) { c.SlotPlaces = 1 })
		winner, loser := s.Buyer(), s.Buyer()
		s.Goods.AfterHold = func() { // the last place goes between the look at the counter and the claim
			if err := winner.Place(); err != nil {
				t.Error(err)
			}
			s.Goods.Down(down)
		}
		for range 2 {
			err := loser.Place()
			refused(t, err, "slot_unavailable")
			if q, _ := problem.Info[orderapi.PlacedQuote](err); q.Offer.Reason != "full" || q.Offer.Next == nil {
				t.Errorf("the loser is told %+v", q.Offer)
			}
		}
		if held := s.Goods.Free("rosas") == 98; held != down {
			t.Errorf("with product-service down=%v the hold is still there: %v", down, held)
		}
		s.Settle(time.Minute)
		s.Goods.Down(false)
		s.Settle(time.Minute)
		if s.Goods.Free("rosas") != 99 {
			t.Error("the hold was not released")
		}
		s.CheckBooks()
	}
}
