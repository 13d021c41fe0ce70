package shop

import (
	"net/url"
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// bagLines are the cart's lines with their quantities to change.
func bagLines(v *web.Visit, t terms, cart *cartapi.Cart) []ui.Line {
	lines := fixedLines(v, t, cart)
	for i, item := range cart.Items {
		at := "/bolsa/lineas/" + url.PathEscape(item.SKU)
		lines[i].Action, lines[i].Remove = at, at+"/quitar"
		lines[i].Max = mostOf(item)
	}
	return lines
}

// fixedLines are the cart's lines as the checkout repeats them.
func fixedLines(v *web.Visit, t terms, cart *cartapi.Cart) []ui.Line {
	lines := make([]ui.Line, len(cart.Items))
	for i, item := range cart.Items {
		lines[i] = ui.Line{
			ID: item.SKU, Name: item.Name.In(v.Lang()), Detail: sizeText(v, item.Kind == productapi.KindAddOn, item.Size, item.Contents),
			Picture: ui.Picture{Src: item.Picture}, Tissue: occasionTissue(t, item.Occasion),
			Quantity: int(item.Quantity), PriceCLP: item.UnitPriceCLP, TotalCLP: item.TotalCLP, Problem: problemText(v, item.Problems),
		}
		if lines[i].Name == "" {
			lines[i].Name = item.SKU // the product is gone, and its name with it
		}
		if item.Kind == productapi.KindFlowers && item.Slug != "" {
			lines[i].Href = "/producto/" + item.Slug
		}
	}
	return lines
}

// sizeText is "Grande, 18 rosas"; an add-on has no sizes to tell apart.
func sizeText(v *web.Visit, addOn bool, size string, contents productapi.Text) string {
	var parts []string
	if !addOn && v.Words.Has("size."+size) {
		parts = append(parts, v.Words.T("size."+size))
	}
	if c := contents.In(v.Lang()); c != "" {
		parts = append(parts, c)
	}
	return strings.Join(parts, ", ")
}

// problemText says what is wrong with a line.
func problemText(v *web.Visit, problems []cartapi.Problem) string {
	var all []string
	for _, p := range problems {
		params := map[string]string{}
		for name, n := range map[string]int64{"was_clp": p.WasCLP, "now_clp": p.NowCLP, "available": p.Available} {
			if n > 0 {
				params[name] = strconv.FormatInt(n, 10)
			}
		}
		all = append(all, v.Words.Problem(p.Code, params))
	}
	return strings.Join(all, " ")
}

// mostOf is how many of the line there are; 0 is the box's own bound.
func mostOf(item cartapi.Item) int {
	for _, p := range item.Problems {
		if p.Code == cartapi.NotEnough && p.Available > 0 {
			return int(p.Available)
		}
	}
	return 0
}

// cartTissue is the first bouquet's: the pages that sell it take its colour.
func cartTissue(t terms, cart *cartapi.Cart) ui.Tissue {
	for _, item := range cart.Items {
		if item.Kind != productapi.KindAddOn {
			return occasionTissue(t, item.Occasion)
		}
	}
	return ui.Plain
}

func occasionTissue(t terms, occasion string) ui.Tissue {
	if occasion == "" {
		return ui.Plain
	}
	return t.tissue([]string{occasion})
}
