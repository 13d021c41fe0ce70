package admin

import (
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

func lineDetail(v *web.Visit, l orderapi.Line) string {
	if l.AddOn {
		return ""
	}
	return v.Words.T("size."+l.Size) + ", " + l.Contents.In(v.Lang())
}

func totals(v *web.Visit, t orderapi.Totals) []ui.Total {
	rows := []ui.Total{{Text: v.Words.T("total.goods"), CLP: t.GoodsCLP}}
	if t.DiscountCLP > 0 {
		rows = append(rows, ui.Total{Text: v.Words.T("total.discount"), CLP: -t.DiscountCLP})
	}
	fee := ui.Total{Text: v.Words.T("total.fee"), CLP: t.FeeCLP}
	if t.FeeCLP == 0 {
		fee.Shown = v.Words.T("ui.free")
	}
	rows = append(rows, fee)
	if t.SurchargeCLP > 0 {
		rows = append(rows, ui.Total{Text: v.Words.T("total.surcharge"), CLP: t.SurchargeCLP})
	}
	return append(rows, ui.Total{Text: v.Words.T("total.total"), CLP: t.TotalCLP, Strong: true, Note: v.Words.T("total.tax", "Tax", i18n.Money(t.TaxCLP))})
}

// deliveryText is "miércoles 25 de noviembre, 12 a 15 h".
func deliveryText(v *web.Visit, d orderapi.Delivery) string {
	day, err := i18n.ParseISO(d.Date)
	if err != nil {
		return d.Date
	}
	text := v.Words.DayText(day)
	switch d.Kind {
	case orderapi.Express:
		return text + ", " + v.Words.T("admin.express_until", "Time", v.Words.Time(d.End))
	case orderapi.ByPickup:
		return text + ", " + laneTitle(v, d.Slot) + ", " + v.Words.T("admin.pickup")
	}
	return text + ", " + laneTitle(v, d.Slot)
}

func dayOf(v *web.Visit, o *orderapi.Order) string {
	day, err := i18n.ParseISO(o.Delivery.Date)
	if err != nil {
		return o.Delivery.Date
	}
	return v.Words.DayText(day)
}

func slotOf(v *web.Visit, o *orderapi.Order) string {
	if o.Delivery.Kind == orderapi.Express {
		return v.Words.T("admin.express_until", "Time", v.Words.Time(o.Delivery.End))
	}
	return laneTitle(v, o.Delivery.Slot)
}

// placeOf is where the flowers go: a comuna, or the counter.
func placeOf(v *web.Visit, o *orderapi.Order) string {
	if o.Delivery.Kind == orderapi.ByPickup {
		return v.Words.T("admin.pickup")
	}
	return o.Recipient.Comuna
}
