package shop

import (
	"net/http"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// homeProducts is the wall under the occasions.
const homeProducts = 12

// homeOccasions is the row's length on the home page.
const homeOccasions = 6

type homePage struct {
	ui.Layout
	Hero      ui.Picture
	Tissue    ui.Tissue
	HeroName  string
	HeroHref  string
	HeroPrice int64
	Ask       []ui.Input
	Wall      templ.Component
}

func (s *pages) home(v *web.Visit) error {
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	list, err := web.Call(v, productapi.List, &productapi.ListInput{Featured: true, Paging: contract.Paging{Limit: homeProducts}})
	if err != nil {
		return err
	}
	today := s.today.of(v)
	from := homeFrom{drawn: drawnFrom(list, t, today), day: i18n.ISO(today.now)}
	from.zones, err = web.Call(v, orderapi.Zones, &contract.None{})
	if err != nil {
		v.Without("delivery", err)
	}
	page := func(string) templ.Component { return homeTempl(s.homePage(v, t, list, today, from)) }
	if err == nil && v.Anonymous() {
		return v.RenderWhole(&s.kept, from, page)
	}
	return v.Render(http.StatusOK, page(""))
}

// homeFrom is what the home page is drawn from: its wall, and the days it offers.
type homeFrom struct {
	drawn
	zones *contract.List[orderapi.Zone] // nil: they could not be had
	day   string
}

func (s *pages) homePage(v *web.Visit, t terms, list *productapi.Listing, today today, from homeFrom) homePage {
	p := homePage{Layout: v.Layout("")}
	p.Description = v.Words.T("home.description")
	p.Canonical = v.Absolute("/")
	p.JSONLD = []any{florist(v)}
	if from.zones != nil {
		p.Ask = askCells(v, from.zones.Items)
	}
	p.Wall = s.kept.Keep("home "+v.Lang(), from.drawn, func() templ.Component {
		return homeWall(t.occasionRow(v.Lang(), "", homeOccasions), cards(v, t, list.Items, today))
	})
	if len(list.Items) > 0 {
		first := list.Items[heroOf(list.Items)]
		p.Hero = ui.Picture{Src: first.Picture, Alt: first.Name.In(v.Lang()), Eager: true}
		p.Tissue, p.HeroName, p.HeroPrice = t.tissue(first.Occasions), first.Name.In(v.Lang()), first.PriceCLP
		p.HeroHref = "/producto/" + first.Slug
		p.OGImage = v.Absolute(first.Picture)
	}
	return p
}

// heroOf chooses the picture of the first screen: what a florist is asked for most, if
// it is among the featured.
func heroOf(items []productapi.Card) int {
	for i, c := range items {
		if c.Category == heroCategory && c.Band != productapi.SoldOut {
			return i
		}
	}
	return 0
}

const heroCategory = "rosas"

// florist is the shop as schema.org knows it.
func florist(v *web.Visit) map[string]any {
	s := v.Site.Shop
	return map[string]any{
		"@context": "https://schema.org", "@type": "Florist", "name": "Flores Victoria", "url": v.Absolute("/"),
		"address":   map[string]string{"@type": "PostalAddress", "streetAddress": s.Address, "addressLocality": "Recoleta", "addressRegion": "Región Metropolitana", "addressCountry": "CL"},
		"telephone": s.Phone, "priceRange": "$$", "currenciesAccepted": "CLP",
	}
}
