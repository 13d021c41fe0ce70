package delivery

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// express offers delivery at once. The whole time from placing to the latest
// quoted arrival must lie in opened slots of today, so that a driver is on the
// road; the lead and today's cut-off do not apply. The place is one of the clock
// hour of placing, shared by all zones.
func (r *Rules) express(in inquiry) Offer {
	cfg := r.cfg.Express
	day := r.Day(DateOf(in.Now), in.Now)
	o := Offer{
		Choice: Choice{Kind: KindExpress, Date: day.Date},
		Start:  in.Now,
		End:    in.Now.Add(time.Duration(cfg.QuotedMinutes) * time.Minute),
	}
	switch {
	case !in.served:
		o.Reason = ComunaNotServed
		return o
	case day.Closed != "":
		o.Reason = day.Closed
		return o
	case !day.covers(o.Start, o.End):
		o.Reason = ExpressOutsideHours
	case cfg.MaxPreparationMinutes > 0 && in.PreparationMinutes > cfg.MaxPreparationMinutes:
		o.Reason = ExpressPreparation
	case in.GoodsCLP < cfg.MinimumCLP:
		o.Reason, o.MinimumCLP = BelowMinimum, cfg.MinimumCLP
	}
	o.Key = ExpressKey(day.Date, in.Now.In(clock.Santiago()).Hour())
	r.price(&o, in, day)
	r.claim(&o, in)
	return o
}
