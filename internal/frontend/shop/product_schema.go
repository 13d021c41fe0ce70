package shop

import (
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// schemaProduct is the product as schema.org knows it.
func schemaProduct(v *web.Visit, pr *productapi.Product) map[string]any {
	var offers []any
	for _, x := range pr.Variants {
		state := "https://schema.org/InStock"
		if x.Band == productapi.SoldOut {
			state = "https://schema.org/OutOfStock"
		}
		offers = append(offers, map[string]any{"@type": "Offer", "sku": x.SKU, "price": x.PriceCLP, "priceCurrency": "CLP", "availability": state, "url": v.Absolute("/producto/" + pr.Slug)})
	}
	m := map[string]any{
		"@context": "https://schema.org", "@type": "Product", "name": pr.Name.In(v.Lang()), "description": pr.Description.In(v.Lang()),
		"image": v.Absolute(pr.Variants[0].PicturePNG), "offers": offers,
	}
	if pr.Rating.Count > 0 {
		m["aggregateRating"] = map[string]any{"@type": "AggregateRating", "ratingValue": pr.Rating.Average, "reviewCount": pr.Rating.Count}
	}
	return m
}
