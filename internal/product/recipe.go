package product

import (
	"slices"

	"floresvictoria.cl/flores/internal/product/drawing"
)

// recipeFor draws a product that staff entered: a bouquet of its flowers in its
// colours. What it already stands in stays.
func recipeFor(r *Record) drawing.Recipe {
	recipe := r.Recipe
	if recipe.Body == "" {
		recipe.Body, recipe.Wrap, recipe.Ribbon, recipe.Foliage = "bouquet", "cream", "ink", []string{"eucalyptus"}
	}
	recipe.Seed, recipe.Blooms = r.Slug, nil
	for _, flower := range r.Flowers {
		if spray, ok := sprayDrawn[flower]; ok && !slices.Contains(recipe.Foliage, spray) {
			recipe.Foliage = append(slices.Clone(recipe.Foliage), spray)
		}
	}
	flowers, colours := known(r.Flowers, flowerDrawn, "rose"), known(r.Colours, colourDrawn, "pink")
	kinds := max(len(flowers), len(colours))
	for i := range kinds {
		recipe.Blooms = append(recipe.Blooms, drawing.Bloom{
			Flower: flowers[i%len(flowers)], Colour: colours[i%len(colours)], Count: max(2, bloomsDrawn/kinds),
		})
	}
	return recipe
}

// bloomsDrawn fill a standard bouquet.
const bloomsDrawn = 12

func known(slugs []string, drawn map[string]string, otherwise string) []string {
	var names []string
	for _, slug := range slugs {
		if name, ok := drawn[slug]; ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return []string{otherwise}
	}
	return names
}

// flowerDrawn and colourDrawn lead from the shop's words to those of drawings.
var flowerDrawn = map[string]string{
	"rosa": "rose", "tulipan": "tulip", "girasol": "sunflower", "lirio": "lily", "orquidea": "orchid", "clavel": "carnation",
	"astromelia": "alstroemeria", "gerbera": "gerbera", "crisantemo": "chrysanthemum", "margarita": "daisy",
	"hortensia": "hydrangea", "peonia": "peony", "ranunculo": "ranunculus", "cala": "calla", "anturio": "anthurium",
	"espatifilo": "spathe", "lavanda": "lavender", "kalanchoe": "kalanchoe", "suculenta": "rosette", "cactus": "cactus",
}

// sprayDrawn are the flowers that are drawn as foliage is.
var sprayDrawn = map[string]string{"gypsophila": "gypsophila", "limonium": "statice", "flor-de-cera": "wax"}

var colourDrawn = map[string]string{
	"rojo": "red", "rosado": "pink", "fucsia": "fuchsia", "coral": "coral", "naranjo": "orange", "amarillo": "yellow",
	"blanco": "white", "lila": "lilac", "morado": "purple", "celeste": "sky", "azul": "blue", "verde": "green", "cafe": "terra",
}
