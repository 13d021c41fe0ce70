package product_test

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// step is one call about order "o", which wants 4 of the 10 roses.
type step struct {
	what    string // hold, keep, release; paid, cancelled, used, expired come as events
	version int64
	want    string // the state it answers, or the code it is refused with; events answer nothing
}

func (s *shop) do(st step) string {
	s.t.Helper()
	var out *productapi.Hold
	var err error
	switch st.what {
	case "hold":
		in := holdOf("o", st.version, s.later(), line("ROSA", 4))
		out, err = productapi.PlaceHold.Call(s.ctx, s.conn, &in)
	case "keep":
		in := keepOf("o", st.version, s.later())
		out, err = productapi.Keep.Call(s.ctx, s.conn, &in)
	case "release":
		in := releaseOf("o", st.version)
		out, err = productapi.ReleaseHold.Call(s.ctx, s.conn, &in)
	default:
		s.tell(st.what, "o", st.version, line("ROSA", 4))
		return ""
	}
	if err != nil {
		return problem.Code(err)
	}
	if out.Version != st.version {
		s.t.Errorf("%s %d: answered version %d", st.what, st.version, out.Version)
	}
	return out.State
}

// tell publishes an order's event to the service.
func (s *shop) tell(what, order string, version int64, lines ...productapi.Line) {
	s.t.Helper()
	o := orderapi.Changed{OrderID: order, Version: version}
	for _, l := range lines {
		o.Lines = append(o.Lines, orderapi.Line{SKU: l.SKU, Quantity: l.Quantity})
	}
	switch what {
	case "paid":
		hear(s, orderapi.OrderPaid, order, version, o)
	case "cancelled":
		o.Restock = true
		hear(s, orderapi.OrderCancelled, order, version, o)
	case "used": // cancelled after preparing began
		hear(s, orderapi.OrderCancelled, order, version, o)
	case "expired":
		hear(s, orderapi.OrderExpired, order, version, o)
	default:
		s.t.Fatalf("no event %q", what)
	}
}

