package search

import (
	"cmp"
	"slices"
)

// facet knows which products have each of its values.
type facet struct {
	values []string
	byName map[string]uint32
	sets   []bitset
	totals []int // of all that is shown without words
}

// add gives a product its values; empty ones are none.
func (f *facet) add(doc uint32, docs int, values ...string) {
	for _, value := range values {
		if value != "" {
			f.sets[f.idOf(value, docs)].set(doc)
		}
	}
}

func (f *facet) idOf(value string, docs int) uint32 {
	id, ok := f.byName[value]
	if !ok {
		if f.byName == nil {
			f.byName = map[string]uint32{}
		}
		id = uint32(len(f.values))
		f.byName[value] = id
		f.values = append(f.values, value)
		f.sets = append(f.sets, make(bitset, bitsetSize(docs)))
	}
	return id
}

// finish is called when all products have been added.
func (f *facet) finish(shown bitset) {
	var whole packed
	whole.pack(shown)
	f.totals = f.count(&whole, nil)
}

// filter returns the products with a value; nil means that the value does not filter.
func (f *facet) filter(value string, nothing bitset) bitset {
	if value == "" {
		return nil
	}
	if id, ok := f.byName[value]; ok {
		return f.sets[id]
	}
	return nothing
}

// count writes how many of the products in set have each value into counts.
func (f *facet) count(set *packed, counts []int) []int {
	counts = counts[:0]
	for _, members := range f.sets {
		counts = append(counts, set.countAnd(members))
	}
	return counts
}

// ranked returns the values with a count, the most frequent first, then in alphabetical order.
func (f *facet) ranked(counts []int) []ValueCount {
	n := 0
	for _, count := range counts {
		if count > 0 {
			n++
		}
	}
	list := make([]ValueCount, 0, n)
	for i, count := range counts {
		if count > 0 {
			list = append(list, ValueCount{f.values[i], count})
		}
	}
	slices.SortFunc(list, func(a, b ValueCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list
}
