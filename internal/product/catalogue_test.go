package product_test

import (
	"path/filepath"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestDemoCatalogueIsSold(t *testing.T) {
	s := newShop(t)
	page := call(s, productapi.List, productapi.ListInput{})
	if page.Total != len(demo.Catalogue().Products) || len(page.Items) != 24 || page.Limit != 24 {
		t.Fatalf("the first page has %d of %d", len(page.Items), page.Total)
	}
	for _, card := range page.Items {
		p := call(s, productapi.Get, productapi.BySlug{Slug: card.Slug})
		if p.Variants[0].PriceCLP != card.PriceCLP || p.Variants[0].SKU != card.SKU {
			t.Errorf("%s: the card and the product disagree", card.Slug)
		}
	}
	if n := len(call(s, productapi.AddOns, contract.None{}).Items); n != len(demo.Catalogue().AddOns) {
		t.Errorf("%d add-ons", n)
	}
	refused(s, productapi.Get, productapi.BySlug{Slug: "nothing-of-the-sort"}, "product_not_found")
}

func TestSeedingAgainChangesNothing(t *testing.T) {
	s := newShop(t)
	before := call(s, productapi.List, productapi.ListInput{})
	again := openShop(t, s.path, s.clock)
	start := time.Now()
	if err := again.Seed(s.ctx, demo.Catalogue()); err != nil {
		t.Fatal(err)
	}
	t.Logf("the second start took %v", time.Since(start))
	after := call(again, productapi.List, productapi.ListInput{})
	if after.Total != before.Total || after.Items[0].Slug != before.Items[0].Slug {
		t.Fatal("the catalogue changed")
	}
}

func TestAShopWithProductsOfItsOwnIsNotSeeded(t *testing.T) {
	s := openShop(t, filepath.Join(t.TempDir(), "product.db"), clock.NewFake(opening))
	if err := s.Load(s.ctx); err != nil {
		t.Fatal(err)
	}
	call(s, productapi.Create, newProduct("mi-ramo", "MIO-1"))
	if err := s.Seed(s.ctx, demo.Catalogue()); err != nil {
		t.Fatal(err)
	}
	if page := call(s, productapi.List, productapi.ListInput{}); page.Total != 1 {
		t.Fatalf("%d products, want the one of the shop", page.Total)
	}
}

func TestSearch(t *testing.T) {
	s := newShop(t)
	for _, c := range []struct {
		name string
		in   productapi.ListInput
	}{
		{"plural and accents", productapi.ListInput{Q: "tulipánes"}},
		{"typo", productapi.ListInput{Q: "girasol amarilo"}},
		{"synonym", productapi.ListInput{Q: "pésame"}},
		{"category", productapi.ListInput{Category: "rosas"}},
		{"facets together", productapi.ListInput{Occasion: "amor", Colour: "rojo"}},
		{"price", productapi.ListInput{MinPriceCLP: 20000, MaxPriceCLP: 40000}},
		{"featured", productapi.ListInput{Featured: true}},
	} {
		if page := call(s, productapi.List, c.in); page.Total == 0 || page.Total >= len(demo.Catalogue().Products) {
			t.Errorf("%s: %d found", c.name, page.Total)
		}
	}
	byPrice := call(s, productapi.List, productapi.ListInput{Sort: "price"}).Items
	for i := 1; i < len(byPrice); i++ {
		if byPrice[i-1].PriceCLP > byPrice[i].PriceCLP {
			t.Fatal("not in the order of price")
		}
	}
	found := call(s, productapi.Suggest, productapi.SuggestInput{Q: "ros"}).Items
	if len(found) == 0 {
		t.Fatal("nothing suggested")
	}
	for _, f := range found {
		if f.Kind == "product" {
			call(s, productapi.Get, productapi.BySlug{Slug: f.Slug})
		}
	}
}

func TestWhatGoesWithFlowersIsFoundByItsNameAlone(t *testing.T) {
	s := newShop(t)
	for words, slug := range map[string]string{
		"chocolates": "chocolates", "bombones": "chocolates", "peluche": "osito", "oso": "osito", "globo": "globo", "globos": "globo",
		"chocolatez": "chocolates", "teddy bear": "osito", "vino": "espumante", "tarjeta premium": "tarjeta-premium",
	} {
		page := call(s, productapi.List, productapi.ListInput{Q: words})
		if page.Total == 0 || page.Partial || page.Items[0].Slug != slug || page.Items[0].Kind != productapi.KindAddOn {
			t.Errorf("%q finds %+v", words, page.Items)
		}
	}
	if p := call(s, productapi.Get, productapi.BySlug{Slug: "chocolates"}); len(p.Variants) != 1 {
		t.Errorf("its page has %+v", p)
	}
	if got := call(s, productapi.Suggest, productapi.SuggestInput{Q: "choco"}).Items; len(got) == 0 || got[0].Slug != "chocolates" {
		t.Errorf("suggested %+v", got)
	}
	for name, in := range map[string]productapi.ListInput{
		"all": {}, "its category": {Category: "accesorios"}, "cheapest first": {Sort: "price"}, "cheap": {MaxPriceCLP: 9000},
		"bouquets": {Q: "ramo"}, "roses": {Q: "rosas rojas"}, "large": {Q: "ramo grande"}, "by size": {Q: "ramo premium"},
	} {
		in.Limit = 100
		page := call(s, productapi.List, in)
		for _, card := range page.Items {
			if card.Kind != productapi.KindFlowers {
				t.Errorf("%s shows %s", name, card.Slug)
			}
		}
		counted := 0
		for _, c := range page.Facets.Category {
			counted += c.Count
		}
		if in.Category == "" && counted != page.Total {
			t.Errorf("%s: %d by category, %d in all", name, counted, page.Total)
		}
	}
	off := productapi.SwitchInput{BySlug: productapi.BySlug{Slug: "chocolates"}}
	call(s, productapi.Switch, off)
	if page := call(s, productapi.List, productapi.ListInput{Q: "chocolates"}); page.Total != 0 {
		t.Errorf("off the shelf it is found as %+v", page.Items)
	}
}

func TestTermsCountWhatIsOnTheShelf(t *testing.T) {
	s := smallShop(t)
	count := func() (n int) {
		for _, c := range call(s, productapi.Categories, contract.None{}).Items {
			n += c.Count
		}
		return n
	}
	if n := count(); n != 2 {
		t.Fatalf("%d products counted, want 2", n)
	}
	off := productapi.SwitchInput{BySlug: productapi.BySlug{Slug: "rosas"}}
	call(s, productapi.Switch, off)
	if n := count(); n != 1 {
		t.Fatalf("%d counted after one was taken off", n)
	}
	refused(s, productapi.Get, productapi.BySlug{Slug: "rosas"}, "product_not_found")
	if p := call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}); p.Active {
		t.Fatal("staff see it as active")
	}
	if call(s, productapi.Vocabulary, contract.None{}).Flowers[0].Name.EN == "" {
		t.Fatal("a flower without its English name")
	}
}

