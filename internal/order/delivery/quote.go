package delivery

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// Query is what a quote depends on.
type Query struct {
	Comuna             string // as typed; may be empty when only pickup is asked for
	GoodsCLP           int64  // after promotions, without fee and surcharge
	PreparationMinutes int    // the longest of the order's products
	From, Until        Date   // both inclusive; no From is today, no Until is From
	Now                time.Time
	Used               func(Key) int // places taken of a counter; nil when none is
}

// Quote is every way an order may reach its recipient on the asked days.
type Quote struct {
	Comuna  *Comuna    `json:"comuna,omitzero"` // nil when it is not served
	Days    []DayQuote `json:"days"`
	Express Offer      `json:"express"` // for now, whatever days were asked
}

// DayQuote is one date: all slots of the configuration, each with its reason
// when it cannot be had, for delivery and for pickup.
type DayQuote struct {
	Date     Date     `json:"date"`
	Closed   Reason   `json:"closed,omitzero"`
	Special  *Special `json:"special,omitzero"`
	Delivery []Offer  `json:"delivery"`
	Pickup   []Offer  `json:"pickup"`
}

// maxQuoteDays bounds the work that a range of dates can ask for.
const maxQuoteDays = 62

// Quote prices every slot of the asked days. An unknown comuna is not an error:
// its delivery offers carry ComunaNotServed, and pickup is offered. A range longer
// than 62 days is cut.
func (r *Rules) Quote(q Query) Quote {
	in := r.inquiry(q)
	next := &nexts{rules: r, in: in, walks: map[Kind]*walk{}}
	out := Quote{Comuna: in.comuna, Days: []DayQuote{}, Express: r.express(in)}
	next.fill(&out.Express)

	date := in.From
	for range maxQuoteDays {
		if date.Compare(in.Until) > 0 {
			break
		}
		day := r.Day(date, in.Now)
		quoted := DayQuote{Date: date, Closed: day.Closed, Special: day.Special, Delivery: []Offer{}, Pickup: []Offer{}}
		for _, slot := range r.cfg.Slots {
			delivery := r.slotOffer(in, KindSlot, day, slot)
			pickup := r.slotOffer(in, KindPickup, day, slot)
			next.fill(&delivery)
			next.fill(&pickup)
			quoted.Delivery = append(quoted.Delivery, delivery)
			quoted.Pickup = append(quoted.Pickup, pickup)
		}
		out.Days = append(out.Days, quoted)
		date = date.AddDays(1)
	}
	return out
}

// Keys lists every counter that answering the query may look at, so that a store
// can read them in one go and Used need not fail.
func (r *Rules) Keys(q Query) []Key {
	in := r.inquiry(q)
	today := DateOf(in.Now)
	keys := []Key{ExpressKey(today, in.Now.In(clock.Santiago()).Hour())}
	for n := range r.cfg.DaysAhead + 1 {
		for _, w := range r.Day(today.AddDays(n), in.Now).Slots {
			keys = append(keys, PickupKey(today.AddDays(n), w.Slot))
			if in.served {
				keys = append(keys, SlotKey(in.zone.Code, today.AddDays(n), w.Slot))
			}
		}
	}
	return keys
}

// inquiry is a Query with its comuna looked up and its gaps filled.
type inquiry struct {
	Query
	comuna *Comuna
	zone   Zone
	served bool
}

func (r *Rules) inquiry(q Query) inquiry {
	in := inquiry{Query: q}
	if comuna, zone, err := r.Comuna(q.Comuna); err == nil {
		in.comuna, in.zone, in.served = &comuna, zone, true
	}
	if in.From.IsZero() {
		in.From = DateOf(q.Now)
	}
	if in.Until.IsZero() {
		in.Until = in.From
	}
	return in
}

func (in inquiry) used(key Key) int {
	if in.Used == nil {
		return 0
	}
	return in.Used(key)
}
