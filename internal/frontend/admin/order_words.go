package admin

import (
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

func lineDetail(v *web.Visit, l orderapi.Line) string {
	if l.AddOn {
		return ""
	}
	return v.Words.T("size."+l.Size) + ", " + l.Contents.In(v.Lang())
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
	return orderwords.Hours(v.Words, o.Delivery.Slot)
}

// placeOf is where the flowers go: a comuna, or the counter.
func placeOf(v *web.Visit, o *orderapi.Order) string {
	if o.Delivery.Kind == orderapi.ByPickup {
		return v.Words.T("admin.pickup")
	}
	return o.Recipient.Comuna
}
