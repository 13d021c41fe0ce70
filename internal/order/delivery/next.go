package delivery

import (
	"sort"
	"time"
)

// freeOn lists the free offers of a kind on one date in the order of time.
func (r *Rules) freeOn(in inquiry, kind Kind, date Date) []Offer {
	day := r.Day(date, in.Now)
	if day.Closed != "" || kind == KindSlot && !in.served {
		return nil
	}
	var free []Offer
	for _, slot := range r.cfg.Slots {
		if o := r.slotOffer(in, kind, day, slot); o.Free {
			free = append(free, o)
		}
	}
	return free
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

// walk looks for free offers of a kind, a day at a time and no further than asked.
type walk struct {
	rules *Rules
	in    inquiry
	kind  Kind
	date  Date // the next to look at
	last  Date // that orders are taken for
	free  []Offer
}

// walkFrom begins where the next one of a refused offer may be.
func (r *Rules) walkFrom(in inquiry, o Offer) *walk {
	today := DateOf(in.Now)
	w := &walk{rules: r, in: in, kind: nextKind(o.Kind), date: today, last: today.AddDays(r.cfg.DaysAhead)}
	if from := searchFrom(o); !from.IsZero() && o.Date.Compare(today) > 0 {
		w.date = o.Date
	}
	return w
}

// after gives the first free offer that starts after an instant; nil when there is none.
func (w *walk) after(from time.Time) *Offer {
	for {
		if i := sort.Search(len(w.free), func(i int) bool { return w.free[i].Start.After(from) }); i < len(w.free) {
			return &w.free[i]
		}
		if w.date.Compare(w.last) > 0 {
			return nil
		}
		w.free = append(w.free, w.rules.freeOn(w.in, w.kind, w.date)...)
		w.date = w.date.AddDays(1)
	}
}

// nexts answers the searches of one quote, whose days are asked for in their
// order, with a single walk for each kind.
type nexts struct {
	rules *Rules
	in    inquiry
	walks map[Kind]*walk
}

// fill sets Next of a refused offer.
func (n *nexts) fill(o *Offer) {
	if o.Free {
		return
	}
	w, walking := n.walks[o.Kind]
	if !walking {
		w = n.rules.walkFrom(n.in, *o)
		n.walks[o.Kind] = w
	}
	o.Next = w.after(searchFrom(*o))
}
