package wishlist

import (
	"context"
	"slices"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// Refusals.
var (
	errNoSKU  = problem.NotFound("sku_not_found")
	errNoItem = problem.NotFound("item_not_found")
	errFull   = problem.Conflict("wishlist_full")
)

// list shows the caller's list on one page, newest first.
func (s *Service) list(ctx context.Context, _ *contract.None) (*contract.List[wishlistapi.Item], error) {
	v, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	skus := make([]string, len(v.Items))
	for i, it := range v.Items {
		skus[i] = it.SKU
	}
	now, err := s.prices(ctx, skus...)
	if err != nil {
		return nil, err
	}
	items := make([]wishlistapi.Item, len(v.Items))
	for i, it := range v.Items {
		items[i] = shown(it, now[it.SKU])
	}
	return &contract.List[wishlistapi.Item]{Items: items, Total: len(items), Page: 1, Limit: wishlistapi.MaxItems}, nil
}

func shown(it item, p *productapi.Snapshot) wishlistapi.Item {
	out := wishlistapi.Item{SKU: it.SKU, Added: clock.FromMicros(it.Added), Gone: p == nil || !p.Active}
	if p == nil {
		return out
	}
	out.Slug, out.Name, out.Size, out.Occasion, out.Picture, out.PriceCLP = p.Slug, p.Name, p.Size, p.Occasion, p.Picture, p.PriceCLP
	out.Available = p.Active && p.InSeason && (p.Unlimited || p.Available > 0)
	return out
}

// add remembers a SKU that is sold. One that is on the list stays where it is.
func (s *Service) add(ctx context.Context, in *wishlistapi.BySKU) (*contract.None, error) {
	v, err := s.read(ctx)
	if err != nil || v.has(in.SKU) {
		return nil, err
	}
	now, err := s.prices(ctx, in.SKU)
	if err != nil {
		return nil, err
	}
	if p := now[in.SKU]; p == nil || !p.Active {
		return nil, errNoSKU
	}
	added := item{SKU: in.SKU, Added: clock.Micros(s.clock.Now())}
	return nil, s.change(ctx, func(v *value) error {
		switch {
		case v.has(in.SKU):
			return nil
		case len(v.Items) >= wishlistapi.MaxItems:
			return errFull
		}
		v.Items, v.dirty = slices.Insert(v.Items, 0, added), true
		return nil
	})
}

// remove forgets a SKU; one that is not on the list is forgotten.
func (s *Service) remove(ctx context.Context, in *wishlistapi.BySKU) (*contract.None, error) {
	return nil, s.change(ctx, func(v *value) error {
		v.remove(in.SKU)
		return nil
	})
}
