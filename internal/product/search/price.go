package search

import (
	"math"
	"slices"
	"strconv"
)

// pricing filters by price and counts price bands.
type pricing struct {
	ascending []int64  // the products' prices, sorted
	docs      []uint32 // the product of each of those
	edges     []int64
	bands     facet
}

// newPricing takes the prices by product number, and the products ordered by them.
func newPricing(prices []int64, byPrice []uint32, edges []int64, shown bitset) *pricing {
	p := &pricing{
		ascending: make([]int64, len(prices)),
		docs:      byPrice,
		edges:     tidyEdges(edges),
	}
	for i, doc := range byPrice {
		p.ascending[i] = prices[doc]
	}
	for band := range len(p.edges) + 1 {
		p.bands.idOf(strconv.Itoa(band), len(prices))
	}
	for doc, price := range prices {
		band, exact := slices.BinarySearch(p.edges, price)
		if exact {
			band++
		}
		p.bands.sets[band].set(uint32(doc))
	}
	p.bands.finish(shown)
	return p
}

// tidyEdges sorts the edges and leaves out those that no price lies below.
func tidyEdges(edges []int64) []int64 {
	edges = slices.Compact(slices.Sorted(slices.Values(edges)))
	for len(edges) > 0 && edges[0] <= 1 {
		edges = edges[1:]
	}
	return edges
}

// filter puts the products within bounds into set, which is empty before; a bound of 0 is none.
func (p *pricing) filter(least, most int64, set bitset) {
	from, to := 0, len(p.ascending)
	if least > 0 {
		from, _ = slices.BinarySearch(p.ascending, least)
	}
	if most > 0 && most < math.MaxInt64 {
		to, _ = slices.BinarySearch(p.ascending, most+1)
	}
	if from >= to {
		return
	}
	for _, doc := range p.docs[from:to] {
		set.set(doc)
	}
}

func (p *pricing) ranked(counts []int) []BandCount {
	list := make([]BandCount, 0, len(counts))
	for i, count := range counts {
		if count == 0 {
			continue
		}
		band := BandCount{Count: count}
		if i > 0 {
			band.MinCLP = p.edges[i-1]
		}
		if i < len(p.edges) {
			band.MaxCLP = p.edges[i] - 1
		}
		list = append(list, band)
	}
	return list
}
