package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func products(t *testing.T, f *fixture) {
	r, _ := f.put("rosas", "ROSA", 3)
	r.Season = productapi.Season{From: "2026-09-01"}
	r.Rating = product.Rating{Sum: 9, Count: 2, Version: 4}
	f.ok(f.Store().SaveProduct(f.ctx, r.Rev, r, news("one")))
	if r.Rev != 2 {
		t.Fatalf("revision %d after two writes", r.Rev)
	}
	for name, read := range map[string]func() (*product.Record, error){
		"id":   func() (*product.Record, error) { return f.Store().Product(f.ctx, r.ID) },
		"slug": func() (*product.Record, error) { return f.Store().ProductBySlug(f.ctx, "rosas") },
		"key":  func() (*product.Record, error) { return f.Store().ProductByKey(f.ctx, "key-rosas") },
	} {
		got, err := read()
		f.ok(err)
		if diff := cmp.Diff(r, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("read by %s: %s", name, diff)
		}
	}
	if got := f.subjects(); !slices.Equal(got, []string{"one"}) {
		t.Errorf("events %q", got)
	}
	for name, read := range map[string]func() (*product.Record, error){
		"id":   func() (*product.Record, error) { return f.Store().Product(f.ctx, "nobody") },
		"slug": func() (*product.Record, error) { return f.Store().ProductBySlug(f.ctx, "nobody") },
		"key":  func() (*product.Record, error) { return f.Store().ProductByKey(f.ctx, "nobody") },
	} {
		if got, err := read(); got != nil || err != nil {
			t.Errorf("unknown %s: %v, %v", name, got, err)
		}
	}
	for name, other := range map[string]*product.Record{
		"slug": {ID: id.New(), Slug: "rosas"},
		"key":  {ID: id.New(), Slug: "other", Key: "key-rosas"},
	} {
		if err := f.Store().SaveProduct(f.ctx, 0, other, news("never")); !errors.Is(err, product.ErrTaken) {
			t.Errorf("a taken %s: %v", name, err)
		}
	}
	f.ok(f.Store().SaveProduct(f.ctx, 0, &product.Record{ID: id.New(), Slug: "no-key"}))
	f.ok(f.Store().SaveProduct(f.ctx, 0, &product.Record{ID: id.New(), Slug: "no-key-either"}))
}

func productsSince(t *testing.T, f *fixture) {
	old, _ := f.put("old", "OLD", 1)
	f.clk.Advance(time.Hour)
	since := f.clk.Now()
	recent, _ := f.put("recent", "NEW", 1)
	heads, err := f.Store().Heads(f.ctx, since)
	f.ok(err)
	if len(heads) != 1 || heads[recent.ID] != 1 {
		t.Errorf("since then: %v", heads)
	}
	f.ok(f.Store().SaveProduct(f.ctx, 1, old))
	heads, err = f.Store().Heads(f.ctx, since)
	f.ok(err)
	if len(heads) != 2 || heads[old.ID] != 2 {
		t.Errorf("after another write: %v", heads)
	}
	all, err := f.Store().Products(f.ctx, []string{recent.ID, "nobody", old.ID})
	f.ok(err)
	if len(all) != 2 || all[0].ID != old.ID || all[1].ID != recent.ID {
		t.Errorf("by id: %v", all)
	}
	if none, err := f.Store().Products(f.ctx, nil); len(none) != 0 || err != nil {
		t.Errorf("no ids: %v, %v", none, err)
	}
}

func terms(t *testing.T, f *fixture) {
	none, err := f.Store().Terms(f.ctx)
	f.ok(err)
	if none.Rev != 0 {
		t.Fatalf("terms before any: %+v", none)
	}
	want := product.Terms{Seeded: true, Occasions: []product.Occasion{{Term: productapi.Term{Slug: "amor", Name: productapi.Text{ES: "Amor", EN: "Love"}}, Tissue: "amor"}}}
	f.ok(f.Store().SaveTerms(f.ctx, 0, want))
	got, err := f.Store().Terms(f.ctx)
	f.ok(err)
	want.Rev = 1
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	for _, rev := range []int64{0, 7} {
		if err := f.Store().SaveTerms(f.ctx, rev, want); !errors.Is(err, product.ErrStale) {
			t.Errorf("over revision %d: %v", rev, err)
		}
	}
	f.ok(f.Store().SaveTerms(f.ctx, 1, want))
}

func offers(t *testing.T, f *fixture) {
	r, _ := f.put("rosas", "ROSA", 3)
	f.put("lirios", "LIRIO", 4)
	f.ok(f.Store().SaveProduct(f.ctx, 1, r))
	list, err := f.Store().Offers(f.ctx, []string{"LIRIO", "NADA", "ROSA"})
	f.ok(err)
	revs := map[string]int64{}
	for _, o := range list {
		revs[o.SKU] = o.ProductRev
	}
	if diff := cmp.Diff(map[string]int64{"ROSA": 2, "LIRIO": 1}, revs); diff != "" {
		t.Error(diff)
	}
}