// TestHoldTransitions is the table of architecture.md, "Placing an order".
func TestHoldTransitions(t *testing.T) {
	for _, c := range []struct {
		name           string
		steps          []step
		held, consumed int64
	}{
		{"a hold holds", []step{{"hold", 1, "held"}}, 4, 0},
		{"the same hold again is the same answer", []step{{"hold", 1, "held"}, {"hold", 1, "held"}}, 4, 0},
		{"a higher hold decides", []step{{"hold", 1, "held"}, {"hold", 2, "held"}}, 4, 0},
		{"a lower hold is superseded", []step{{"hold", 2, "held"}, {"hold", 1, "hold_superseded"}}, 4, 0},
		{"a lower release is superseded", []step{{"hold", 2, "held"}, {"release", 1, "hold_superseded"}}, 4, 0},
		{"a lower keep is superseded", []step{{"hold", 2, "held"}, {"keep", 1, "hold_superseded"}}, 4, 0},
		{"keep extends", []step{{"hold", 1, "held"}, {"keep", 2, "held"}, {"keep", 2, "held"}}, 4, 0},
		{"keep of nothing", []step{{"keep", 1, "hold_not_found"}}, 0, 0},
		{"released at its own version", []step{{"hold", 1, "held"}, {"release", 1, "released"}}, 0, 0},
		{"released by a higher version", []step{{"hold", 1, "held"}, {"release", 2, "released"}, {"release", 2, "released"}}, 0, 0},
		{"released is final for its version", []step{{"hold", 1, "held"}, {"release", 1, "released"}, {"hold", 1, "hold_final"}, {"keep", 1, "hold_final"}}, 0, 0},
		{"a release without a reservation writes it", []step{{"release", 3, "released"}, {"hold", 2, "hold_superseded"}, {"hold", 3, "hold_final"}}, 0, 0},
		{"resumed after a release", []step{{"release", 1, "released"}, {"hold", 2, "held"}}, 4, 0},
		{"kept again after a release", []step{{"hold", 1, "held"}, {"release", 2, "released"}, {"keep", 3, "held"}}, 4, 0},
		{"nothing is known to keep", []step{{"release", 1, "released"}, {"keep", 2, "hold_not_found"}}, 0, 0},
		{"paid", []step{{"hold", 1, "held"}, {"paid", 3, ""}}, 0, 4},
		{"paid is heard twice", []step{{"hold", 1, "held"}, {"paid", 3, ""}, {"paid", 3, ""}}, 0, 4},
		{"paid and kept", []step{{"hold", 1, "held"}, {"keep", 2, "held"}, {"paid", 3, ""}}, 0, 4},
		{"consumed is final for its version", []step{{"hold", 1, "held"}, {"paid", 3, ""}, {"hold", 3, "hold_final"}, {"keep", 3, "hold_final"}, {"release", 3, "hold_final"}}, 0, 4},
		{"consumed is never held again", []step{{"hold", 1, "held"}, {"paid", 3, ""}, {"hold", 4, "hold_final"}, {"keep", 4, "hold_final"}}, 0, 4},
		{"cancelled before preparing", []step{{"hold", 1, "held"}, {"paid", 3, ""}, {"cancelled", 4, ""}, {"cancelled", 4, ""}}, 0, 0},
		{"cancelled, then paid is heard late", []step{{"hold", 1, "held"}, {"cancelled", 4, ""}, {"paid", 3, ""}}, 0, 0},
		{"cancelled, then taken again and paid", []step{{"hold", 1, "held"}, {"paid", 3, ""}, {"cancelled", 4, ""}, {"hold", 5, "held"}, {"paid", 6, ""}}, 0, 4},
		{"given back twice, in two versions", []step{{"hold", 1, "held"}, {"paid", 3, ""}, {"cancelled", 4, ""}, {"paid", 5, ""}, {"cancelled", 6, ""}, {"cancelled", 6, ""}}, 0, 0},
		{"cancelled after preparing began", []step{{"hold", 1, "held"}, {"paid", 3, ""}, {"used", 7, ""}}, 0, 4},
		{"used is heard before paid", []step{{"hold", 1, "held"}, {"used", 7, ""}, {"paid", 3, ""}}, 0, 4},
		{"expired", []step{{"hold", 1, "held"}, {"expired", 2, ""}}, 0, 0},
		{"expired after paid is late news", []step{{"hold", 1, "held"}, {"paid", 5, ""}, {"expired", 2, ""}}, 0, 4},
		{"paid after it expired", []step{{"hold", 1, "held"}, {"expired", 2, ""}, {"paid", 3, ""}}, 0, 4},
		{"paid without a hold", []step{{"paid", 3, ""}}, 0, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := smallShop(t)
			for i, st := range c.steps {
				if got := s.do(st); got != st.want {
					t.Fatalf("step %d, %s %d: %q, want %q", i+1, st.what, st.version, got, st.want)
				}
			}
			if got := s.books()["ROSA"]; got.Held != c.held || got.Consumed != c.consumed || got.OnHand != 10-c.consumed {
				t.Errorf("books %+v, want %d held, %d consumed", got, c.held, c.consumed)
			}
		})
	}
}

func TestAMissIsTheSameAnswerAgain(t *testing.T) {
	s := smallShop(t)
	call(s, productapi.PlaceHold, holdOf("first", 1, s.later(), line("ROSA", 7)))
	in := holdOf("o", 1, s.later(), line("ROSA-D", 2), line("ROSA", 4))
	for range 2 {
		missing, ok := problem.Info[productapi.Shortages](refused(s, productapi.PlaceHold, in, "sold_out"))
		if !ok || len(missing.Items) != 1 || missing.Items[0] != (productapi.Shortage{SKU: "ROSA", Wanted: 4, Available: 3}) {
			t.Fatalf("missing %+v", missing)
		}
	}
	if got := s.books()["ROSA-D"]; got.Held != 0 {
		t.Fatalf("the other line is still held: %+v", got)
	}
	call(s, productapi.ReleaseHold, releaseOf("first", 2))
	refused(s, productapi.PlaceHold, in, "sold_out") // that version has had its answer
	in.Body.Version = 2
	call(s, productapi.PlaceHold, in)
}

