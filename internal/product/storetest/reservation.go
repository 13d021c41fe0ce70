package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func (f *fixture) reserve(orderID, state string, settled bool, until time.Time) *product.Reservation {
	f.t.Helper()
	r := &product.Reservation{OrderID: orderID, State: state, Version: 3, Settled: settled, Until: until, Updated: f.clk.Now(),
		Lines: []productapi.Line{{SKU: "ROSA", Quantity: 2}}}
	f.ok(f.Store().SaveReservation(f.ctx, 0, r))
	return r
}

func reservations(t *testing.T, f *fixture) {
	if none, err := f.Store().Reservation(f.ctx, "o"); none != nil || err != nil {
		t.Fatalf("unknown: %v, %v", none, err)
	}
	r := f.reserve("o", productapi.Holding, false, f.clk.Now())
	r.State, r.Former, r.GiveBack, r.Paid, r.Quiet = productapi.Released, []string{"LIRIO"}, true, true, true
	r.Shortage = []productapi.Shortage{{SKU: "ROSA", Wanted: 2, Available: 1}}
	f.ok(f.Store().SaveReservation(f.ctx, 1, r, news("o")))
	if r.Rev != 2 {
		t.Fatalf("revision %d", r.Rev)
	}
	got, err := f.Store().Reservation(f.ctx, "o")
	f.ok(err)
	if diff := cmp.Diff(r, got); diff != "" {
		t.Error(diff)
	}
	if subjects := f.subjects(); !slices.Equal(subjects, []string{"o"}) {
		t.Errorf("events %q", subjects)
	}
}

func sweeping(t *testing.T, f *fixture) {
	_, rosa := f.put("rosas", "ROSA", 10)
	_, lirio := f.put("lirios", "LIRIO", 10)
	start, hour := f.clk.Now(), time.Hour
	f.reserve("held", productapi.Held, true, start.Add(hour))
	f.reserve("consumed", productapi.Consumed, true, start)
	f.reserve("released", productapi.Released, false, start)
	f.clk.Advance(time.Minute)
	f.reserve("holding", productapi.Holding, false, start.Add(-hour))

	orders := func(list []string, err error) []string { f.ok(err); return list }
	if got := orders(f.Store().Unfinished(f.ctx, f.clk.Now(), 9)); !slices.Equal(got, []string{"released"}) {
		t.Errorf("unfinished: %q", got)
	}
	if got := orders(f.Store().Unfinished(f.ctx, f.clk.Now().Add(1), 9)); !slices.Equal(got, []string{"released"}) {
		t.Errorf("unfinished: %q", got)
	}
	if got := orders(f.Store().Unfinished(f.ctx, f.clk.Now().Add(hour), 1)); !slices.Equal(got, []string{"released"}) {
		t.Errorf("the oldest: %q", got)
	}
	if got := orders(f.Store().Overdue(f.ctx, start, 9)); !slices.Equal(got, []string{"holding"}) {
		t.Errorf("overdue: %q", got)
	}
	if got := orders(f.Store().Overdue(f.ctx, start.Add(2*hour), 9)); !slices.Equal(got, []string{"holding", "held"}) {
		t.Errorf("overdue later: %q", got)
	}
	holding, err := f.Store().Holding(f.ctx)
	f.ok(err)
	if len(holding) != 2 || holding[0].OrderID != "held" || holding[1].OrderID != "holding" {
		t.Errorf("holding: %+v", holding)
	}

	f.ok(f.Store().SaveShare(f.ctx, rosa, taken(rosa, "consumed", 2, 1, start), nil))
	f.ok(f.Store().SaveShare(f.ctx, f.share("held", "ROSA"), taken(f.share("held", "ROSA"), "held", 2, 1, start), nil))
	f.ok(f.Store().SaveShare(f.ctx, lirio, taken(lirio, "consumed", 9, 1, start), nil)) // of a later version
	strays, err := f.Store().Strays(f.ctx, f.clk.Now(), 9)
	f.ok(err)
	if diff := cmp.Diff([]product.Stray{{OrderID: "consumed", SKU: "ROSA"}}, strays); diff != "" {
		t.Error(diff)
	}
	if strays, err = f.Store().Strays(f.ctx, start, 9); len(strays) != 0 || err != nil {
		t.Errorf("too young to be strays: %v, %v", strays, err)
	}
}

// stale writes every kind of document over a revision that is gone.
func stale(t *testing.T, f *fixture) {
	record, before := f.put("rosas", "ROSA", 10)
	next := taken(before, "o", 1, 2, f.clk.Now())
	f.ok(f.Store().SaveShare(f.ctx, before, next, nil))
	r := f.reserve("o", productapi.Holding, false, f.clk.Now())

	late := taken(before, "late", 1, 5, f.clk.Now())
	if err := f.Store().SaveShare(f.ctx, before, late, &product.Movement{Key: "k", Movement: productapi.Movement{ID: "m", SKU: "ROSA"}}, news("never")); !errors.Is(err, product.ErrStale) {
		t.Errorf("stock: %v", err)
	}
	copied := *r
	if err := f.Store().SaveReservation(f.ctx, 0, &copied, news("never")); !errors.Is(err, product.ErrStale) {
		t.Errorf("a second reservation: %v", err)
	}
	if err := f.Store().SaveReservation(f.ctx, 7, &copied, news("never")); !errors.Is(err, product.ErrStale) {
		t.Errorf("reservation: %v", err)
	}
	if err := f.Store().SaveProduct(f.ctx, 7, record, news("never")); !errors.Is(err, product.ErrStale) {
		t.Errorf("product: %v", err)
	}
	if got := f.share("late", "ROSA"); got.Held != 2 || got.Entry.Version != 0 || got.Rev != 2 {
		t.Errorf("a stale write changed %+v", got)
	}
	if m, _ := f.Store().Movement(f.ctx, "ROSA", "k"); m != nil {
		t.Error("a stale write left its movement")
	}
	if got := f.subjects(); len(got) != 0 {
		t.Errorf("a stale write published %q", got)
	}
}
