package shop

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// shelf is a catalogue of one product, and its opinions, in memory.
type shelf struct {
	version  int
	rosas    productapi.Product
	left     int64
	opinions []reviewapi.Review
	asked    int // for opinions
}

// newShelfRig is the whole storefront before the shelf and a real order-service.
func newShelfRig(t testing.TB) (*rig, *shelf) {
	sh := &shelf{version: 1, left: 40, rosas: productapi.Product{
		Slug: "rosas", Name: productapi.Text{ES: "Rosas rojas", EN: "Red roses"}, Category: "rosas", Occasions: []string{"amor"},
		Care: productapi.Text{ES: "Agua fresca"}, PreparationMinutes: 30, Version: 1,
		Variants: []productapi.Variant{
			{SKU: "rosas", Size: productapi.Standard, PriceCLP: 20000, Band: productapi.InStock, Picture: "/s.svg", PicturePNG: "/s.png"},
			{SKU: "rosas-d", Size: productapi.Deluxe, PriceCLP: 30000, Band: productapi.InStock, Picture: "/d.svg", PicturePNG: "/d.png"},
		},
	}}
	r := newRig(t, func(o *web.Options) {
		router := contract.NewRouter("shelf", guests{}, slog.New(slog.DiscardHandler), nil)
		sh.routes(router)
		conn := contract.Join("shelf", router, pagesToken)
		for i, b := range o.Services {
			if b.Name == "product-service" || b.Name == "review-service" {
				o.Services[i].Conn = conn
			}
		}
	})
	site := web.NewSite(r.site.Options)
	Mount(site)
	r.site = site
	r.browser = newBrowser(t, site)
	return r, sh
}

func (sh *shelf) tag(*contract.None) string { return fmt.Sprintf(`"%d"`, sh.version) }

func (sh *shelf) routes(r *contract.Router) {
	contract.HandleCached(r, productapi.Vocabulary, func(*contract.None) string { return `"1"` }, vocabulary)
	contract.HandleCached(r, productapi.AddOns, func(*contract.None) string { return `"1"` }, func(context.Context, *contract.None) (*contract.List[productapi.Product], error) {
		vase := productapi.Product{Slug: "florero", Kind: productapi.KindAddOn, Name: productapi.Text{ES: "Florero", EN: "Vase"}, Variants: []productapi.Variant{{SKU: "florero", PriceCLP: 9000, Band: productapi.InStock}}}
		return contract.Listed([]productapi.Product{vase}, 1, contract.Paging{}), nil
	})
	contract.HandleCached(r, productapi.Get, func(*productapi.BySlug) string { return sh.tag(nil) }, func(_ context.Context, in *productapi.BySlug) (*productapi.Product, error) {
		if in.Slug != sh.rosas.Slug {
			return nil, problem.NotFound("product_not_found")
		}
		p := sh.rosas
		return &p, nil
	})
	contract.HandleCached(r, productapi.List, func(*productapi.ListInput) string { return sh.tag(nil) }, func(context.Context, *productapi.ListInput) (*productapi.Listing, error) {
		return &productapi.Listing{Total: 1, Page: 1, Limit: 24, Items: []productapi.Card{{
			Slug: sh.rosas.Slug, Name: sh.rosas.Name, Occasions: sh.rosas.Occasions, PriceCLP: 20000, Band: productapi.InStock, PrepMinutes: sh.rosas.PreparationMinutes,
		}}}, nil
	})
	contract.Handle(r, productapi.Stock, func(context.Context, *productapi.BySlug) (*contract.List[productapi.Availability], error) {
		return contract.Listed([]productapi.Availability{{SKU: "rosas", Available: sh.left}, {SKU: "rosas-d", Available: 40}}, 2, contract.Paging{}), nil
	})
	contract.Handle(r, reviewapi.List, func(context.Context, *reviewapi.ListInput) (*contract.List[reviewapi.Review], error) {
		sh.asked++
		return contract.Listed(sh.opinions, len(sh.opinions), contract.Paging{}), nil
	})
}

// rate publishes an opinion, and tells the catalogue its rating.
func (sh *shelf) rate(text string, at time.Time) {
	sh.opinions = append(sh.opinions, reviewapi.Review{Rating: 5, Text: text, Author: "Ana S.", Created: at})
	sh.rosas.Rating = productapi.Rating{Average: 5, Count: len(sh.opinions)}
	sh.version++
}

// get reads a page as somebody without cookies.
func (r *rig) get(t testing.TB, path string) string {
	b := newBrowser(t, r.site)
	b.open(path)
	if b.page.status != http.StatusOK {
		t.Fatalf("%s answers %d", path, b.page.status)
	}
	return b.page.html
}
