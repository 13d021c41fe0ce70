package wishlist

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// maxAsked is how many SKUs product-service prices in one call.
const maxAsked = 100

// prices tells what each SKU is now; one that product-service does not know is missing.
func (s *Service) prices(ctx context.Context, skus ...string) (map[string]*productapi.Snapshot, error) {
	all := make(map[string]*productapi.Snapshot, len(skus))
	for chunk := range slices.Chunk(skus, maxAsked) {
		in := productapi.PricesInput{}
		in.Body.SKUs = chunk
		out, err := productapi.Prices.Call(ctx, s.product, &in)
		if err != nil {
			return nil, neighbour("price the wishlist", err)
		}
		for i := range out.Items {
			all[out.Items[i].SKU] = &out.Items[i]
		}
	}
	return all, nil
}

// neighbour is 503 whatever ails product-service, and a fault of ours when it
// refused the question.
func neighbour(doing string, err error) error {
	switch p, ok := problem.From(err); {
	case !ok:
		return fmt.Errorf("%s: %w", doing, err)
	case p.Status < http.StatusInternalServerError:
		return fmt.Errorf("%s: refused: %v", doing, err)
	}
	return fmt.Errorf("%s: %v: %w", doing, err, problem.Unavailable("service_unavailable"))
}
