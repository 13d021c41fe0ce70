package demo

import (
	"slices"

	"floresvictoria.cl/flores/internal/product/drawing"
)

// Catalogue returns a fresh copy of everything; the caller may change it.
func Catalogue() Data {
	shelves := [][]Product{
		ramos(), arreglos(), rosas(), tulipanes(), girasoles(), lirios(), orquideas(), coronas(),
		condolencias(), plantas(), suculentas(), cajas(), canastos(), novias(), corporativo(), accesorios(),
	}
	d := Data{
		Categories: categories(), Occasions: occasions(),
		Colours: colours(), Flowers: flowers(), AddOns: addOns(),
	}
	for i, shelf := range shelves {
		for _, p := range shelf {
			p.Category = d.Categories[i].Slug
			p.Recipe.Seed = p.Slug
			p.Colours = coloursOf(p.Recipe)
			p.Flowers = flowersOf(p.Recipe)
			d.Products = append(d.Products, p)
		}
	}
	for i := range d.AddOns {
		d.AddOns[i].Recipe.Seed = d.AddOns[i].Slug
	}
	return d
}

// coloursOf lists the colours of the flowers; of the thing itself where none
// blooms, and green for a plant of leaves.
func coloursOf(r drawing.Recipe) []string {
	var out []string
	add := func(paper string) {
		if slug := colourOfPaper(paper); !slices.Contains(out, slug) {
			out = append(out, slug)
		}
	}
	for _, b := range r.Blooms {
		add(b.Colour)
	}
	if len(out) == 0 {
		if r.Body == "plant" || r.Body == "planter" {
			add("green")
		} else {
			add(r.Wrap)
		}
	}
	return out
}

// flowersOf lists what blooms, gypsophila and its like included.
func flowersOf(r drawing.Recipe) []string {
	var out []string
	add := func(kind string) {
		if slug, ok := flowerOfKind(kind); ok && !slices.Contains(out, slug) {
			out = append(out, slug)
		}
	}
	for _, b := range r.Blooms {
		add(b.Flower)
	}
	for _, f := range r.Foliage {
		add(f)
	}
	return out
}
