package admin

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// readProduct reads the form. stored is the product as it is, nil for a new one.
// The faults are those of numbers that the contract could not carry.
func readProduct(v *web.Visit, stored *productapi.Product) (productapi.ProductBody, map[string]string) {
	if stored == nil {
		stored = &productapi.Product{}
	}
	faults := map[string]string{}
	text := func(name string) productapi.Text {
		return productapi.Text{ES: v.FormValue(name + "_es"), EN: v.FormValue(name + "_en")}
	}
	number := func(name, pointer string, read func(string) (int64, bool)) int64 {
		value := v.FormValue(name)
		n, ok := read(value)
		if !ok && value != "" {
			faults[pointer] = v.Words.Problem("expected_integer", nil)
		}
		return n
	}
	b := productapi.ProductBody{
		Name: text("name"), Line: text("line"), Description: text("description"), Care: text("care"), Category: v.FormValue("category"),
		Occasions:          ordered(stored.Occasions, ticked(v, "occasions"), v.FormValue("first")),
		Colours:            ordered(stored.Colours, ticked(v, "colours"), ""),
		Flowers:            ordered(stored.Flowers, ticked(v, "flowers"), ""),
		PreparationMinutes: int(number("minutes", "/preparation_minutes", readQuantity)), Featured: v.Checked("featured"),
		Season: productapi.Season{From: v.FormValue("season_from"), Until: v.FormValue("season_until")},
	}
	if b.Category == "" {
		faults["/category"] = v.Words.Problem("required", nil)
	}
	for i, size := range sentSizes(v) {
		at := fmt.Sprintf("/variants/%d", i)
		b.Variants = append(b.Variants, productapi.VariantBody{
			SKU: strings.ToUpper(v.FormValue(size + "_sku")), Size: size, Contents: text(size), Unlimited: v.Checked(size + "_unlimited"),
			PriceCLP: number(size+"_price", at+"/price_clp", readCLP), CompareAtCLP: number(size+"_was", at+"/compare_at_clp", readCLP),
			Stock: number(size+"_stock", at+"/stock", readQuantity), LowAt: number(size+"_low", at+"/low_at", readQuantity),
		})
		for _, needed := range []struct{ name, pointer string }{{size + "_sku", at + "/sku"}, {size + "_price", at + "/price_clp"}} {
			if v.FormValue(needed.name) == "" {
				faults[needed.pointer] = v.Words.Problem("required", nil)
			}
		}
	}
	if len(b.Variants) == 0 {
		faults["/unsold/"+productapi.Standard+"/sku"] = v.Words.T("admin.product.no_size")
	}
	return b, faults
}

// sentSizes are the sizes that the form sells: those with a SKU or a price.
func sentSizes(v *web.Visit) []string {
	var out []string
	for _, size := range ladder {
		if v.FormValue(size+"_sku") != "" || v.FormValue(size+"_price") != "" {
			out = append(out, size)
		}
	}
	return out
}

var amount = regexp.MustCompile(`^\$? ?(\d{1,3}(\.\d{3})+|\d+)$`)

// readCLP reads an amount as people write it: 45000, 45.000 or $45.000. Pesos have
// no decimals: 45.5 is no amount.
func readCLP(s string) (int64, bool) {
	m := amount.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(m[1], ".", ""), 10, 64)
	return n, err == nil
}

// productFaults puts a taken address or SKU beside its field, where one can tell which.
func productFaults(v *web.Visit, err error, b productapi.ProductBody, stored *productapi.Product) (web.Faults, bool) {
	f, ok := v.Faults(err)
	if !ok {
		return f, false
	}
	switch problem.Code(err) {
	case "slug_taken":
		return web.Faults{Fields: map[string]string{"/slug": f.Whole}}, true
	case "sku_taken":
		if i := onlyNewSKU(b, stored); i >= 0 {
			return web.Faults{Fields: map[string]string{fmt.Sprintf("/variants/%d/sku", i): f.Whole}}, true
		}
	case "version_conflict":
		f.Whole = v.Words.T("admin.product.conflict")
	}
	return f, true
}

// onlyNewSKU is the place of the one SKU that the product did not have; -1 when
// there are more, or none.
func onlyNewSKU(b productapi.ProductBody, stored *productapi.Product) int {
	found := -1
	for i, x := range b.Variants {
		if stored != nil && slices.ContainsFunc(stored.Variants, func(s productapi.Variant) bool { return s.SKU == x.SKU }) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}
