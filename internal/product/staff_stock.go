package product

import (
	"context"
	"slices"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// saveStocks makes the SKUs that are new and brings the settings of the others
// up to date. It refuses a SKU of another product.
func (s *Service) saveStocks(ctx context.Context, docs Documents, r *Record, variants []productapi.VariantBody) (refusal, err error) {
	shares, err := docs.Shares(ctx, "", r.SKUs())
	if err != nil {
		return nil, err
	}
	there := make(map[string]Share, len(shares))
	for _, sh := range shares {
		if sh.ProductID != r.ID {
			return problem.Conflict("sku_taken"), nil
		}
		there[sh.SKU] = sh
	}
	for _, v := range variants {
		before, known := there[v.SKU]
		next := before
		if !known {
			next = Share{Stock: newStock(v.SKU, r.ID, v.Stock, v.LowAt, v.Unlimited, s.instant())}
		}
		next.LowAt, next.Unlimited, next.Listed = v.LowAt, v.Unlimited, true
		if err := s.saveSettings(ctx, docs, before, next); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// unlist takes the SKUs that a product no longer has out of the alerts.
func (s *Service) unlist(ctx context.Context, docs Documents, before, after *Record) error {
	gone := filter(before.SKUs(), func(sku string) bool { return !slices.Contains(after.SKUs(), sku) })
	shares, err := docs.Shares(ctx, "", gone)
	if err != nil {
		return err
	}
	for _, sh := range shares {
		next := sh
		next.Listed = false
		if err := s.saveSettings(ctx, docs, sh, next); err != nil {
			return err
		}
	}
	return nil
}

// saveSettings writes what changed. A SKU that was made to order may owe more
// than was ever counted: when it gets a count, that is noted as a movement.
func (s *Service) saveSettings(ctx context.Context, docs Documents, before, next Share) error {
	if next == before {
		return nil
	}
	var move *Movement
	if owed := next.Held - next.OnHand; before.Unlimited && !next.Unlimited && owed > 0 {
		move = &Movement{Key: id.New(), Movement: productapi.Movement{
			ID: id.New(), SKU: next.SKU, Quantity: owed, Reason: "count", Note: "made to order until now", At: s.instant(),
		}}
		next = next.moved(move)
	}
	next = next.settled(before, s.instant())
	return docs.SaveShare(ctx, before, next, move, s.alerts(before.Stock, next.Stock)...)
}
