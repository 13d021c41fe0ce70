package product

import (
	"context"

	"floresvictoria.cl/flores/internal/product/productapi"
)

// prices tells order, cart and wishlist what SKUs are and cost now. Stock and the
// products' revisions come from the store in one statement: an order is never
// priced from a snapshot. A record whose revision is the stored one is the stored one.
func (s *Service) prices(ctx context.Context, in *productapi.PricesInput) (*productapi.Snapshots, error) {
	offers, err := s.store.Offers(ctx, in.Body.SKUs)
	if err != nil {
		return nil, err
	}
	records, err := s.recordsOf(ctx, offers)
	if err != nil {
		return nil, err
	}
	bySKU := make(map[string]Offer, len(offers))
	for _, o := range offers {
		bySKU[o.SKU] = o
	}
	day := shopDay(s.clock.Now())
	out := &productapi.Snapshots{Items: make([]productapi.Snapshot, 0, len(in.Body.SKUs))}
	for _, sku := range in.Body.SKUs {
		o, ok := bySKU[sku]
		if !ok {
			continue
		}
		if snap, ok := snapshotOf(records[o.ProductID], o.Stock, day); ok {
			out.Items = append(out.Items, snap)
		}
	}
	return out, nil
}

// recordsOf reads, in one more statement, only what the snapshot has not in that revision.
func (s *Service) recordsOf(ctx context.Context, offers []Offer) (map[string]*Record, error) {
	records := make(map[string]*Record, len(offers))
	now := s.catalogue.now.Load()
	var newer []string
	for _, o := range offers {
		if _, seen := records[o.ProductID]; seen {
			continue
		}
		records[o.ProductID] = nil
		if now != nil {
			if i, ok := now.byID[o.ProductID]; ok && now.items[i].record.Rev == o.ProductRev {
				records[o.ProductID] = now.items[i].record
				continue
			}
		}
		newer = append(newer, o.ProductID)
	}
	if len(newer) == 0 {
		return records, nil
	}
	list, err := s.store.Products(ctx, newer)
	for _, r := range list {
		records[r.ID] = r
	}
	return records, err
}

// snapshotOf is false for a SKU that its product no longer has.
func snapshotOf(r *Record, st Stock, day string) (productapi.Snapshot, bool) {
	if r == nil {
		return productapi.Snapshot{}, false
	}
	for _, size := range r.Sizes {
		if size.SKU != st.SKU {
			continue
		}
		svg, _ := pictureAddresses(r, size.Size)
		snap := productapi.Snapshot{
			SKU: size.SKU, ProductID: r.ID, Slug: r.Slug, Kind: r.Kind, Name: r.Name, Size: size.Size, Contents: size.Contents,
			Category: r.Category, PriceCLP: size.PriceCLP, Available: st.Available(), Unlimited: st.Unlimited,
			Active: r.Active, InSeason: inSeason(r.Season, day), AdultOnly: r.AdultOnly, PrepMinutes: r.PreparationMinutes, Picture: svg,
		}
		if len(r.Occasions) > 0 {
			snap.Occasion = r.Occasions[0]
		}
		return snap, true
	}
	return productapi.Snapshot{}, false
}
