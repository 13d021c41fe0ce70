package product

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/product/search"
)

// suggestions is how many a customer sees while typing.
const suggestions = 8

func (s *Service) listTag(*productapi.ListInput) string {
	if now := s.catalogue.now.Load(); now != nil {
		return now.listTag
	}
	return ""
}

// list searches and filters the shelf.
func (s *Service) list(_ context.Context, in *productapi.ListInput) (*productapi.Listing, error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	index, at := now.all, now.allAt
	if in.Featured {
		index, at = now.featured, now.starAt
	}
	found := index.Search(search.Query{
		Text: in.Q, Lang: in.Lang, Category: in.Category, Occasion: in.Occasion, Colour: in.Colour, Flower: in.Flower,
		MinPriceCLP: in.MinPriceCLP, MaxPriceCLP: in.MaxPriceCLP, Sort: sorting(in.Sort), Page: in.Page, Limit: in.Size(),
	})
	out := &productapi.Listing{
		Items: make([]productapi.Card, len(found.Hits)), Total: found.Total, Page: max(in.Page, 1), Limit: in.Size(),
		Facets: facets(found.Facets), Corrected: found.Corrected, Partial: found.Partial,
	}
	for i, hit := range found.Hits {
		out.Items[i] = now.items[at[hit]].card
	}
	return out, nil
}

func sorting(s string) search.Sort {
	switch s {
	case "price":
		return search.PriceAsc
	case "price_desc":
		return search.PriceDesc
	case "newest":
		return search.Newest
	case "rating":
		return search.Rating
	}
	return search.Relevance
}

func facets(f search.Facets) productapi.Facets {
	out := productapi.Facets{
		Category: counts(f.Category), Occasion: counts(f.Occasion), Colour: counts(f.Colour), Flower: counts(f.Flower),
		Price: make([]productapi.PriceBand, len(f.Price)),
	}
	for i, b := range f.Price {
		out.Price[i] = productapi.PriceBand{MinCLP: b.MinCLP, MaxCLP: b.MaxCLP, Count: b.Count}
	}
	return out
}

func counts(list []search.ValueCount) []productapi.Count {
	out := make([]productapi.Count, len(list))
	for i, v := range list {
		out[i] = productapi.Count{Value: v.Value, Count: v.Count}
	}
	return out
}

func (s *Service) productTag(in *productapi.BySlug) string {
	if now := s.catalogue.now.Load(); now != nil {
		if it := now.bySlugListed(in.Slug); it != nil {
			return it.tag
		}
	}
	return ""
}

// get answers one product, which the answers share: nobody changes it.
func (s *Service) get(_ context.Context, in *productapi.BySlug) (*productapi.Product, error) {
	it, err := s.listedItem(in.Slug)
	if err != nil {
		return nil, err
	}
	return &it.product, nil
}

func (s *Service) listedItem(slug string) (*item, error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	it := now.bySlugListed(slug)
	if it == nil {
		return nil, problem.NotFound("product_not_found")
	}
	return it, nil
}

func (s *Service) suggestTag(*productapi.SuggestInput) string {
	if now := s.catalogue.now.Load(); now != nil {
		return now.suggestionsTag
	}
	return ""
}

// suggest completes what is being typed.
func (s *Service) suggest(_ context.Context, in *productapi.SuggestInput) (*productapi.Suggestions, error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	found := now.all.Suggest(in.Q, in.Lang, suggestions)
	out := &productapi.Suggestions{Items: make([]productapi.Suggestion, len(found))}
	for i, f := range found {
		out.Items[i] = productapi.Suggestion{Text: f.Text, Kind: string(f.Kind), Slug: f.Value}
		if f.Kind == search.KindProduct {
			out.Items[i].Slug = now.items[now.allAt[f.Hit]].record.Slug
		}
	}
	return out, nil
}

func (s *Service) addOnsTag(*contract.None) string {
	if now := s.catalogue.now.Load(); now != nil {
		return now.listTag
	}
	return ""
}

// addOns lists what is sold beside flowers, the cheapest first.
func (s *Service) addOns(context.Context, *contract.None) (*contract.List[productapi.Product], error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	items := make([]productapi.Product, len(now.shelf.addOns))
	for i, at := range now.shelf.addOns {
		items[i] = now.items[at].product
	}
	return whole(items), nil
}

// whole is a list that is all on one page.
func whole[T any](items []T) *contract.List[T] {
	return contract.Listed(items, len(items), contract.Paging{Page: 1, Limit: len(items)})
}
