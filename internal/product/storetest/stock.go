package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func stock(t *testing.T, f *fixture) {
	r, before := f.put("rosas", "ROSA", 10)
	if before.Rev != 1 || before.ProductID != r.ID || before.OnHand != 10 || !before.Listed {
		t.Fatalf("stored %+v", before)
	}
	next := before
	next.OnHand, next.Consumed, next.Alert, next.LowAt, next.Unlimited = 7, 3, product.AlertLow, 8, true
	f.ok(f.Store().SaveShare(f.ctx, before, next, nil, news("rosa")))
	next.Rev = 2
	if diff := cmp.Diff(next, f.share("", "ROSA")); diff != "" {
		t.Error(diff)
	}
	if got := f.subjects(); !slices.Equal(got, []string{"rosa"}) {
		t.Errorf("events %q", got)
	}
	if err := f.Store().SaveShare(f.ctx, product.Share{}, product.Share{Stock: product.Stock{SKU: "ROSA", ProductID: "other"}}, nil, news("never")); !errors.Is(err, product.ErrTaken) {
		t.Errorf("a second document of a SKU: %v", err)
	}
	f.put("azucenas", "AZUCENA", 1)
	shares, err := f.Store().Shares(f.ctx, "", []string{"ROSA", "NADA", "AZUCENA"})
	f.ok(err)
	if len(shares) != 2 || shares[0].SKU != "AZUCENA" {
		t.Errorf("many: %+v", shares)
	}
	low, err := f.Store().LowSKUs(f.ctx)
	f.ok(err)
	if !slices.Equal(low, []string{"ROSA"}) {
		t.Errorf("low: %q", low)
	}
}

func stocksSince(t *testing.T, f *fixture) {
	f.put("old", "OLD", 1)
	f.clk.Advance(time.Hour)
	since := f.clk.Now()
	_, before := f.put("recent", "NEW", 9)
	list, err := f.Store().Stocks(f.ctx, since)
	f.ok(err)
	if len(list) != 1 || list[0].SKU != "NEW" {
		t.Errorf("since then: %+v", list)
	}
	f.clk.Advance(time.Hour)
	sameBand := taken(before, "o", 1, 1, f.clk.Now())
	f.ok(f.Store().SaveShare(f.ctx, before, sameBand, nil))
	list, err = f.Store().Stocks(f.ctx, f.clk.Now())
	f.ok(err)
	if len(list) != 0 {
		t.Errorf("a write in the same band is news: %+v", list)
	}
	all, err := f.Store().Stocks(f.ctx, time.Time{})
	f.ok(err)
	if len(all) != 2 {
		t.Errorf("all: %+v", all)
	}
}

func entries(t *testing.T, f *fixture) {
	_, before := f.put("rosas", "ROSA", 10)
	at := f.clk.Now()
	mine := f.share("mine", "ROSA")
	next := taken(mine, "mine", 3, 4, at)
	f.ok(f.Store().SaveShare(f.ctx, before, next, nil))
	next.Rev = 2
	if diff := cmp.Diff(next, f.share("mine", "ROSA")); diff != "" {
		t.Fatal(diff)
	}
	if other := f.share("other", "ROSA"); other.Entry != (product.Entry{}) || other.Held != 4 {
		t.Fatalf("another order sees %+v", other)
	}
	raised := next
	raised.Entry.Version, raised.Entry.Quantity, raised.Held = 4, 2, 2
	f.ok(f.Store().SaveShare(f.ctx, next, raised, nil))
	got := f.share("mine", "ROSA")
	if got.Entry.Version != 4 || got.Entry.Quantity != 2 || got.Held != 2 {
		t.Fatalf("replaced: %+v", got)
	}
	gone := got
	gone.Entry, gone.Held, gone.Returned = product.Entry{}, 0, 5
	f.ok(f.Store().SaveShare(f.ctx, got, gone, nil))
	if got = f.share("mine", "ROSA"); got.Entry.Version != 0 || got.Returned != 5 {
		t.Fatalf("pulled: %+v", got)
	}
	f.ok(f.Store().ForgetReturns(f.ctx, f.clk.Now()))
	if got = f.share("mine", "ROSA"); got.Returned != 5 {
		t.Fatal("a mark was forgotten too early")
	}
	f.ok(f.Store().ForgetReturns(f.ctx, f.clk.Now().Add(time.Second)))
	if got = f.share("mine", "ROSA"); got.Returned != 0 {
		t.Fatal("a mark was kept")
	}
}

// move receives five of a SKU.
func (f *fixture) move(before product.Share, mid, key string) error {
	next := before
	next.OnHand, next.Moved = before.OnHand+5, before.Moved+5
	m := &product.Movement{Key: key, Hash: "h-" + key, Movement: productapi.Movement{ID: mid, SKU: before.SKU, Quantity: 5, Reason: "received", At: f.clk.Now(), After: next.OnHand}}
	return f.Store().SaveShare(f.ctx, before, next, m)
}

