package search

import "slices"

// A term's level in a product is the best field that it stands in.
const (
	inDescription = iota + 1
	inLine
	inLabel // category, occasion, colour or flower
	inName
	levels = inName
)

// levelScore is what a word is worth at a level: each level twice the one below.
func levelScore(level int) int { return 1 << (level - 1) }

// ladder holds a set of products for each level: ladder[l] are those at level l+1 or above. Hence
// the union of two ladders is their maximum, and the intersection their minimum, level by level.
type ladder [levels]bitset

// postings are the products that a term stands in: a ladder where they are many, else a list of
// doc<<2 | level-1, ascending.
type postings struct {
	list      []uint32
	dense     *ladder
	prominent bool // some product has it in a name or label
}

// denseShare is the part of the catalogue from which a term has a ladder of its own: there adding
// it to another costs less than walking its list.
const denseShare = 32

func newPostings(list []uint32, docs int) postings {
	prominent := slices.ContainsFunc(list, func(entry uint32) bool { return int(entry&3)+1 >= inLabel })
	if len(list)*denseShare < docs {
		return postings{list: list, prominent: prominent}
	}
	size := bitsetSize(docs)
	slab := make(bitset, levels*size)
	var dense ladder
	for l := range dense {
		dense[l] = slab[l*size : (l+1)*size : (l+1)*size]
	}
	for _, p := range list {
		dense.raise(p>>2, int(p&3)+1)
	}
	return postings{dense: &dense, prominent: prominent}
}

func bitsetSize(docs int) int { return (docs + 63) / 64 }

func (l *ladder) raise(doc uint32, level int) {
	for i := range level {
		l[i].set(doc)
	}
}

// add raises every product of the postings to its level there less drop, but to 1 at least.
func (l *ladder) add(p postings, drop int) {
	if p.dense == nil {
		for _, entry := range p.list {
			l.raise(entry>>2, max(int(entry&3)+1-drop, 1))
		}
		return
	}
	l.merge(p.dense, drop)
}

func (l *ladder) merge(other *ladder, drop int) {
	for i := min(drop, levels-1); i < levels; i++ {
		l[max(i-drop, 0)].or(other[i])
	}
	if drop > 0 {
		l[0].or(other[0])
	}
}

func (l *ladder) intersect(other *ladder) {
	for i := range l {
		l[i].and(other[i])
	}
}
