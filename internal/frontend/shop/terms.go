package shop

import (
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// terms are the catalogue's words, for one visit. The answer behind them is cached
// and shared: nothing here may be changed.
type terms struct{ *productapi.Terms }

func askTerms(v *web.Visit) (terms, error) {
	t, err := web.Call(v, productapi.Vocabulary, &contract.None{})
	return terms{t}, err
}

// tissue is the ground of a product: its first occasion's.
func (t terms) tissue(occasions []string) ui.Tissue {
	if len(occasions) == 0 {
		return ui.Plain
	}
	for _, o := range t.Occasions {
		if o.Slug == occasions[0] {
			return ui.TissueOf(o.Tissue)
		}
	}
	return ui.Plain
}

func (t terms) category(slug string) (productapi.Category, bool) {
	for _, c := range t.Categories {
		if c.Slug == slug {
			return c, true
		}
	}
	return productapi.Category{}, false
}

func (t terms) occasion(slug string) (productapi.Occasion, bool) {
	for _, o := range t.Occasions {
		if o.Slug == slug {
			return o, true
		}
	}
	return productapi.Occasion{}, false
}

// name is the word for a value of a facet.
func (t terms) name(facet, slug, lang string) string {
	switch facet {
	case "category":
		if c, ok := t.category(slug); ok {
			return c.Name.In(lang)
		}
	case "occasion":
		if o, ok := t.occasion(slug); ok {
			return o.Name.In(lang)
		}
	case "color":
		return termName(t.Colours, slug, lang)
	case "flower":
		return termName(t.Flowers, slug, lang)
	}
	return slug
}

func termName(list []productapi.Term, slug, lang string) string {
	for _, x := range list {
		if x.Slug == slug {
			return x.Name.In(lang)
		}
	}
	return slug
}

// occasionRow is the row of tissues under the home page's picture.
func (t terms) occasionRow(lang, current string, limit int) []ui.Occasion {
	var row []ui.Occasion
	for _, o := range t.Occasions {
		if o.Count == 0 {
			continue
		}
		if limit > 0 && len(row) == limit {
			break
		}
		row = append(row, ui.Occasion{Href: "/ocasiones/" + o.Slug, Text: o.Name.In(lang), Tissue: ui.TissueOf(o.Tissue), Current: o.Slug == current})
	}
	return row
}
