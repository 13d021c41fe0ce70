package delivery

import "time"

// Today says until when something is still brought today. The zero Today is never.
type Today struct {
	Until              time.Time // an order placed before then still finds a slot, if it has a place left
	PreparationMinutes int       // the longest that a product may take, ordered now
}

// Today answers for the query's comuna and goods; which days it asks for is no matter.
func (r *Rules) Today(q Query) Today {
	in := r.inquiry(q)
	date := DateOf(in.Now)
	day, cutoff := r.Day(date, in.Now), date.At(r.cfg.Lead.TodayUntil)
	var out Today
	for _, slot := range r.cfg.Slots {
		o := r.slotOffer(in, KindSlot, day, slot)
		if !o.Free {
			continue
		}
		until := o.End.Add(-r.lead(in.PreparationMinutes))
		if until.After(cutoff) {
			until = cutoff
		}
		if until.After(out.Until) {
			out.Until = until
		}
		left := int(o.End.Sub(in.Now)/time.Minute) - r.cfg.Lead.PreparationMarginMinutes
		out.PreparationMinutes = max(out.PreparationMinutes, left)
	}
	return out
}

// lead is how long before a slot's end an order of so much preparation must be placed.
func (r *Rules) lead(preparationMinutes int) time.Duration {
	l := r.cfg.Lead
	return time.Duration(max(l.MinimumMinutes, preparationMinutes+l.PreparationMarginMinutes)) * time.Minute
}
