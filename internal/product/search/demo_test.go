package search_test

import (
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/search"
)

// demoDocs is the catalogue that a shop starts with, as the index sees it.
func demoDocs() []search.Doc {
	data := demo.Catalogue()
	names := map[string]demo.Text{}
	for _, c := range data.Categories {
		names["category/"+c.Slug] = c.Name
	}
	for _, o := range data.Occasions {
		names["occasion/"+o.Slug] = o.Name
	}
	for _, c := range data.Colours {
		names["colour/"+c.Slug] = c.Name
	}
	for _, f := range data.Flowers {
		names["flower/"+f.Slug] = f.Name
	}
	label := func(kind, slug string) search.Label {
		name := names[kind+"/"+slug]
		return search.Label{Value: slug, Names: [2]string{name.ES, name.EN}}
	}
	labels := func(kind string, slugs []string) []search.Label {
		var list []search.Label
		for _, slug := range slugs {
			list = append(list, label(kind, slug))
		}
		return list
	}
	var docs []search.Doc
	for _, p := range data.Products {
		d := search.Doc{
			ID:          p.Slug,
			Name:        [2]string{p.Name.ES, p.Name.EN},
			Line:        [2]string{p.Line.ES, p.Line.EN},
			Description: [2]string{p.Description.ES, p.Description.EN},
			Category:    label("category", p.Category),
			Occasions:   labels("occasion", p.Occasions),
			Colours:     labels("colour", p.Colours),
			Flowers:     labels("flower", p.Flowers),
			Featured:    p.Featured,
			Available:   true,
		}
		for i, v := range p.Variants {
			if i == 0 || v.PriceCLP < d.MinPriceCLP {
				d.MinPriceCLP = v.PriceCLP
			}
		}
		docs = append(docs, d)
	}
	return docs
}

func TestGivenTheDemoCatalogueWhenMisspeltThenTheRightProductIsAmongTheFirstFive(t *testing.T) {
	testMisspellings(t, demoDocs())
}

func TestGivenTheDemoCatalogueWhenSearchedAsCustomersDoThenTheFirstHitsAreOfThatKind(t *testing.T) {
	docs := demoDocs()
	s := shop{docs, search.Build(docs, search.Options{Synonyms: search.DefaultSynonyms(), PriceEdgesCLP: priceEdges})}
	is := func(kind, value string) func(d *search.Doc) bool {
		return func(d *search.Doc) bool {
			list := map[string][]search.Label{
				"category": {d.Category}, "occasion": d.Occasions, "colour": d.Colours, "flower": d.Flowers,
			}[kind]
			return slices.ContainsFunc(list, func(l search.Label) bool { return l.Names[search.Spanish] == value })
		}
	}
	for _, c := range []struct {
		text string
		is   []func(d *search.Doc) bool
	}{
		{"rosaz rojas", []func(d *search.Doc) bool{is("flower", "Rosa"), is("colour", "Rojo")}},
		{"red roses", []func(d *search.Doc) bool{is("flower", "Rosa"), is("colour", "Rojo")}},
		{"girasoles", []func(d *search.Doc) bool{is("flower", "Girasol")}},
		{"pésame", []func(d *search.Doc) bool{is("occasion", "Condolencias")}},
		{"flores para mamá", []func(d *search.Doc) bool{is("occasion", "Día de la madre")}},
		{"cumple", []func(d *search.Doc) bool{is("occasion", "Cumpleaños")}},
		{"matrimonio", []func(d *search.Doc) bool{is("occasion", "Boda")}},
		{"bebe", []func(d *search.Doc) bool{is("occasion", "Nacimiento")}},
		{"orkideas", []func(d *search.Doc) bool{is("flower", "Orquídea")}},
		{"tulipan", []func(d *search.Doc) bool{is("flower", "Tulipán")}},
	} {
		r := s.index.Search(search.Query{Text: c.text, Lang: "es", Limit: 3})
		if len(r.Hits) == 0 || r.Partial {
			t.Errorf("%q: %d hits, partial: %v", c.text, len(r.Hits), r.Partial)
		}
		for _, hit := range r.Hits {
			for _, is := range c.is {
				if !is(&docs[hit]) {
					t.Errorf("%q (corrected: %q) finds %q", c.text, r.Corrected, docs[hit].Name[search.Spanish])
				}
			}
		}
	}
}
