package shop

import (
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// answers is what a product's page is drawn from for everybody: shared answers, which
// keep their address while they stay the same, and the counts, which are read anew.
type answers struct {
	product  *productapi.Product
	words    *productapi.Terms
	zones    *contract.List[orderapi.Zone]      // nil: they could not be had
	addOns   *contract.List[productapi.Product] // nil: nothing is sold on top of a condolence, or of an add-on
	opinions *contract.List[reviewapi.Review]   // nil: there are none
	counts   string                             // of the sizes, as far as the page tells them apart
}

type askedProduct struct {
	answers
	terms  terms
	tissue ui.Tissue
	stock  []productapi.Availability
	whole  bool // no part had to be left out
}

// askProduct asks for all that the page shows, but for the visitor's delivery.
func (s *pages) askProduct(v *web.Visit, slug string) (*askedProduct, error) {
	t, err := askTerms(v)
	if err != nil {
		return nil, err
	}
	a := &askedProduct{terms: t, whole: true}
	a.words = t.Terms
	if a.product, err = web.Call(v, productapi.Get, &productapi.BySlug{Slug: slug}); err != nil {
		return nil, err
	}
	stock, err := web.Call(v, productapi.Stock, &productapi.BySlug{Slug: slug})
	if err != nil {
		return nil, err
	}
	a.stock, a.counts, a.tissue = stock.Items, counts(stock.Items), t.tissue(a.product.Occasions)
	if !a.tissue.Solemn() && a.product.Kind != productapi.KindAddOn {
		if a.addOns, err = web.Call(v, productapi.AddOns, &contract.None{}); err != nil {
			return nil, err
		}
	}
	if a.zones, err = web.Call(v, orderapi.Zones, &contract.None{}); err != nil {
		v.Without("delivery", err)
		a.zones, a.whole = nil, false
	}
	if a.opinions, err = s.opinions.of(v, a.product); err != nil {
		v.Without("opinions", err)
		a.opinions, a.whole = nil, false
	}
	return a, nil
}

// counts writes the counts as the page shows them: the few that are left, or enough.
func counts(stock []productapi.Availability) string {
	var b []byte
	for _, a := range stock {
		n := min(a.Available, fewLeft+1)
		if a.Unlimited {
			n = fewLeft + 1
		}
		b = append(strconv.AppendInt(b, n, 10), ' ')
	}
	return string(b)
}
