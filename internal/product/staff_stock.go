package product

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// claimAfter is how old a claim must be that nobody made a product of. A call is
// over within its 10 s.
const claimAfter = 2 * time.Minute

// claim makes the documents of SKUs that are new, before their product is saved:
// whoever makes a SKU's document has the SKU. It refuses one of another product.
// What is sold already stays as it is.
func (s *Service) claim(ctx context.Context, docs Documents, r *Record, variants []productapi.VariantBody) (refusal, err error) {
	shares, err := docs.Shares(ctx, "", r.SKUs())
	if err != nil {
		return nil, err
	}
	there := make(map[string]Share, len(shares))
	for _, sh := range shares {
		if sh.ProductID != r.ID {
			abandoned, err := s.abandoned(ctx, docs, sh)
			if err != nil || !abandoned {
				return problem.Conflict("sku_taken"), err
			}
		}
		there[sh.SKU] = sh
	}
	for _, v := range variants {
		before, known := there[v.SKU]
		if known && before.ProductID == r.ID {
			continue
		}
		next := Share{Stock: newStock(v.SKU, r.ID, v.Stock, v.LowAt, v.Unlimited, s.instant())}
		next.Rev = before.Rev
		if err := s.saveSettings(ctx, docs, before, next); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// abandoned tells whether a SKU was claimed by a call that never came to save its
// product: nothing ever happened to it, and nobody is at work on it any more.
func (s *Service) abandoned(ctx context.Context, docs Documents, sh Share) (bool, error) {
	if sh.Held != 0 || sh.Consumed != 0 || sh.Moved != 0 || !sh.BandAt.Before(s.clock.Now().Add(-claimAfter)) {
		return false, nil
	}
	owner, err := docs.Product(ctx, sh.ProductID)
	if err != nil || owner == nil {
		return owner == nil, err
	}
	return sh.Listed && !slices.Contains(owner.SKUs(), sh.SKU), nil
}

// applySettings brings the settings of a saved product's SKUs up to date, and takes
// those that it no longer has out of the alerts. A call that is cut short here has
// saved the product: its form shows what is left to save again.
func (s *Service) applySettings(ctx context.Context, docs Documents, before *Record, variants []productapi.VariantBody) error {
	settings := make(map[string]func(*Share), 2*len(variants))
	for _, sku := range before.SKUs() {
		settings[sku] = func(sh *Share) { sh.Listed = false }
	}
	for _, v := range variants {
		settings[v.SKU] = func(sh *Share) { sh.LowAt, sh.Unlimited, sh.Listed = v.LowAt, v.Unlimited, true }
	}
	for left := slices.Collect(maps.Keys(settings)); ; {
		shares, err := docs.Shares(ctx, "", left)
		if err != nil {
			return err
		}
		left = nil
		for _, sh := range shares {
			next := sh
			settings[sh.SKU](&next)
			err := s.saveSettings(ctx, docs, sh, next)
			if errors.Is(err, ErrStale) { // a purchase came between
				left = append(left, sh.SKU)
			} else if err != nil {
				return err
			}
		}
		if len(left) == 0 {
			return nil
		}
	}
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
