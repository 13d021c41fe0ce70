package demo

import (
	"strings"

	"floresvictoria.cl/flores/internal/product/drawing"
)

// Text is the same words in both languages of the shop.
type Text struct {
	ES string `json:"es"`
	EN string `json:"en"`
}

// Data is the whole demonstration catalogue.
type Data struct {
	Categories []Category
	Occasions  []Occasion
	Colours    []Colour
	Flowers    []Flower
	Products   []Product
	AddOns     []AddOn
}

// Category is a shelf of the shop; its slug is its address.
type Category struct {
	Slug string
	Name Text
}

// Occasion is a reason to send flowers and the tissue paper it stands for.
type Occasion struct {
	Slug   string
	Name   Text
	Tissue Tissue
}

// Tissue is the ground behind a picture.
type Tissue struct {
	Name string // names a colour of the identity
	Hex  string // #rrggbb
}

// Colour is what a customer filters by; several papers of a drawing may be one colour.
type Colour struct {
	Slug string
	Name Text
	Hex  string // #rrggbb, a sample
}

// Flower is what a customer filters by.
type Flower struct {
	Slug string
	Name Text
}

// Product is one arrangement, plant or thing.
type Product struct {
	Slug               string
	Category           string
	Name               Text
	Line               Text // one short line: what is in it
	Description        Text
	Care               Text
	Occasions          []string // the first one gives the tissue
	Colours            []string // follow from the recipe
	Flowers            []string // follow from the recipe; empty where nothing blooms
	Variants           []Variant
	PreparationMinutes int
	Featured           bool
	Recipe             drawing.Recipe
}

// Variant is one step of a product's ladder.
type Variant struct {
	Size         drawing.Size
	SKU          string
	PriceCLP     int64
	CompareAtCLP int64 // 0 when the price was never higher
	Stock        int
	Contents     Text // what this size holds: "18 rosas, 50 cm"
}

// AddOn is a thing sold with a product.
type AddOn struct {
	Slug        string
	Name        Text
	Description Text
	SKU         string
	PriceCLP    int64
	Stock       int
	AdultOnly   bool // sold to people of 18 and more only
	Recipe      drawing.Recipe
}

// rung is a step of a ladder as it is written down.
type rung struct {
	price, was int64
	stock      int
	contents   Text
}

func at(price int64, stock int, es, en string) rung {
	return rung{price: price, stock: stock, contents: Text{es, en}}
}

// reduced is a rung that used to cost more.
func reduced(price, was int64, stock int, es, en string) rung {
	return rung{price: price, was: was, stock: stock, contents: Text{es, en}}
}

// ladder names the sizes in order and gives each its SKU: FV-<code>-S, -D, -P.
func ladder(code string, rungs ...rung) []Variant {
	out := make([]Variant, len(rungs))
	for i, r := range rungs {
		out[i] = Variant{
			Size: drawing.Sizes()[i], SKU: "FV-" + code + "-" + "SDP"[i:i+1],
			PriceCLP: r.price, CompareAtCLP: r.was, Stock: r.stock, Contents: r.contents,
		}
	}
	return out
}

// recipe writes a drawing down; its seed is the slug, set with the catalogue.
func recipe(body, wrap, ribbon, foliage string, blooms ...drawing.Bloom) drawing.Recipe {
	return drawing.Recipe{Body: body, Wrap: wrap, Ribbon: ribbon, Foliage: strings.Fields(foliage), Blooms: blooms}
}

func of(flower, colour string, count int) drawing.Bloom {
	return drawing.Bloom{Flower: flower, Colour: colour, Count: count}
}

// words splits slugs by spaces.
func words(s string) []string { return strings.Fields(s) }
