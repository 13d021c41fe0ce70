package search

// Search returns the page of products that a query asks for. Any text is a query; one without words
// asks for everything. The same query on the same catalogue gets the same answer.
func (ix *Index) Search(q Query) Result {
	s := ix.borrow()
	defer ix.giveBack(s)

	var result Result
	found := ix.shown
	var groups []group
	if question := ix.parse(q.Text, q.Lang, false, s); len(question.slots) > 0 {
		ix.correct(&question, s)
		groups = ix.groups(&question, s)
		found, result.Partial = matching(groups, s)
		result.Corrected = question.text()
	}
	filters := ix.filters(q, s)
	chosen := filters.apply(found, -1, s)
	s.packed.pack(chosen)
	result.Total = s.packed.size
	result.Facets = ix.facets(found, filters, groups == nil && filters.none(), s)

	skip, take := q.window(result.Total)
	hits := make([]uint32, 0, take)
	if order, ok := ix.orders[q.Sort]; ok {
		hits = order.page(chosen, result.Total, skip, take, hits)
	} else if groups != nil {
		hits = ix.ranked(groups, chosen, skip, take, hits, s)
	} else {
		hits = firstOf(chosen, skip, take, hits)
	}
	result.Hits = make([]int, len(hits))
	for i, doc := range hits {
		result.Hits[i] = int(ix.position[doc])
	}
	return result
}

// firstOf appends members of set from number skip on, take of them, by their numbers.
func firstOf(set bitset, skip, take int, hits []uint32) []uint32 {
	r := ranking{skip: skip, take: take, hits: hits}
	if take > 0 {
		r.collect(set)
	}
	return r.hits
}

// The filters of a query; a nil set does not filter.
const (
	byCategory = iota
	byOccasion
	byColour
	byFlower
	byPrice
	filterCount
)

type filterSets [filterCount]bitset

func (ix *Index) filters(q Query, s *scratch) *filterSets {
	f := &filterSets{
		byCategory: ix.category.filter(q.Category, ix.none),
		byOccasion: ix.occasion.filter(q.Occasion, ix.none),
		byColour:   ix.colour.filter(q.Colour, ix.none),
		byFlower:   ix.flower.filter(q.Flower, ix.none),
	}
	if q.MinPriceCLP > 0 || q.MaxPriceCLP > 0 {
		f[byPrice] = s.empty()
		ix.pricing.filter(q.MinPriceCLP, q.MaxPriceCLP, f[byPrice])
	}
	return f
}

// none tells whether nothing is filtered.
func (f *filterSets) none() bool {
	for _, set := range f {
		if set != nil {
			return false
		}
	}
	return true
}

// apply returns the members of found that pass all the filters but one.
func (f *filterSets) apply(found bitset, except int, s *scratch) bitset {
	passed := s.dirty()
	copy(passed, found)
	for i, set := range f {
		if set != nil && i != except {
			passed.and(set)
		}
	}
	return passed
}

// facets counts the values of the members of found that pass the filters; s.packed holds those that
// pass them all, and something else afterwards. Of everything that is shown the counts are known.
func (ix *Index) facets(found bitset, filters *filterSets, everything bool, s *scratch) Facets {
	facets := [filterCount]*facet{
		byCategory: &ix.category, byOccasion: &ix.occasion, byColour: &ix.colour, byFlower: &ix.flower,
		byPrice: &ix.pricing.bands,
	}
	var result Facets
	count := func(filter int) {
		f := facets[filter]
		counts := f.totals
		if !everything {
			s.counts = f.count(&s.packed, s.counts)
			counts = s.counts
		}
		switch filter {
		case byCategory:
			result.Category = f.ranked(counts)
		case byOccasion:
			result.Occasion = f.ranked(counts)
		case byColour:
			result.Colour = f.ranked(counts)
		case byFlower:
			result.Flower = f.ranked(counts)
		case byPrice:
			result.Price = ix.pricing.ranked(counts)
		}
	}
	for filter := range facets {
		if filters[filter] == nil {
			count(filter)
		}
	}
	for filter := range facets {
		if filters[filter] != nil {
			s.packed.pack(filters.apply(found, filter, s))
			count(filter)
		}
	}
	return result
}
