package product

import (
	"math"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/product/drawing"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Record is a product's document. Stock is not in it: a purchase changes no product.
type Record struct {
	ID                 string            `json:"id"`
	Slug               string            `json:"slug"`
	Kind               string            `json:"kind"`
	Name               productapi.Text   `json:"name"`
	Line               productapi.Text   `json:"line"`
	Description        productapi.Text   `json:"description"`
	Care               productapi.Text   `json:"care"`
	Category           string            `json:"category"`
	Occasions          []string          `json:"occasions"`
	Colours            []string          `json:"colours"`
	Flowers            []string          `json:"flowers"`
	Sizes              []Size            `json:"sizes"`
	Recipe             drawing.Recipe    `json:"recipe"`
	PreparationMinutes int               `json:"preparation_minutes"`
	AdultOnly          bool              `json:"adult_only,omitzero"`
	Featured           bool              `json:"featured,omitzero"`
	Active             bool              `json:"active,omitzero"`
	Season             productapi.Season `json:"season,omitzero"`
	Rating             Rating            `json:"rating,omitzero"`
	Version            int64             `json:"version"` // of what staff write
	Rev                int64             `json:"rev"`     // of every write, ratings included
	Created            time.Time         `json:"created"`
	Updated            time.Time         `json:"updated"`
	Key                string            `json:"key,omitzero"`  // of the request that made it
	Hash               string            `json:"hash,omitzero"` // of that request's body
}

// Size is one step of a product's ladder, sold under its own SKU.
type Size struct {
	SKU          string          `json:"sku"`
	Size         string          `json:"size"`
	Contents     productapi.Text `json:"contents"`
	PriceCLP     int64           `json:"price_clp"`
	CompareAtCLP int64           `json:"compare_at_clp,omitzero"`
}

// Rating is what review-service counted last.
type Rating struct {
	Sum     int64 `json:"sum"`
	Count   int64 `json:"count"`
	Version int64 `json:"version"`
}

// mean has two decimals.
func (r Rating) mean() productapi.Rating {
	if r.Count <= 0 {
		return productapi.Rating{}
	}
	return productapi.Rating{Average: math.Round(float64(r.Sum)*100/float64(r.Count)) / 100, Count: int(r.Count)}
}

// SKUs lists the record's, small to large.
func (r *Record) SKUs() []string {
	skus := make([]string, len(r.Sizes))
	for i := range r.Sizes {
		skus[i] = r.Sizes[i].SKU
	}
	return skus
}

// clone is a copy that can be changed: stored records are shared with the snapshot.
func (r *Record) clone() *Record {
	c := *r
	c.Sizes = slices.Clone(r.Sizes)
	return &c
}

// Terms are the words of the catalogue, one document.
type Terms struct {
	Categories []productapi.Term `json:"categories"`
	Occasions  []Occasion        `json:"occasions"`
	Colours    []productapi.Term `json:"colours"`
	Flowers    []productapi.Term `json:"flowers"`
	// Seeded: the demo catalogue was loaded whole, so a later start does not look again.
	Seeded bool  `json:"seeded,omitzero"`
	Rev    int64 `json:"rev"`
}

// Occasion is a term with the tissue that lies behind its bouquets.
type Occasion struct {
	productapi.Term
	Tissue string `json:"tissue"`
}
