// Package orderwords writes what an order says (its state, when and where it is
// brought, what it comes to) for whoever reads it: the buyer and the back office read
// the same.
package orderwords

import (
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// State is how a state is shown; what is fetched at the shop goes through the same
// states under other names.
func State(kind string, s orderapi.State) ui.State {
	return ui.State(s).Fetched(kind == orderapi.ByPickup)
}

// StateText is its word.
func StateText(w *i18n.Localizer, kind string, s orderapi.State) string {
	return w.T("state." + string(State(kind, s)))
}

// Hours is "9 a 12 h" for 09-12, and a word for express.
func Hours(w *i18n.Localizer, slot string) string {
	from, to, ok := strings.Cut(slot, "-")
	if !ok {
		return w.T("slot.express")
	}
	return w.Hours(from, to)
}

// When is "jueves 26 de noviembre, 9 a 12 h, en Ñuñoa"; without a comuna no place is named.
func When(w *i18n.Localizer, d orderapi.Delivery, comuna string) string {
	day := d.Date
	if t, err := i18n.ParseISO(d.Date); err == nil {
		day = w.DayText(t)
	}
	var text string
	switch {
	case d.Kind == orderapi.ByPickup:
		return w.T("order.when.pickup", "Day", day, "Hours", Hours(w, d.Slot))
	case d.Kind != orderapi.Express:
		text = day + ", " + Hours(w, d.Slot)
	case d.End.IsZero(): // not placed yet: nobody knows to the minute
		text = w.T("order.when.express")
	default:
		text = w.T("order.when.express_by", "Day", day, "Time", w.Time(d.End))
	}
	if comuna == "" {
		return text
	}
	return w.T("order.when.in", "When", text, "Comuna", comuna)
}

// Totals are the lines under an order. FreeFromCLP above zero mentions what delivery
// is free from, while the goods are below it.
func Totals(w *i18n.Localizer, t orderapi.Totals, freeFromCLP int64) []ui.Total {
	rows := []ui.Total{{Text: w.T("total.goods"), CLP: t.GoodsCLP}}
	if t.DiscountCLP > 0 {
		rows = append(rows, ui.Total{Text: w.T("total.discount"), CLP: -t.DiscountCLP})
	}
	fee := ui.Total{Text: w.T("total.fee"), CLP: t.FeeCLP}
	if t.FeeCLP == 0 {
		fee.Shown = w.T("ui.free")
	} else if freeFromCLP > t.GoodsCLP {
		fee.Note = w.T("total.free_from", "From", i18n.Money(freeFromCLP))
	}
	rows = append(rows, fee)
	if t.SurchargeCLP > 0 {
		rows = append(rows, ui.Total{Text: w.T("total.surcharge"), CLP: t.SurchargeCLP})
	}
	return append(rows, ui.Total{Text: w.T("total.total"), CLP: t.TotalCLP, Strong: true, Note: w.T("total.tax", "Tax", i18n.Money(t.TaxCLP))})
}
