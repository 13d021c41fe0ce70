package ui

// Line is a line of the bag, or of an order when it cannot be changed.
type Line struct {
	Href     string
	Name     string
	Detail   string // "grande, 18 rosas"
	When     string // "mié 25, 9 a 12 h"
	Picture  Picture
	Tissue   Tissue
	Quantity int
	PriceCLP int64  // of one
	TotalCLP int64  // of the line
	Problem  string // a sentence: "subió a $47.000", "quedan 2"

	// Action is where quantity and removal are posted with Fields; empty: fixed.
	Action string
	ID     string // makes the boxes' ids unique: the SKU
	Max    int    // 0: 99
	Fields []Pair
	// Remove is the address of removal, by POST; empty: none.
	Remove string
	// ToWishlist is the address that keeps it for later; empty: none.
	ToWishlist string
}

// Total is a line under an order: goods, discount, delivery, total.
type Total struct {
	Text   string
	CLP    int64
	Shown  string // instead of the amount: "gratis", "según comuna"
	Strong bool
	Note   string // "incluye $7.183 de IVA"
}

func (l Line) max() int {
	if l.Max == 0 {
		return 99
	}
	return l.Max
}

func (l Line) quantityID() string { return "n-" + l.ID }
