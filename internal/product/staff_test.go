package product_test

import (
	"context"
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func newProduct(slug, sku string) productapi.CreateInput {
	in := productapi.CreateInput{}
	in.Key = "key-" + slug
	in.Body.Slug = slug
	in.Body.ProductBody = productapi.ProductBody{
		Name: productapi.Text{ES: "Ramo nuevo", EN: "New bouquet"}, Category: "ramos", Occasions: []string{"amor"},
		Colours: []string{"rojo", "lila"}, Flowers: []string{"rosa", "gypsophila"}, PreparationMinutes: 30,
		Variants: []productapi.VariantBody{{SKU: sku, Size: "standard", PriceCLP: 25000, Stock: 7, LowAt: 2}},
	}
	return in
}

func changeOf(p *productapi.Product) productapi.ChangeInput {
	in := productapi.ChangeInput{BySlug: productapi.BySlug{Slug: p.Slug}}
	in.Body.Version = p.Version
	in.Body.ProductBody = productapi.ProductBody{
		Name: p.Name, Line: p.Line, Description: p.Description, Care: p.Care, Category: p.Category, Occasions: p.Occasions,
		Colours: p.Colours, Flowers: p.Flowers, PreparationMinutes: p.PreparationMinutes, Featured: p.Featured, Season: p.Season,
	}
	for _, v := range p.Variants {
		in.Body.Variants = append(in.Body.Variants, productapi.VariantBody{
			SKU: v.SKU, Size: v.Size, Contents: v.Contents, PriceCLP: v.PriceCLP, CompareAtCLP: v.CompareAtCLP, LowAt: v.LowAt, Unlimited: v.Unlimited,
		})
	}
	return in
}

func TestStaffAddAProduct(t *testing.T) {
	s := smallShop(t)
	made := call(s, productapi.Create, newProduct("ramo-nuevo", "NUEVO"))
	if got := call(s, productapi.Get, productapi.BySlug{Slug: "ramo-nuevo"}); got.ID != made.ID || got.Variants[0].Band != productapi.InStock {
		t.Fatalf("the shop shows %+v", got)
	}
	if page := call(s, productapi.List, productapi.ListInput{Q: "ramo nuevo"}); page.Total != 1 {
		t.Fatalf("search finds %d", page.Total)
	}
	if again := call(s, productapi.Create, newProduct("ramo-nuevo", "NUEVO")); again.ID != made.ID {
		t.Fatal("the same key made another product")
	}
	other := newProduct("otro", "OTRO")
	other.Key = "key-ramo-nuevo"
	refused(s, productapi.Create, other, "key_reused")
	taken := newProduct("ramo-nuevo", "LIBRE")
	taken.Key = "another"
	refused(s, productapi.Create, taken, "slug_taken")
	refused(s, productapi.Create, newProduct("tercero", "ROSA"), "sku_taken")
	if !slices.Contains(s.published(), "product.created") {
		t.Fatal("nobody was told")
	}
}

func TestAllFaultsOfAProductAreTold(t *testing.T) {
	s := smallShop(t)
	in := newProduct("stock", "UNO")
	in.Body.Name.ES, in.Body.Category, in.Body.Occasions = " ", "nada", []string{"amor", "amor", "nunca"}
	in.Body.Variants[0].CompareAtCLP = 20000
	in.Body.Variants = append(in.Body.Variants, in.Body.Variants[0])
	p, _ := problem.From(refused(s, productapi.Create, in, "invalid"))
	var got []string
	for _, f := range p.Errors {
		got = append(got, f.Pointer+" "+f.Code)
	}
	want := []string{
		"/name/es required", "/category unknown_value", "/occasions/1 repeated", "/occasions/2 unknown_value",
		"/variants/0/compare_at_clp not_above_price", "/variants/1/sku repeated", "/variants/1/size repeated",
		"/variants/1/compare_at_clp not_above_price", "/slug reserved",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("told %q", got)
	}
}

func TestTwoWhoChangeAProductAtOnce(t *testing.T) {
	s := smallShop(t)
	first := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
	second := first
	first.Body.Name.ES = "Rosas rojas"
	changed := call(s, productapi.Change, first)
	if changed.Version != first.Body.Version+1 {
		t.Fatalf("version %d", changed.Version)
	}
	refused(s, productapi.Change, second, "version_conflict")
	if p := call(s, productapi.Get, productapi.BySlug{Slug: "rosas"}); p.Name.ES != "Rosas rojas" {
		t.Fatalf("shown as %q", p.Name.ES)
	}
}

func TestASizeLeftOutIsNoLongerSold(t *testing.T) {
	s := smallShop(t)
	in := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
	in.Body.Variants = in.Body.Variants[:1]
	p := call(s, productapi.Change, in)
	prices := productapi.PricesInput{}
	prices.Body.SKUs = []string{"VASO", "ROSA-D", "ROSA", "NADA"}
	items := call(s, productapi.Prices, prices).Items
	if len(items) != 2 || items[0].SKU != "VASO" || items[1].SKU != "ROSA" || items[1].Occasion != "amor" {
		t.Fatalf("priced %+v", items)
	}
	if got := s.books()["ROSA-D"]; got.OnHand != 3 {
		t.Fatalf("its stock is %+v", got)
	}
	back := changeOf(p)
	back.Body.Variants = append(back.Body.Variants, productapi.VariantBody{SKU: "ROSA-D", Size: "deluxe", PriceCLP: 50000, Stock: 99})
	call(s, productapi.Change, back)
	if got := s.books()["ROSA-D"]; got.OnHand != 3 {
		t.Fatalf("coming back gave it stock: %+v", got)
	}
}

func TestMadeToOrderIsNeverShort(t *testing.T) {
	s := smallShop(t)
	in := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
	in.Body.Variants[0].Unlimited = true
	p := call(s, productapi.Change, in)
	call(s, productapi.PlaceHold, holdOf("o1", 1, s.later(), line("ROSA", 60)))
	stock := call(s, productapi.Stock, productapi.BySlug{Slug: "rosas"}).Items
	if !stock[0].Unlimited || p.Variants[0].Band != productapi.InStock {
		t.Fatalf("%+v", stock)
	}
	limited := changeOf(p)
	limited.Body.Variants[0].Unlimited = false
	call(s, productapi.Change, limited)
	if got := s.books()["ROSA"]; got.Held != 60 || got.OnHand != 60 || got.Movements != 50 {
		t.Fatalf("books %+v", got)
	}
}

func TestOnlyStaffWrite(t *testing.T) {
	s := smallShop(t)
	s.ctx = t.Context()
	refused(s, productapi.Create, newProduct("x1", "XXX"), "sign_in_required")
	refused(s, productapi.StockList, productapi.StockInput{}, "sign_in_required")
	frontend := func(context.Context, string) (string, error) { return "frontend", nil }
	s.conn = contract.Join(product.Name, s.router, frontend)
	refused(s, productapi.ReleaseHold, releaseOf("o", 1), "forbidden")
}
