package search

import "math/bits"

// Scores are added bit-sliced: bit b of the score of product d is in scores[b], at d. Eight words at
// 8 each make 64 at most, which takes scoreBits-1; the highest is for products whose whole name was
// asked for.
const (
	scoreBits = 8
	wholeName = scoreBits - 1
)

type scores [scoreBits]bitset

// score adds up what the groups are worth in each product of found; elsewhere it is undefined.
func (ix *Index) score(groups []group, found bitset, s *scratch) *scores {
	var sc scores
	for b := range sc {
		sc[b] = s.dirty()
	}
	for i, w := range found {
		if w == 0 {
			continue
		}
		var sum [scoreBits]uint64
		for _, g := range groups {
			for level, set := range g.ladder {
				// Level 1 is worth 1, and each further one as much again as all below it.
				b := max(level-1, 0)
				for carry := set[i]; carry != 0; b++ {
					sum[b], carry = sum[b]^carry, sum[b]&carry
				}
			}
		}
		for b := range sum {
			sc[b][i] = sum[b]
		}
	}
	copy(sc[wholeName], ix.wholeNames(groups, found, s))
	return &sc
}

// wholeNames returns the products of found whose name is made of the query's words alone.
func (ix *Index) wholeNames(groups []group, found bitset, s *scratch) bitset {
	whole := s.dirty()
	copy(whole, found)
	words := 0
	for _, g := range groups {
		words += g.words
		whole.and(g.ladder[levels-1])
	}
	whole.and(ix.nameWords[words-1])
	return whole
}

// ranked appends members of found from number skip on, take of them, the highest scores first and
// equal ones by their numbers. Where the page lies within those that have every word in their name,
// which nothing but a whole name can surpass, no score is added up.
func (ix *Index) ranked(groups []group, found bitset, skip, take int, hits []uint32, s *scratch) []uint32 {
	r := ranking{skip: skip, take: take, hits: hits}
	if take == 0 {
		return hits
	}
	best := s.dirty()
	copy(best, found)
	for _, g := range groups {
		best.and(g.ladder[levels-1])
	}
	if best.count() >= skip+take {
		whole := ix.wholeNames(groups, found, s)
		r.enterOrSkip(whole, whole.count(), -1)
		if r.take > 0 {
			best.without(whole)
			r.collect(best)
		}
		return r.hits
	}
	r.scores = ix.score(groups, found, s)
	for b := range r.sets {
		r.sets[b] = s.dirty()
	}
	r.enter(found, scoreBits-1)
	return r.hits
}

// ranking collects one page of products, the highest scores first, by splitting sets at one bit of
// the score after another; sets before the page are counted and not entered.
type ranking struct {
	scores     *scores
	sets       [scoreBits]bitset // the part entered at each bit
	skip, take int
	hits       []uint32
}

func (r *ranking) enter(set bitset, bit int) {
	if bit < 0 {
		r.collect(set)
		return
	}
	part, slice := r.sets[bit], r.scores[bit]
	n := 0
	for i, w := range set {
		part[i] = w & slice[i]
		n += bits.OnesCount64(part[i])
	}
	r.enterOrSkip(part, n, bit-1)
	if r.take == 0 {
		return
	}
	n = 0
	for i, w := range set {
		part[i] = w &^ slice[i]
		n += bits.OnesCount64(part[i])
	}
	r.enterOrSkip(part, n, bit-1)
}

func (r *ranking) enterOrSkip(part bitset, n, bit int) {
	switch {
	case n == 0:
	case n <= r.skip:
		r.skip -= n
	default:
		r.enter(part, bit)
	}
}

func (r *ranking) collect(set bitset) {
	set.each(func(doc uint32) bool {
		if r.skip > 0 {
			r.skip--
			return true
		}
		r.hits = append(r.hits, doc)
		r.take--
		return r.take > 0
	})
}
