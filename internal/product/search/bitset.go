package search

import "math/bits"

// bitset holds one bit a product, by its number in the index.
type bitset []uint64

func (b bitset) set(doc uint32)      { b[doc>>6] |= 1 << (doc & 63) }
func (b bitset) has(doc uint32) bool { return b[doc>>6]&(1<<(doc&63)) != 0 }

func (b bitset) or(other bitset) {
	other = other[:len(b)]
	for i := range b {
		b[i] |= other[i]
	}
}

func (b bitset) and(other bitset) {
	other = other[:len(b)]
	for i := range b {
		b[i] &= other[i]
	}
}

func (b bitset) without(other bitset) {
	other = other[:len(b)]
	for i := range b {
		b[i] &^= other[i]
	}
}

func (b bitset) any() bool {
	for _, w := range b {
		if w != 0 {
			return true
		}
	}
	return false
}

func (b bitset) intersects(other bitset) bool {
	other = other[:len(b)]
	for i := range b {
		if b[i]&other[i] != 0 {
			return true
		}
	}
	return false
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls visit with the members in ascending order until it answers false.
func (b bitset) each(visit func(doc uint32) bool) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			if !visit(uint32(i)<<6 | uint32(bits.TrailingZeros64(w))) {
				return
			}
		}
	}
}

// packed is a bitset without its empty words, to be counted against many others.
type packed struct {
	at   []int
	bits []uint64
	size int // members
}

func (p *packed) pack(set bitset) {
	p.at, p.bits, p.size = p.at[:0], p.bits[:0], 0
	for i, w := range set {
		if w != 0 {
			p.at = append(p.at, i)
			p.bits = append(p.bits, w)
			p.size += bits.OnesCount64(w)
		}
	}
}

func (p *packed) countAnd(other bitset) int {
	n := 0
	at := p.at[:len(p.bits)]
	if len(p.bits) == len(other) { // nothing was left out
		for i, w := range p.bits {
			n += bits.OnesCount64(w & other[i])
		}
		return n
	}
	for i, w := range p.bits {
		n += bits.OnesCount64(w & other[at[i]])
	}
	return n
}
