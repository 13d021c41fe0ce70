package cart

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// priced is what product-service said of the SKUs it was asked for; one that it
// does not know is there as nil.
type priced map[string]*productapi.Snapshot

// prices asks for all SKUs in one call, and not at all for none.
func (s *Service) prices(ctx context.Context, skus []string) (priced, error) {
	all := make(priced, len(skus))
	for _, sku := range skus {
		all[sku] = nil
	}
	if len(all) == 0 {
		return all, nil
	}
	in := productapi.PricesInput{}
	for sku := range all {
		in.Body.SKUs = append(in.Body.SKUs, sku)
	}
	slices.Sort(in.Body.SKUs)
	out, err := productapi.Prices.Call(ctx, s.product, &in)
	if err != nil {
		return nil, unpriced(err)
	}
	for i := range out.Items {
		all[out.Items[i].SKU] = &out.Items[i]
	}
	return all, nil
}

// unpriced is 503 whatever ails product-service, and a fault of ours when it
// refused the question.
func unpriced(err error) error {
	switch p, ok := problem.From(err); {
	case !ok:
		return fmt.Errorf("price the cart: %w", err)
	case p.Status < http.StatusInternalServerError:
		return fmt.Errorf("price the cart: refused: %v", err)
	}
	return fmt.Errorf("price the cart: %v: %w", err, problem.Unavailable("service_unavailable"))
}

// sold tells whether the SKU can be added: it is known and on the shelf. Being
// sold out or out of season is a problem that the cart shows.
func (p priced) sold(sku string) bool { return p[sku] != nil && p[sku].Active }

// clp is today's price, or 0 when nobody knows it.
func (p priced) clp(sku string) int64 {
	if p[sku] == nil {
		return 0
	}
	return p[sku].PriceCLP
}

// cover tells whether all SKUs were asked for.
func (p priced) cover(skus []string) bool {
	return !slices.ContainsFunc(skus, func(sku string) bool {
		_, asked := p[sku]
		return !asked
	})
}
