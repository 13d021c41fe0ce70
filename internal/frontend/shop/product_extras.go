package shop

import (
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type addOn struct {
	SKU, Name, Note string
	PriceCLP        int64
	Picture         ui.Picture
	SoldOut         bool
}

// addOns are what is sold beside flowers.
func addOns(v *web.Visit, list *contract.List[productapi.Product]) []addOn {
	out := make([]addOn, len(list.Items))
	for i, a := range list.Items {
		x := a.Variants[0]
		out[i] = addOn{SKU: x.SKU, Name: a.Name.In(v.Lang()), PriceCLP: x.PriceCLP, Picture: ui.Picture{Src: x.Picture}, SoldOut: x.Band == productapi.SoldOut}
		if a.AdultOnly {
			out[i].Note = v.Words.T("product.adult")
		}
	}
	return out
}
