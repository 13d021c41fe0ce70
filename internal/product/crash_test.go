package product_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func (s *shop) sweep() {
	s.t.Helper()
	if err := s.Sweep(s.ctx); err != nil {
		s.t.Fatal(err)
	}
}

var threeLines = []productapi.Line{line("ROSA", 4), line("VASO", 2), line("ROSA-D", 1)}

// TestACrashAnywhereInAHold dies after every possible number of writes; the same
// hold again, a release or the sweeper then leave the books right.
func TestACrashAnywhereInAHold(t *testing.T) {
	onEachTwin(t, crashInAHold)
}

func crashInAHold(t *testing.T, tw *twin) {
	for writes := int64(0); writes < 5; writes++ { // reservation, three SKUs, reservation
		for _, end := range []string{"again", "released", "expired", "resumed"} {
			t.Run(fmt.Sprintf("after %d writes, then %s", writes, end), func(t *testing.T) {
				s, store := withoutTransactions(t, tw.fresh(t))
				store.writes.Store(writes)
				in := holdOf("o", 1, s.later(), threeLines...)
				refused(s, productapi.PlaceHold, in, "internal")
				store.writes.Store(never)
				want := int64(0)
				switch end {
				case "again":
					want = 4
					call(s, productapi.PlaceHold, in)
				case "resumed":
					want = 4
					in.Body.Version = 2
					call(s, productapi.PlaceHold, in)
				case "released":
					call(s, productapi.ReleaseHold, releaseOf("o", 2))
				case "expired":
					s.clock.Advance(2 * time.Hour)
					s.sweep()
				}
				if got := s.books()["ROSA"]; got.Held != want {
					t.Fatalf("%+v, want %d held", got, want)
				}
			})
		}
	}
}

// TestACrashAnywhereAfterADecision dies while the SKUs follow; the sweeper finishes it.
func TestACrashAnywhereAfterADecision(t *testing.T) {
	onEachTwin(t, crashAfterADecision)
}

func crashAfterADecision(t *testing.T, tw *twin) {
	for _, c := range []struct {
		what           string
		before         []string
		writes         int64
		held, consumed int64
	}{
		{"paid", nil, 4, 0, 4},
		{"paid", []string{"expired"}, 9, 0, 4}, // taken again first
		{"expired", nil, 4, 0, 0},
		{"cancelled", []string{"paid"}, 4, 0, 0},
	} {
		for writes := int64(1); writes <= c.writes; writes++ {
			t.Run(fmt.Sprintf("%s after %v, %d writes", c.what, c.before, writes), func(t *testing.T) {
				s, store := withoutTransactions(t, tw.fresh(t))
				call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), threeLines...))
				version := int64(2)
				for _, what := range c.before {
					s.tell(what, "o", version)
					version++
				}
				store.writes.Store(writes)
				s.tryTell(c.what, "o", version)
				store.writes.Store(never)
				s.clock.Advance(time.Minute)
				s.sweep()
				s.sweep()
				if got := s.books()["ROSA"]; got.Held != c.held || got.Consumed != c.consumed {
					t.Fatalf("%+v", got)
				}
				s.tell(c.what, "o", version) // the event is heard again
				if got := s.books()["ROSA"]; got.Held != c.held || got.Consumed != c.consumed {
					t.Fatalf("heard again: %+v", got)
				}
			})
		}
	}
}

// tryTell is tell by a process that may die on the way.
func (s *shop) tryTell(what, order string, version int64, lines ...productapi.Line) {
	quiet := &quietTB{TB: s.t}
	dying := *s
	dying.t = quiet
	func() {
		defer func() {
			if p := recover(); p != nil && p != errCrash {
				panic(p)
			}
		}()
		dying.tell(what, order, version, lines...)
	}()
}

// quietTB ends the call at its first failure instead of failing the test.
type quietTB struct{ testing.TB }

func (*quietTB) Fatalf(string, ...any) { panic(errCrash) }

func TestACallThatLostItsDecisionLeavesNothing(t *testing.T) {
	onEachTwin(t, lostDecision)
}

func lostDecision(t *testing.T, tw *twin) {
	s, store := withoutTransactions(t, tw.fresh(t))
	call(s, productapi.ReleaseHold, releaseOf("o", 5))
	shares, err := store.Shares(s.ctx, "o", []string{"ROSA"})
	if err != nil {
		t.Fatal(err)
	}
	late := shares[0] // a slow call of version 1 writes its entry only now
	late.Held += 4
	late.Entry = product.Entry{OrderID: "o", Version: 1, Quantity: 4, Taken: s.clock.Now()}
	if err := store.SaveShare(s.ctx, shares[0], late, nil); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(3 * time.Minute)
	s.sweep()
	if got := s.books()["ROSA"]; got.Held != 0 {
		t.Fatalf("%+v", got)
	}
}

func TestOrderServiceDecidesExpiryNotTheSweeper(t *testing.T) {
	s := smallShop(t)
	call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), line("ROSA", 4)))
	s.clock.Advance(59 * time.Minute)
	s.sweep()
	if got := s.books()["ROSA"]; got.Held != 4 {
		t.Fatalf("released before its own expiry: %+v", got)
	}
	call(s, productapi.Keep, keepOf("o", 2, s.clock.Now().Add(24*time.Hour)))
	s.clock.Advance(23 * time.Hour)
	s.sweep()
	if got := s.books()["ROSA"]; got.Held != 4 {
		t.Fatalf("released though kept: %+v", got)
	}
	s.clock.Advance(2 * time.Hour)
	s.sweep()
	if got := s.books()["ROSA"]; got.Held != 0 {
		t.Fatalf("an orphan is kept: %+v", got)
	}
	s.tell("paid", "o", 3) // the orphan was none after all
	if got := s.books()["ROSA"]; got.Consumed != 4 {
		t.Fatalf("%+v", got)
	}
}

func TestManyBuyersWithoutTransactions(t *testing.T) {
	onEachTwin(t, manyBuyers)
}

func manyBuyers(t *testing.T, tw *twin) {
	s, _ := withoutTransactions(t, tw.fresh(t))
	var sold atomic.Int64
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			in := holdOf(fmt.Sprint("order-", i), 1, s.later(), line("ROSA", 1), line("VASO", 1))
			if _, err := productapi.PlaceHold.Call(s.ctx, s.conn, &in); err == nil {
				sold.Add(1)
			} else if problem.Code(err) != "sold_out" {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	books := s.books()
	if sold.Load() > 4 || books["VASO"].Held != sold.Load() || books["ROSA"].Held != sold.Load() {
		t.Fatalf("%d sold; %+v", sold.Load(), books)
	}
}

func TestManyCallsOfOneOrderWithoutTransactions(t *testing.T) {
	onEachTwin(t, manyCalls)
}

func manyCalls(t *testing.T, tw *twin) {
	s, _ := withoutTransactions(t, tw.fresh(t))
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			switch version := int64(1 + i/4); i % 4 {
			case 0, 1:
				in := holdOf("o", version, s.later(), line("ROSA", 4), line("VASO", 1))
				_, _ = productapi.PlaceHold.Call(s.ctx, s.conn, &in)
			case 2:
				in := keepOf("o", version, s.later())
				_, _ = productapi.Keep.Call(s.ctx, s.conn, &in)
			case 3:
				in := releaseOf("o", version)
				_, _ = productapi.ReleaseHold.Call(s.ctx, s.conn, &in)
			}
		})
	}
	wg.Wait()
	s.clock.Advance(3 * time.Minute)
	s.sweep()
	s.books() // held by the SKU is what the reservation says
}
