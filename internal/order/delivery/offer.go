package delivery

import "time"

// Kind is how an order reaches its recipient.
type Kind string

// The kinds.
const (
	KindSlot    Kind = "slot"    // brought within a slot
	KindExpress Kind = "express" // brought at once
	KindPickup  Kind = "pickup"  // fetched at the shop within a slot
)

// Choice is what a buyer picks. Express has neither date nor slot: it is now.
type Choice struct {
	Kind Kind   `json:"kind"`
	Date Date   `json:"date,omitzero"`
	Slot string `json:"slot,omitzero"`
}

// Offer is what the shop answers to a choice.
type Offer struct {
	Choice
	Start time.Time `json:"start,omitzero"` // of the slot; for express the time of placing
	End   time.Time `json:"end,omitzero"`   // of the slot; for express the latest it is quoted for

	Free       bool `json:"free"`         // it can be had; says nothing of the price
	Key        Key  `json:"key,omitzero"` // the counter to claim a place of; empty where there is none
	PlacesLeft int  `json:"places_left"`

	FeeCLP       int64 `json:"fee_clp"`       // also for one that is full; 0 where nothing is delivered at all
	SurchargeCLP int64 `json:"surcharge_clp"` // the special date's, on top of the fee and never discounted

	Reason      Reason `json:"reason,omitzero"`       // why it is not free
	MinimumCLP  int64  `json:"minimum_clp,omitzero"`  // with below_minimum: the goods it takes
	LeadMinutes int    `json:"lead_minutes,omitzero"` // with too_soon: how far off the slot's end must be

	Next *Offer `json:"next,omitzero"` // with a Reason: the first free one after it; nil when there is none
}

// Offer answers to one choice, as it stands when an order is placed or moved.
func (r *Rules) Offer(q Query, c Choice) Offer {
	in := r.inquiry(q)
	o := r.offer(in, c)
	if !o.Free {
		o.Next = r.walkFrom(in, o).after(searchFrom(o))
	}
	return o
}

// offer is Offer without the search for the next one.
func (r *Rules) offer(in inquiry, c Choice) Offer {
	switch c.Kind {
	case KindExpress:
		return r.express(in)
	case KindSlot, KindPickup:
		if slot, ok := r.slot(c.Slot); ok {
			return r.slotOffer(in, c.Kind, r.Day(c.Date, in.Now), slot)
		}
	}
	return Offer{Choice: c, Reason: UnknownSlot}
}

func (r *Rules) slot(code string) (Slot, bool) {
	for _, s := range r.cfg.Slots {
		if s.Code == code {
			return s, true
		}
	}
	return Slot{}, false
}

// slotOffer serves delivery and pickup, which differ in counter and price only.
func (r *Rules) slotOffer(in inquiry, kind Kind, day Day, slot Slot) Offer {
	w := slot.on(day.Date)
	o := Offer{Choice: Choice{Kind: kind, Date: day.Date, Slot: slot.Code}, Start: w.Start, End: w.End}
	switch {
	case kind == KindSlot && !in.served:
		o.Reason = ComunaNotServed
	case day.Closed != "":
		o.Reason = day.Closed
	case !day.opens(slot.Code):
		o.Reason = SlotClosed
	}
	if o.Reason != "" {
		return o
	}
	o.Key = PickupKey(day.Date, slot.Code)
	if kind == KindSlot {
		o.Key = SlotKey(in.zone.Code, day.Date, slot.Code)
	}
	r.price(&o, in, day)
	r.tooLate(&o, in)
	r.claim(&o, in)
	return o
}

// price sets fee and surcharge. Pickup has neither.
func (r *Rules) price(o *Offer, in inquiry, day Day) {
	o.FeeCLP = r.fee(in.zone, o.Kind, in.GoodsCLP, o.Date, o.Start, in.Now)
	if day.Special != nil && o.Kind != KindPickup {
		o.SurchargeCLP = day.Special.SurchargeCLP
	}
}

// tooLate refuses what the florists cannot make in time any more.
func (r *Rules) tooLate(o *Offer, in inquiry) {
	lead := r.lead(in.PreparationMinutes)
	today := DateOf(in.Now)
	switch {
	case !o.End.After(in.Now):
		o.Reason = Past
	case o.Date == today && !in.Now.Before(today.At(r.cfg.Lead.TodayUntil)):
		o.Reason = PastCutoff
	case o.End.Sub(in.Now) < lead:
		o.Reason, o.LeadMinutes = TooSoon, int(lead/time.Minute)
	}
}

// claim counts the places, and frees the offer if nothing stands against it.
func (r *Rules) claim(o *Offer, in inquiry) {
	o.PlacesLeft = max(0, r.places(o.Kind, o.Key)-in.used(o.Key))
	if o.Reason == "" && o.PlacesLeft == 0 {
		o.Reason = Full
	}
	o.Free = o.Reason == ""
}
