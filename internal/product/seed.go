package product

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// demoLowAt is from where on a demo SKU counts as low.
const demoLowAt = 3

// Seed loads a catalogue into a shop that has none, with one commit where the
// store can, and loads it into the snapshot. A shop that has products, its own or
// these, is left as it is. It may be called at every start, by any number of
// replicas at once.
func (s *Service) Seed(ctx context.Context, d demo.Data) error {
	terms, err := s.store.Terms(ctx)
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	own := terms.Seeded
	if !own {
		if own, err = s.hasOwn(ctx, d); err != nil {
			return fmt.Errorf("seed: %w", err)
		}
	}
	if !own {
		if err := s.seed(ctx, d); err != nil {
			return fmt.Errorf("seed: %w", err)
		}
	}
	return s.Load(ctx)
}

// hasOwn tells whether the shop has a product that is not of d.
func (s *Service) hasOwn(ctx context.Context, d demo.Data) (bool, error) {
	heads, err := s.store.Heads(ctx, time.Time{})
	if err != nil || len(heads) == 0 {
		return false, err
	}
	records, err := s.store.Products(ctx, slices.Collect(maps.Keys(heads)))
	theirs := map[string]bool{}
	for _, p := range d.Products {
		theirs[p.Slug] = true
	}
	for _, a := range d.AddOns {
		theirs[a.Slug] = true
	}
	return slices.ContainsFunc(records, func(r *Record) bool { return !theirs[r.Slug] }), err
}

func (s *Service) seed(ctx context.Context, d demo.Data) error {
	records, stocks := s.seedDocuments(d)
	for {
		err := s.store.Atomically(ctx, func(ctx context.Context, docs Documents) error {
			return seedInto(ctx, docs, records, stocks, termsOf(d))
		})
		if !errors.Is(err, ErrStale) { // stale: another replica seeds too
			return err
		}
	}
}

// seedInto passes over what is there, so that a seeding that was cut short can
// be gone on with; the terms say, last, that all is there.
func seedInto(ctx context.Context, docs Documents, records []*Record, stocks [][]Stock, terms Terms) error {
	before, err := docs.Terms(ctx)
	if err != nil || before.Seeded {
		return err
	}
	for i, r := range records {
		there, err := docs.ProductBySlug(ctx, r.Slug)
		if err != nil {
			return err
		}
		owner := r.ID
		if there != nil {
			owner = there.ID
		}
		for _, st := range stocks[i] {
			st.ProductID = owner
			sh := Share{Stock: st}
			if err := docs.SaveShare(ctx, Share{}, sh.settled(Share{}, st.BandAt), nil); err != nil && !errors.Is(err, ErrTaken) {
				return err
			}
		}
		if there == nil {
			err := docs.SaveProduct(ctx, 0, r)
			if err != nil && !errors.Is(err, ErrTaken) { // taken: by another replica, under the same identifier
				return err
			}
		}
	}
	terms.Seeded = true
	return docs.SaveTerms(ctx, before.Rev, terms)
}

func (s *Service) seedDocuments(d demo.Data) ([]*Record, [][]Stock) {
	now := s.clock.Now().UTC().Truncate(time.Microsecond)
	var records []*Record
	var stocks [][]Stock
	add := func(r *Record, counts []int) {
		// The first of the catalogue is the newest, and no two are of one moment.
		r.Created = now.Add(-time.Duration(len(records)) * time.Hour)
		r.ID, r.Version, r.Active, r.Updated = named("demo", r.Slug), 1, true, r.Created
		levels := make([]Stock, len(counts))
		for i, n := range counts {
			levels[i] = newStock(r.Sizes[i].SKU, r.ID, int64(n), demoLowAt, false, now)
		}
		records, stocks = append(records, r), append(stocks, levels)
	}
	for _, p := range d.Products {
		r := &Record{
			Slug: p.Slug, Kind: productapi.KindFlowers, Name: productapi.Text(p.Name), Line: productapi.Text(p.Line),
			Description: productapi.Text(p.Description), Care: productapi.Text(p.Care), Category: p.Category,
			Occasions: p.Occasions, Colours: p.Colours, Flowers: p.Flowers, Recipe: p.Recipe,
			PreparationMinutes: p.PreparationMinutes, Featured: p.Featured,
		}
		counts := make([]int, len(p.Variants))
		for i, v := range p.Variants {
			r.Sizes = append(r.Sizes, Size{SKU: v.SKU, Size: string(v.Size), Contents: productapi.Text(v.Contents), PriceCLP: v.PriceCLP, CompareAtCLP: v.CompareAtCLP})
			counts[i] = v.Stock
		}
		add(r, counts)
	}
	for _, a := range d.AddOns {
		add(&Record{
			Slug: a.Slug, Kind: productapi.KindAddOn, Name: productapi.Text(a.Name), Line: productapi.Text(a.Description),
			Description: productapi.Text(a.Description), Category: "accesorios", Recipe: a.Recipe, AdultOnly: a.AdultOnly,
			Sizes: []Size{{SKU: a.SKU, Size: productapi.Standard, PriceCLP: a.PriceCLP}},
		}, []int{a.Stock})
	}
	return records, stocks
}

// newStock is the first document of a SKU.
func newStock(sku, productID string, count, lowAt int64, unlimited bool, at time.Time) Stock {
	return Stock{SKU: sku, ProductID: productID, Initial: count, OnHand: count, LowAt: lowAt, Unlimited: unlimited, Listed: true, BandAt: at}
}
