package search

import "sync"

// Index answers searches over one state of the catalogue. It is immutable and safe for concurrent
// use. Build makes it; the zero Index does not work.
type Index struct {
	size      int      // products
	all, none bitset   // every product, and no product
	shown     bitset   // every product but those that words alone find
	position  []uint32 // of each product in the slice given to Build
	names     [][2]string
	// nameWords[n] are the products whose name in some language has n+1 words, stop words aside.
	nameWords [MaxQueryWords]bitset

	vocabulary *vocabulary
	postings   []postings // by term
	thesaurus  *thesaurus

	category, occasion, colour, flower facet
	pricing                            *pricing
	orders                             map[Sort]order
	topics                             []topic

	scratch sync.Pool // of *scratch
}

// Len returns the number of products, those included that words alone find.
func (ix *Index) Len() int { return ix.size }

// scratch is the working memory of one search.
type scratch struct {
	size   int // of a bitset, in words
	sets   []bitset
	used   int
	counts []int
	packed packed
	speller
}

func (ix *Index) borrow() *scratch {
	return ix.scratch.Get().(*scratch)
}

// giveBack must be called once nothing of the search is in use any more.
func (ix *Index) giveBack(s *scratch) {
	s.used = 0
	ix.scratch.Put(s)
}

// empty returns an empty bitset, valid until the scratch is given back.
func (s *scratch) empty() bitset {
	b := s.dirty()
	clear(b)
	return b
}

// dirty is empty for one who overwrites all of it.
func (s *scratch) dirty() bitset {
	if s.used == len(s.sets) {
		s.sets = append(s.sets, make(bitset, s.size))
	}
	s.used++
	return s.sets[s.used-1]
}

func (s *scratch) ladder() *ladder {
	var l ladder
	for i := range l {
		l[i] = s.empty()
	}
	return &l
}
