package search

import "time"

// Indexes into the two-language arrays of Doc and Label.
const (
	Spanish = 0
	English = 1
)

// Label is a value that products are filtered by, with the words people know it by.
type Label struct {
	Value string    // as it stands in a Query's filter and in Facets, such as "dia-de-la-madre"
	Names [2]string // Spanish, English; an empty one is read from Value
}

// Doc is one product as the index sees it. Texts are plain text, Spanish first.
type Doc struct {
	ID            string // only settles the order of products equal in everything else
	Name          [2]string
	Line          [2]string // the one-line summary shown in lists
	Description   [2]string
	Category      Label
	Occasions     []Label
	Colours       []Label
	Flowers       []Label
	MinPriceCLP   int64 // the cheapest variant's price
	Created       time.Time
	RatingAverage float64 // 0 while nobody has rated it
	RatingCount   int
	Featured      bool
	Available     bool // in season and not sold out; others are found too, after their equals
	ByWords       bool // found by its words and never shown without any, such as what goes with flowers
}

// Options are what the shop decides about its search.
type Options struct {
	Synonyms Synonyms
	// PriceEdgesCLP are the first prices of the second and later price bands, ascending:
	// {20000, 35000} makes "up to 19.999", "20.000 to 34.999" and "from 35.000".
	PriceEdgesCLP []int64
}

// languageIndex reads a language tag such as "en" or "en-GB"; the shop's own language is the default.
func languageIndex(tag string) int {
	if len(tag) >= 2 && (tag[0]|0x20) == 'e' && (tag[1]|0x20) == 'n' {
		return English
	}
	return Spanish
}
