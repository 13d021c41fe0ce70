package search

// Sort is the order of the hits.
type Sort string

// The orders. Ties in all of them are shown available first, then featured, then by Spanish name.
const (
	Relevance Sort = "relevance" // also any unknown or empty order
	PriceAsc  Sort = "price_asc"
	PriceDesc Sort = "price_desc"
	Newest    Sort = "newest"
	Rating    Sort = "rating" // average, then number of ratings
)

// Bounds on what one query may ask.
const (
	MaxQueryRunes = 100 // of Query.Text; the rest is not read
	MaxQueryWords = 8   // that carry meaning; the rest are not read
	DefaultLimit  = 24
	MaxLimit      = 100
)

// Query is what a customer asks for. The zero Query asks for everything.
type Query struct {
	Text string
	Lang string // "es" or "en": matches in that language rank higher; both are searched

	// Filters by Label.Value; empty does not filter, an unknown value finds nothing.
	Category, Occasion, Colour, Flower string

	// Inclusive bounds on Doc.MinPriceCLP; zero does not bound.
	MinPriceCLP, MaxPriceCLP int64

	Sort  Sort
	Page  int // from 1; anything less means 1
	Limit int // 1 to MaxLimit; anything less means DefaultLimit, anything more MaxLimit
}

// Result is one page of hits and what the whole result holds.
type Result struct {
	Hits   []int // positions in the slice given to Build, best first
	Total  int   // on all pages
	Facets Facets

	// Corrected is the text that was searched in place of the one given, for "showing results
	// for …"; empty if no word was replaced.
	Corrected string
	// Partial says that no product has every word, and that these match the most.
	Partial bool
}

// Facets are counts of the result's products by value. Each facet ignores the filter on itself and
// respects the text and all other filters, so that its counts say what choosing another value would
// give. Values that would give nothing are left out; the most frequent come first.
type Facets struct {
	Category, Occasion, Colour, Flower []ValueCount
	Price                              []BandCount // ascending
}

// ValueCount says how many products have a value.
type ValueCount struct {
	Value string
	Count int
}

// BandCount says how many products cost MinCLP to MaxCLP, both included; MaxCLP is 0 in the last
// band, which has no end.
type BandCount struct {
	MinCLP, MaxCLP int64
	Count          int
}

func (q Query) limit() int {
	switch {
	case q.Limit <= 0:
		return DefaultLimit
	case q.Limit > MaxLimit:
		return MaxLimit
	}
	return q.Limit
}

// window returns the number of hits to skip and to take of total; nothing is taken past the end,
// whatever the page number.
func (q Query) window(total int) (skip, take int) {
	limit := q.limit()
	before := max(q.Page, 1) - 1
	if before > total/limit {
		return total, 0
	}
	skip = before * limit
	return skip, min(limit, total-skip)
}