// manyMovements are more than a store may keep beside the count.
func manyMovements(t *testing.T, f *fixture) {
	const all = 53
	_, share := f.put("rosas", "ROSA", 10)
	for i := range all {
		f.ok(f.move(share, fmt.Sprintf("%02d", i), fmt.Sprint("k", i)))
		share = f.share("", "ROSA")
	}
	for i := range all {
		key := fmt.Sprint("k", i)
		if m, err := f.Store().Movement(f.ctx, "ROSA", key); err != nil || m == nil || m.Key != key {
			t.Fatalf("%s: %+v, %v", key, m, err)
		}
	}
	if err := f.move(share, "99", "k0"); !errors.Is(err, product.ErrTaken) {
		t.Errorf("the oldest key again: %v", err)
	}
	var got []string
	for offset := 0; ; offset += 8 {
		page, total, err := f.Store().Movements(f.ctx, "ROSA", offset, 8)
		f.ok(err)
		if total != all {
			t.Fatalf("%d in all", total)
		}
		if len(page) == 0 {
			break
		}
		for _, m := range page {
			got = append(got, m.ID)
		}
	}
	for i, id := range got {
		if want := fmt.Sprintf("%02d", all-1-i); id != want || len(got) != all {
			t.Fatalf("page by page: %q", got)
		}
	}
}

// oddOrders are names that mean something to a store.
func oddOrders(t *testing.T, f *fixture) {
	_, share := f.put("rosas", "ROSA", 100)
	names := []string{"a.b", "a", "$a", "%2E", "7", "entries.$[]", "ñandú 'x'"}
	for i, name := range names {
		next := taken(share, name, int64(i+1), 1, f.clk.Now())
		next.OrderID, next.Returned = name, int64(i+10)
		before := share
		before.OrderID = name
		f.ok(f.Store().SaveShare(f.ctx, before, next, nil))
		f.reserve(name, productapi.Released, true, f.clk.Now())
		share = f.share("", "ROSA")
	}
	for i, name := range names {
		if got := f.share(name, "ROSA"); got.Entry.Version != int64(i+1) || got.Returned != int64(i+10) || got.Entry.OrderID != name {
			t.Errorf("%s: %+v", name, got)
		}
	}
	strays, err := f.Store().Strays(f.ctx, f.clk.Now().Add(time.Second), 99)
	f.ok(err)
	for _, stray := range strays { // versions up to 3 are over
		if i := slices.Index(names, stray.OrderID); i < 0 || i > 2 {
			t.Errorf("a stray of %q", stray.OrderID)
		}
	}
	if len(strays) != 3 {
		t.Errorf("%d strays", len(strays))
	}
}

func handedOver(t *testing.T, f *fixture) {
	_, before := f.put("rosas", "ROSA", 10)
	other, _ := f.put("lirios", "LIRIO", 1)
	next := before
	next.ProductID, next.Initial, next.OnHand = other.ID, 4, 4
	f.ok(f.Store().SaveShare(f.ctx, before, next, nil))
	if got := f.share("", "ROSA"); got.ProductID != other.ID || got.Initial != 4 || got.OnHand != 4 {
		t.Errorf("%+v", got)
	}
}

func movements(t *testing.T, f *fixture) {
	_, share := f.put("rosas", "ROSA", 10)
	_, other := f.put("lirios", "LIRIO", 10)
	move := f.move
	f.ok(move(share, "01", "k1"))
	if err := move(f.share("", "ROSA"), "02", "k1"); !errors.Is(err, product.ErrTaken) {
		t.Fatalf("a known key: %v", err)
	}
	if got := f.share("", "ROSA"); got.OnHand != 15 {
		t.Fatalf("a refused movement changed the count: %+v", got)
	}
	f.ok(move(other, "03", "k1")) // keys are the SKU's own
	f.ok(move(f.share("", "ROSA"), "04", "k2"))
	got, err := f.Store().Movement(f.ctx, "ROSA", "k1")
	f.ok(err)
	if got == nil || got.Hash != "h-k1" || got.After != 15 || !got.At.Equal(f.clk.Now()) {
		t.Fatalf("by key: %+v", got)
	}
	if none, err := f.Store().Movement(f.ctx, "ROSA", "k9"); none != nil || err != nil {
		t.Fatalf("unknown key: %v, %v", none, err)
	}
	page, total, err := f.Store().Movements(f.ctx, "ROSA", 0, 1)
	f.ok(err)
	if total != 2 || len(page) != 1 || page[0].ID != "04" {
		t.Fatalf("newest first: %+v of %d", page, total)
	}
	page, _, err = f.Store().Movements(f.ctx, "ROSA", 1, 5)
	f.ok(err)
	if len(page) != 1 || page[0].ID != "01" {
		t.Fatalf("the rest: %+v", page)
	}
}