func TestSeasonEndsByTheShopsDate(t *testing.T) {
	s := smallShop(t)
	p := call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"})
	in := changeOf(p)
	in.Body.Season = productapi.Season{From: "2026-09-01", Until: "2026-10-06"}
	call(s, productapi.Change, in)
	prices := productapi.PricesInput{}
	prices.Body.SKUs = []string{"ROSA"}
	if !call(s, productapi.Prices, prices).Items[0].InSeason || call(s, productapi.Get, productapi.BySlug{Slug: "rosas"}).OutOfSeason {
		t.Fatal("out of season on its last day")
	}
	s.clock.Set(time.Date(2026, 10, 7, 2, 59, 0, 0, time.UTC)) // 23:59 in Santiago
	if !call(s, productapi.Prices, prices).Items[0].InSeason {
		t.Fatal("the season ended by UTC")
	}
	s.clock.Advance(2 * time.Minute)
	if call(s, productapi.Prices, prices).Items[0].InSeason {
		t.Fatal("still in season after its last day")
	}
	if err := s.Load(s.ctx); err != nil { // what the poll does every two seconds
		t.Fatal(err)
	}
	if !call(s, productapi.Get, productapi.BySlug{Slug: "rosas"}).OutOfSeason {
		t.Fatal("the page shows it as in season")
	}
}
