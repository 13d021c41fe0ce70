package product

import (
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/product/search"
)

// labels give the index the names of terms.
type labels struct{ category, occasion, colour, flower map[string]search.Label }

func newLabels(t Terms) labels {
	occasions := make([]productapi.Term, len(t.Occasions))
	for i, o := range t.Occasions {
		occasions[i] = o.Term
	}
	return labels{labelsOf(t.Categories), labelsOf(occasions), labelsOf(t.Colours), labelsOf(t.Flowers)}
}

func labelsOf(terms []productapi.Term) map[string]search.Label {
	m := make(map[string]search.Label, len(terms))
	for _, t := range terms {
		m[t.Slug] = search.Label{Value: t.Slug, Names: both(t.Name)}
	}
	return m
}

func both(t productapi.Text) [2]string {
	return [2]string{search.Spanish: t.ES, search.English: t.In("en")}
}

// of keeps a value that has no term: it can be filtered by all the same.
func of(m map[string]search.Label, values []string) []search.Label {
	list := make([]search.Label, len(values))
	for i, v := range values {
		l, ok := m[v]
		if !ok {
			l = search.Label{Value: v}
		}
		list[i] = l
	}
	return list
}

// addOn is what goes with flowers as the index reads it: by its name and not by
// the flowers that its description speaks of, and never without a word.
func (l labels) addOn(it *item) search.Doc {
	r := it.record
	return search.Doc{
		ID: r.ID, Name: both(r.Name), Category: of(l.category, []string{r.Category})[0],
		MinPriceCLP: it.minPrice(), Created: r.Created, Available: it.available(), ByWords: true,
	}
}

// doc is a product as the index reads it.
func (l labels) doc(it *item) search.Doc {
	r := it.record
	mean := r.Rating.mean()
	return search.Doc{
		ID: r.ID, Name: both(r.Name), Line: both(r.Line), Description: both(r.Description),
		Category:  of(l.category, []string{r.Category})[0],
		Occasions: of(l.occasion, r.Occasions), Colours: of(l.colour, r.Colours), Flowers: of(l.flower, r.Flowers),
		MinPriceCLP: it.minPrice(), Created: r.Created, RatingAverage: mean.Average, RatingCount: mean.Count,
		Featured: r.Featured, Available: it.available(),
	}
}

// countTerms is what the operations answer: terms with how many products have them.
func countTerms(t Terms, items []*item) productapi.Terms {
	categories, occasions := map[string]int{}, map[string]int{}
	for _, it := range items {
		if !it.listed() || it.record.Kind != productapi.KindFlowers {
			continue
		}
		categories[it.record.Category]++
		for _, o := range it.record.Occasions {
			occasions[o]++
		}
	}
	out := productapi.Terms{
		Categories: make([]productapi.Category, len(t.Categories)), Occasions: make([]productapi.Occasion, len(t.Occasions)),
		Colours: append([]productapi.Term{}, t.Colours...), Flowers: append([]productapi.Term{}, t.Flowers...),
	}
	for i, c := range t.Categories {
		out.Categories[i] = productapi.Category{Slug: c.Slug, Name: c.Name, Count: categories[c.Slug]}
	}
	for i, o := range t.Occasions {
		out.Occasions[i] = productapi.Occasion{Slug: o.Slug, Name: o.Name, Tissue: o.Tissue, Count: occasions[o.Slug]}
	}
	return out
}
