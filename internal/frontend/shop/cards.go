package shop

import (
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// firstScreen is how many pictures of a list load at once.
const firstScreen = 3

// cards draws a page of the catalogue. today tells what can still arrive today.
func cards(v *web.Visit, t terms, items []productapi.Card, today today) []ui.Product {
	lang := v.Lang()
	out := make([]ui.Product, len(items))
	for i := range items {
		c := &items[i]
		p := ui.Product{
			Href: "/producto/" + c.Slug, Name: c.Name.In(lang), Detail: c.Line.In(lang),
			Picture: ui.Picture{Src: c.Picture, Alt: c.Name.In(lang), Eager: i < firstScreen},
			Tissue:  t.tissue(c.Occasions), PriceCLP: c.PriceCLP, WasCLP: c.CompareAtCLP,
			Rating: c.Rating.Average, Ratings: c.Rating.Count,
		}
		switch {
		case c.Band == productapi.SoldOut:
			p.SoldOut, p.Badge = true, v.Words.T("shop.sold_out")
		case today.arrives(c.PrepMinutes):
			p.Badge = v.Words.T("shop.arrives_today")
		}
		out[i] = p
	}
	return out
}
