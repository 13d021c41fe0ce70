package product

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func (s *Service) termsTag(*contract.None) string {
	if now := s.catalogue.now.Load(); now != nil {
		return now.shelf.termsTag
	}
	return ""
}

func (s *Service) categories(context.Context, *contract.None) (*contract.List[productapi.Category], error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	return whole(now.terms.Categories), nil
}

func (s *Service) occasions(context.Context, *contract.None) (*contract.List[productapi.Occasion], error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	return whole(now.terms.Occasions), nil
}

func (s *Service) vocabulary(context.Context, *contract.None) (*productapi.Terms, error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	return &now.terms, nil
}

// ensureTerms gives a new shop the usual categories, occasions, colours and flowers.
func (s *Service) ensureTerms(ctx context.Context) error {
	t, err := s.store.Terms(ctx)
	if err != nil || t.Rev > 0 {
		return err
	}
	return ignoreStale(s.store.SaveTerms(ctx, 0, termsOf(demo.Catalogue())))
}

func termsOf(d demo.Data) Terms {
	var t Terms
	for _, c := range d.Categories {
		t.Categories = append(t.Categories, productapi.Term{Slug: c.Slug, Name: productapi.Text(c.Name)})
	}
	for _, o := range d.Occasions {
		t.Occasions = append(t.Occasions, Occasion{Term: productapi.Term{Slug: o.Slug, Name: productapi.Text(o.Name)}, Tissue: o.Tissue.Name})
	}
	for _, c := range d.Colours {
		t.Colours = append(t.Colours, productapi.Term{Slug: c.Slug, Name: productapi.Text(c.Name)})
	}
	for _, f := range d.Flowers {
		t.Flowers = append(t.Flowers, productapi.Term{Slug: f.Slug, Name: productapi.Text(f.Name)})
	}
	return t
}
