package product_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// twoSizes is a new product with SKUs NUEVO and NUEVO-D of 7 and 5.
func twoSizes(key string) productapi.CreateInput {
	in := newProduct("ramo-nuevo", "NUEVO")
	in.Key = key
	in.Body.Variants = append(in.Body.Variants, productapi.VariantBody{SKU: "NUEVO-D", Size: "deluxe", PriceCLP: 40000, Stock: 5})
	return in
}

// priced is what an order would be told of the SKUs.
func (s *shop) priced(skus ...string) map[string]productapi.Snapshot {
	s.t.Helper()
	in := productapi.PricesInput{}
	in.Body.SKUs = skus
	bySKU := map[string]productapi.Snapshot{}
	for _, snap := range call(s, productapi.Prices, in).Items {
		bySKU[snap.SKU] = snap
	}
	return bySKU
}

// TestACrashWhileAProductIsAdded dies after every possible number of writes. The
// same request again adds it; another one can have its SKUs once nobody can be at
// work on them any more.
func TestACrashWhileAProductIsAdded(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		for writes := int64(0); writes < 3; writes++ { // two SKUs, the product
			for _, end := range []string{"again", "by another"} {
				t.Run(fmt.Sprintf("after %d writes, then %s", writes, end), func(t *testing.T) {
					s, store := withoutTransactions(t, tw.fresh(t))
					store.writes.Store(writes)
					refused(s, productapi.Create, twoSizes("k1"), "internal")
					store.writes.Store(never)
					if got := s.priced("NUEVO", "NUEVO-D"); len(got) != 0 {
						t.Fatalf("sold before it is there: %+v", got)
					}
					in := twoSizes("k1")
					if end == "by another" {
						in = twoSizes("k2")
						if writes > 0 {
							refused(s, productapi.Create, in, "sku_taken")
						}
						s.clock.Advance(3 * time.Minute)
						in.Body.Variants[0].Stock = 9
					}
					made := call(s, productapi.Create, in)
					if again := call(s, productapi.Create, in); again.ID != made.ID {
						t.Fatal("made twice")
					}
					got := s.priced("NUEVO", "NUEVO-D")
					if got["NUEVO"].Available != in.Body.Variants[0].Stock || got["NUEVO-D"].Available != 5 || got["NUEVO"].ProductID != made.ID {
						t.Fatalf("sold as %+v", got)
					}
					s.books()
				})
			}
		}
	})
}

func TestASKUWithAHistoryIsNeverGivenAway(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		s, _ := withoutTransactions(t, tw.fresh(t))
		in := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
		in.Body.Variants = in.Body.Variants[:1] // ROSA-D is no longer sold
		call(s, productapi.Change, in)
		s.clock.Advance(time.Hour)
		for _, sku := range []string{"ROSA", "ROSA-D"} {
			refused(s, productapi.Create, newProduct("otro", sku), "sku_taken")
		}
	})
}

// TestACrashWhileAProductIsChanged dies after every possible number of writes: the
// product is the old one or the new one, and saving its form again makes all of it true.
func TestACrashWhileAProductIsChanged(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		wanted := func(s *shop) productapi.ChangeInput {
			in := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
			in.Body.Variants = []productapi.VariantBody{
				{SKU: "ROSA", Size: "standard", PriceCLP: 31000, LowAt: 8},
				{SKU: "ROSA-P", Size: "premium", PriceCLP: 60000, Stock: 4},
			}
			return in
		}
		for writes := int64(0); writes < 4; writes++ { // ROSA-P, the product, ROSA, ROSA-D
			t.Run(fmt.Sprintf("after %d writes", writes), func(t *testing.T) {
				s, store := withoutTransactions(t, tw.fresh(t))
				in := wanted(s)
				store.writes.Store(writes)
				refused(s, productapi.Change, in, "internal")
				store.writes.Store(never)
				want := int64(30000)
				if writes > 1 {
					want = 31000
				}
				got := s.priced("ROSA", "ROSA-D", "ROSA-P")
				if got["ROSA"].PriceCLP != want || len(got) != 2 {
					t.Fatalf("priced at %+v", got)
				}
				call(s, productapi.Change, wanted(s))
				got = s.priced("ROSA", "ROSA-D", "ROSA-P")
				if len(got) != 2 || got["ROSA"].PriceCLP != 31000 || got["ROSA-P"].Available != 4 {
					t.Fatalf("in the end priced at %+v", got)
				}
				if p := call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}); p.Variants[0].LowAt != 8 {
					t.Fatalf("in the end %+v", p.Variants[0])
				}
				s.books()
			})
		}
	})
}

func TestARefusedChangeLeavesTheStockAsItWas(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		s, _ := withoutTransactions(t, tw.fresh(t))
		late := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
		call(s, productapi.Change, late)
		late.Body.Variants[0].Unlimited, late.Body.Variants[0].LowAt = true, 9
		refused(s, productapi.Change, late, "version_conflict")
		if v := call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}).Variants[0]; v.Unlimited || v.LowAt == 9 {
			t.Fatalf("%+v", v)
		}
	})
}

func TestSettingsAreSavedWhileOthersBuy(t *testing.T) {
	onEachTwin(t, func(t *testing.T, tw *twin) {
		s, store := withoutTransactions(t, tw.fresh(t))
		in := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
		in.Body.Variants[0].LowAt = 9
		between := &interrupted{Store: store, at: "ROSA", do: func() {
			call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), line("ROSA", 4)))
		}}
		staff := shopOn(t, between, s.clock)
		if err := staff.Load(s.ctx); err != nil {
			t.Fatal(err)
		}
		if p := call(staff, productapi.Change, in); p.Variants[0].LowAt != 9 {
			t.Fatalf("%+v", p.Variants[0])
		}
		if got := s.books()["ROSA"]; got.Held != 4 {
			t.Fatalf("%+v", got)
		}
	})
}

// interrupted has something happen just before a SKU's document is written, once.
type interrupted struct {
	product.Store
	at string
	do func()
}

func (i *interrupted) Atomically(ctx context.Context, fn func(context.Context, product.Documents) error) error {
	return fn(ctx, i)
}

func (i *interrupted) SaveShare(ctx context.Context, before, next product.Share, m *product.Movement, evs ...events.Event) error {
	if do := i.do; do != nil && next.SKU == i.at {
		i.do = nil
		do()
	}
	return i.Store.SaveShare(ctx, before, next, m, evs...)
}

func TestTwoPeopleMayChooseTheSameKey(t *testing.T) {
	s := smallShop(t)
	first := call(s, productapi.Create, newProduct("ramo-uno", "UNO"))
	eva := *s
	eva.ctx = contract.WithUserToken(t.Context(), "eva")
	in := newProduct("ramo-dos", "DOS")
	in.Key = "key-ramo-uno"
	if second := call(&eva, productapi.Create, in); second.ID == first.ID {
		t.Fatal("another's key answered")
	}
	call(s, productapi.Move, moveOf("k", "UNO", "received", 3))
	call(&eva, productapi.Move, moveOf("k", "UNO", "received", 4))
	if got := s.books()["UNO"]; got.Movements != 7 {
		t.Fatalf("%+v", got)
	}
}
