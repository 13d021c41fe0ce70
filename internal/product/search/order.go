package search

import (
	"cmp"
	"slices"
	"strings"
)

// order is one way to sort the whole catalogue.
type order struct {
	docs []uint32 // product numbers in this order
	rank []uint32 // the place of each product in docs
}

// tieOrder returns the positions of docs in the order that settles all ties; products are numbered
// by it.
func tieOrder(docs []Doc) []uint32 {
	names := make([]string, len(docs))
	positions := make([]uint32, len(docs))
	for i := range docs {
		names[i], positions[i] = fold(docs[i].Name[Spanish]), uint32(i)
	}
	slices.SortFunc(positions, func(i, j uint32) int {
		a, b := &docs[i], &docs[j]
		return cmp.Or(
			first(a.Available, b.Available),
			first(a.Featured, b.Featured),
			strings.Compare(names[i], names[j]),
			strings.Compare(a.ID, b.ID),
			cmp.Compare(i, j),
		)
	})
	return positions
}

// first orders true before false.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// newOrder sorts the numbered docs; equals stay in the order of their numbers.
func newOrder(docs []*Doc, compare func(a, b *Doc) int) order {
	o := order{docs: make([]uint32, len(docs)), rank: make([]uint32, len(docs))}
	for i := range o.docs {
		o.docs[i] = uint32(i)
	}
	slices.SortStableFunc(o.docs, func(i, j uint32) int { return compare(docs[i], docs[j]) })
	for place, doc := range o.docs {
		o.rank[doc] = uint32(place)
	}
	return o
}

func newOrders(docs []*Doc) map[Sort]order {
	return map[Sort]order{
		PriceAsc:  newOrder(docs, func(a, b *Doc) int { return cmp.Compare(a.MinPriceCLP, b.MinPriceCLP) }),
		PriceDesc: newOrder(docs, func(a, b *Doc) int { return cmp.Compare(b.MinPriceCLP, a.MinPriceCLP) }),
		Newest:    newOrder(docs, func(a, b *Doc) int { return b.Created.Compare(a.Created) }),
		Rating: newOrder(docs, func(a, b *Doc) int {
			return cmp.Or(
				cmp.Compare(b.RatingAverage, a.RatingAverage),
				cmp.Compare(b.RatingCount, a.RatingCount),
			)
		}),
	}
}

// page appends the members of set from number skip on, take of them, in this order. size is the
// number of members.
func (o order) page(set bitset, size, skip, take int, hits []uint32) []uint32 {
	if take == 0 {
		return hits
	}
	const sortCost = 16 // sorting a member costs about as much as looking at this many products
	if size*sortCost < len(o.docs) {
		places := make([]uint32, 0, size)
		set.each(func(doc uint32) bool {
			places = append(places, o.rank[doc])
			return true
		})
		slices.Sort(places)
		for _, place := range places[skip : skip+take] {
			hits = append(hits, o.docs[place])
		}
		return hits
	}
	for _, doc := range o.docs {
		if !set.has(doc) {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		hits = append(hits, doc)
		if take--; take == 0 {
			break
		}
	}
	return hits
}
