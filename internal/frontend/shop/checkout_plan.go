package shop

import (
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/money"
)

const (
	planDays   = 14 // shown at a time
	ivaPercent = 19 // included in every price; order-service computes the one that counts
)

// askQuote prices the visitor's cart for the days that the form shows.
func askQuote(v *web.Visit, f checkoutForm) (*orderapi.Quote, error) {
	in := orderapi.QuoteInput{CartToken: v.CartToken()}
	in.Body.Cart, in.Body.Comuna, in.Body.Date, in.Body.Days = true, f.Comuna, f.From, planDays
	return web.Call(v, orderapi.Ask, &in)
}

// firstDay is the first day to show so that the wanted one is among them: today,
// or as many fortnights later as it takes.
func firstDay(want string, now time.Time) string {
	today := noon(now)
	d, err := i18n.ParseISO(want)
	if err != nil || d.Before(today) {
		return i18n.ISO(today)
	}
	for !d.Before(today.AddDate(0, 0, planDays)) {
		today = today.AddDate(0, 0, planDays)
	}
	return i18n.ISO(today)
}

// noon of a day on the shop's clock: days are counted from there, since one of them
// has no midnight.
func noon(t time.Time) time.Time {
	t = t.In(clock.Santiago())
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, clock.Santiago())
}

// plan is a quote seen with the buyer's choice: the days and windows of the kind
// they chose, and the offer that they get.
type plan struct {
	kind     string
	served   bool // the comuna is
	days     []orderapi.DayOffer
	day      int // of days; -1: none is free
	offer    orderapi.Offer
	express  orderapi.Offer
	goodsCLP int64
	freeFrom int64
}

// planOf chooses what the form asks for where it can be had, else the first that
// can; whoever shows it says when it is not what was asked for.
func planOf(q *orderapi.Quote, f checkoutForm) plan {
	p := plan{kind: f.Kind, served: q.Comuna != "", express: q.Express, goodsCLP: q.GoodsCLP, freeFrom: q.FreeFrom, day: -1}
	if p.kind == "" {
		p.kind = orderapi.BySlot
	}
	if p.kind == orderapi.Express {
		p.offer = q.Express
		return p
	}
	p.days = slices.Clone(q.Days)
	if p.kind == orderapi.ByPickup {
		for i := range p.days {
			p.days[i].Slots = p.days[i].Pickup
		}
	} else if !p.served {
		p.days = nil
	}
	p.day = chosenDay(p.days, f.Date)
	if p.day >= 0 {
		p.offer = chosenOffer(p.days[p.day].Slots, f.Slot)
		p.offer.Date = p.days[p.day].Date
	}
	return p
}

func chosenOffer(offers []orderapi.Offer, want string) orderapi.Offer {
	var first *orderapi.Offer
	for i := range offers {
		switch o := &offers[i]; {
		case !o.Free:
		case o.Slot == want:
			return *o
		case first == nil:
			first = o
		}
	}
	if first == nil {
		return orderapi.Offer{}
	}
	return *first
}

// moved tells whether the buyer asked for another day or window than they get.
func (p plan) moved(f checkoutForm) bool {
	if p.kind == orderapi.Express || p.day < 0 || f.Date == "" {
		return false
	}
	return p.offer.Date != f.Date || f.Slot != "" && p.offer.Slot != f.Slot
}

// seen names what the page shows: a form that comes back with another day, comuna
// or kind chosen has to be looked at once more before it is placed.
func (p plan) seen(f checkoutForm) string {
	f.Kind = p.kind
	if p.day >= 0 {
		f.Date = p.days[p.day].Date
	}
	return f.seen()
}

// seen is the same name, of what the form chose.
func (f checkoutForm) seen() string {
	if f.Kind == orderapi.Express || f.Date == "" {
		return f.Kind + "|" + f.Comuna
	}
	return f.Kind + "|" + f.Comuna + "|" + f.Date
}

// totals are what the order would come to; only the goods while nothing is chosen.
func (p plan) totals() orderapi.Totals {
	t := orderapi.Totals{GoodsCLP: p.goodsCLP, TotalCLP: p.goodsCLP}
	if p.offer.Free {
		t.FeeCLP, t.SurchargeCLP = p.offer.FeeCLP, p.offer.SurchargeCLP
		t.TotalCLP += t.FeeCLP + t.SurchargeCLP
	}
	t.TaxCLP = money.IncludedTax(t.TotalCLP, ivaPercent)
	return t
}

// rows are the lines under the order. offers says that a threshold for free delivery
// may be mentioned.
func (p plan) rows(w *i18n.Localizer, offers bool) []ui.Total {
	from := p.freeFrom
	if !offers {
		from = 0
	}
	return orderwords.Totals(w, p.totals(), from)
}

// delivery is what is chosen, as an order would have it; of express the end is not known yet.
func (p plan) delivery() orderapi.Delivery {
	return orderapi.Delivery{Kind: p.kind, Date: p.offer.Date, Slot: p.offer.Slot}
}
