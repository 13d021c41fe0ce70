package delivery

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/money"
)

// fee is what bringing the order costs before a special date's surcharge, in
// steps of 10 pesos. The zone's threshold is compared with the goods after
// promotions and frees express too.
func (r *Rules) fee(zone Zone, kind Kind, goodsCLP int64, date Date, start, now time.Time) int64 {
	if kind == KindPickup || goodsCLP >= zone.FreeFromCLP {
		return 0
	}
	return r.factor(kind, date, start, now).OfTo(zone.FeeCLP, 10)
}

func (r *Rules) factor(kind Kind, date Date, start, now time.Time) money.Fraction {
	f := r.cfg.Factors
	switch {
	case kind == KindExpress:
		return money.Tenths(f.ExpressTenths)
	case date == DateOf(now):
		return money.Tenths(f.TodayTenths)
	case start.Sub(now) >= time.Duration(f.AheadHours)*time.Hour: // real hours, on days of 23 and 25 too
		return money.Tenths(f.AheadTenths)
	}
	return money.Tenths(10)
}
