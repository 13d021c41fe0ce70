package ui

import "github.com/a-h/templ"

// Picture is an image with an immutable address. The shop's drawings are 400 × 480,
// which is what a zero width or height means.
type Picture struct {
	Src, Alt      string // an empty Alt is decoration
	Width, Height int
	Eager         bool // of the first screen: loaded at once and first
}

// Product is a bouquet in a list.
type Product struct {
	Href     string
	Name     string
	Detail   string // "12 rosas rojas, eucalipto"
	Picture  Picture
	Tissue   Tissue
	PriceCLP int64
	WasCLP   int64  // 0: no compare-at price
	From     bool   // the price is of the smallest of several sizes
	Badge    string // "llega hoy", "agotado"
	SoldOut  bool
	Rating   float64 // 0: none shown
	Ratings  int
	Attrs    templ.Attributes // of the card: hx-…
}

// Occasion is a cell of the row of occasions, on its own tissue.
type Occasion struct {
	Href, Text string
	Tissue     Tissue
	Current    bool
}

func (p Picture) size() (w, h int) {
	if p.Width == 0 || p.Height == 0 {
		return 400, 480
	}
	return p.Width, p.Height
}

func (p Picture) attrs() templ.Attributes {
	if p.Eager {
		return templ.Attributes{"fetchpriority": "high"}
	}
	return templ.Attributes{"loading": "lazy", "decoding": "async"}
}