func TestLinesOfOneSKUAreOneDemand(t *testing.T) {
	s := smallShop(t)
	missing, _ := problem.Info[productapi.Shortages](refused(s, productapi.PlaceHold,
		holdOf("o", 1, s.later(), line("ROSA", 6), line("VASO", 1), line("ROSA", 5)), "sold_out"))
	if len(missing.Items) != 1 || missing.Items[0].Wanted != 11 {
		t.Fatalf("missing %+v", missing)
	}
	call(s, productapi.PlaceHold, holdOf("p", 1, s.later(), line("ROSA", 6), line("ROSA", 4)))
	if got := s.books()["ROSA"]; got.Held != 10 {
		t.Fatalf("%+v", got)
	}
	s.tell("paid", "p", 2)
	s.tell("cancelled", "p", 3)
	if got := s.books()["ROSA"]; got.OnHand != 10 || got.Consumed != 0 {
		t.Fatalf("not all came back: %+v", got)
	}
}

func TestAHigherHoldChangesTheLines(t *testing.T) {
	s := smallShop(t)
	call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), line("ROSA", 8), line("VASO", 2)))
	call(s, productapi.PlaceHold, holdOf("o", 2, s.later(), line("ROSA", 9), line("ROSA-D", 1)))
	books := s.books()
	if books["ROSA"].Held != 9 || books["VASO"].Held != 0 || books["ROSA-D"].Held != 1 {
		t.Fatalf("books %+v", books)
	}
	refused(s, productapi.PlaceHold, holdOf("o", 2, s.later(), line("ROSA", 1)), "hold_superseded")
	refused(s, productapi.PlaceHold, holdOf("o", 3, s.later(), line("ROSA", 11)), "sold_out")
	if got := s.books(); got["ROSA"].Held != 0 || got["ROSA-D"].Held != 0 {
		t.Fatalf("a miss left %+v", got)
	}
	refused(s, productapi.PlaceHold, holdOf("x", 1, s.later(), line("NADA", 1)), "sku_not_found")
}

func TestLostHold(t *testing.T) {
	s := smallShop(t)
	call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), line("ROSA", 6)))
	s.tell("expired", "o", 2)
	call(s, productapi.PlaceHold, holdOf("other", 1, s.later(), line("ROSA", 8)))
	for range 2 { // the event is heard twice
		s.tell("paid", "o", 3, line("ROSA", 6))
	}
	lost := 0
	evs, _ := s.store.Outbox().Pending(s.ctx, 100)
	for _, ev := range evs {
		if ev.Type != productapi.HoldLost.Type() {
			continue
		}
		data, err := productapi.HoldLost.Decode(ev)
		if err != nil || data.OrderID != "o" || data.Version != 3 || data.Shortage[0].Available != 2 {
			t.Fatalf("told %+v, %v", data, err)
		}
		lost++
	}
	if lost != 1 {
		t.Fatalf("told %d times", lost)
	}
	s.tell("cancelled", "o", 4)
	s.tell("used", "silent", 9, line("ROSA", 5)) // over already: no second order-service action is wanted
	if n := len(s.published()); n != len(evs) {
		t.Fatalf("%d more events", n-len(evs))
	}
	if got := s.books()["ROSA"]; got.Held != 8 || got.Consumed != 0 {
		t.Fatalf("%+v", got)
	}
}

func TestHoldsSurviveARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "product.db")
	s := openShop(t, path, clock.NewFake(opening))
	if err := s.Seed(s.ctx, demo.Catalogue()); err != nil {
		t.Fatal(err)
	}
	sku := call(s, productapi.List, productapi.ListInput{}).Items[0].SKU
	call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), line(sku, 1)))
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	s = openShop(t, path, s.clock)
	if err := s.Load(s.ctx); err != nil {
		t.Fatal(err)
	}
	if holds := call(s, productapi.AuditStock, contract.None{}).Holds; len(holds) != 1 || holds[0].State != productapi.Held {
		t.Fatalf("held %+v", holds)
	}
	s.books()
}
