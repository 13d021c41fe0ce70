package delivery

import (
	"iter"
	"slices"
	"sort"
	"time"
)

// freeOffers walks all free offers of a kind in the order of time, from today to
// the last day that orders are taken for.
func (r *Rules) freeOffers(in inquiry, kind Kind) iter.Seq[Offer] {
	return func(yield func(Offer) bool) {
		if kind == KindSlot && !in.served {
			return
		}
		today := DateOf(in.Now)
		for n := range r.cfg.DaysAhead + 1 {
			day := r.Day(today.AddDays(n), in.Now)
			if day.Closed != "" {
				continue
			}
			for _, slot := range r.cfg.Slots {
				if o := r.slotOffer(in, kind, day, slot); o.Free && !yield(o) {
					return
				}
			}
		}
	}
}

// nextKind is what stands in for a refused offer. There is one express offer
// only, now, so a slot takes its place.
func nextKind(kind Kind) Kind {
	if kind == KindPickup {
		return KindPickup
	}
	return KindSlot
}

// searchFrom is the instant after which a refused offer's next one starts. For
// express and unknown slots every free one will do.
func searchFrom(o Offer) time.Time {
	if o.Kind == KindExpress {
		return time.Time{}
	}
	return o.Start
}

// nexts answers many searches of one quote with a single walk for each kind.
type nexts struct {
	rules *Rules
	in    inquiry
	free  map[Kind][]Offer
}

// fill sets Next of a refused offer.
func (n *nexts) fill(o *Offer) {
	if o.Free {
		return
	}
	kind := nextKind(o.Kind)
	free, walked := n.free[kind]
	if !walked {
		free = slices.Collect(n.rules.freeOffers(n.in, kind))
		n.free[kind] = free
	}
	from := searchFrom(*o)
	if i := sort.Search(len(free), func(i int) bool { return free[i].Start.After(from) }); i < len(free) {
		o.Next = &free[i]
	}
}
