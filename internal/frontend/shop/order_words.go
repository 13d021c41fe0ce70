package shop

import (
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// orderWords say where the order stands, and what comes next.
func orderWords(v *web.Visit, o *orderapi.Order) (heading, text string) {
	key := "buy.state." + string(o.State)
	if o.State == orderapi.PendingPayment && !o.CanPay {
		key = "buy.state.pending_over"
	}
	if o.State == orderapi.Cancelled && o.PaidCLP == 0 {
		return v.Words.T(key), v.Words.T(key + ".unpaid")
	}
	if o.Delivery.Kind == orderapi.ByPickup && v.Words.Has(key+".pickup") {
		return v.Words.T(key + ".pickup"), v.Words.T(key + ".pickup.text")
	}
	return v.Words.T(key), v.Words.T(key+".text", "Email", o.Buyer.Email)
}

// way is the life of an order that goes well, from its payment on.
var way = []orderapi.State{orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered}

// moments are what happened, and what is still to come. Tries to pay are told once
// by their outcome, not by each step there and back.
func moments(v *web.Visit, o *orderapi.Order) []ui.Moment {
	var list []ui.Moment
	for i, e := range o.Timeline {
		last := i == len(o.Timeline)-1
		if e.State == orderapi.Paying && !last {
			continue
		}
		m := ui.Moment{Text: momentText(v, o, e, i), When: v.Words.DayShort(e.At) + ", " + v.Words.Time(e.At), Done: true, Note: whyText(v, e)}
		switch e.State {
		case orderapi.Cancelled, orderapi.Expired, orderapi.DeliveryFailed:
			m.Bad = true
		}
		if last {
			m.Current, m.Done = true, o.State == orderapi.Delivered || m.Bad
		}
		list = append(list, m)
	}
	for _, next := range ahead(o) {
		list = append(list, ui.Moment{Text: v.Words.T(stepKey(o, next))})
	}
	return list
}

func momentText(v *web.Visit, o *orderapi.Order, e orderapi.Event, i int) string {
	if e.State == orderapi.PendingPayment && i > 0 {
		return v.Words.T("buy.step.unpaid")
	}
	return v.Words.T(stepKey(o, e.State))
}

// stepKey names the sentence of a step; at the shop's counter some are others.
func stepKey(o *orderapi.Order, s orderapi.State) string {
	if o.Delivery.Kind == orderapi.ByPickup {
		switch s {
		case orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered, orderapi.DeliveryFailed:
			return "buy.moment." + string(s) + ".pickup"
		}
	}
	return "buy.moment." + string(s)
}

// ahead are the steps still to come of an order that goes well.
func ahead(o *orderapi.Order) []orderapi.State {
	switch o.State {
	case orderapi.PendingPayment, orderapi.Paying:
		return way
	case orderapi.DeliveryFailed:
		return way[4:]
	}
	i := slices.Index(way, o.State)
	if i < 0 {
		return nil
	}
	return way[i+1:]
}

// whyText tells a buyer why: in words for what the services know by a code, as it
// was written for what a person wrote.
func whyText(v *web.Visit, e orderapi.Event) string {
	switch {
	case e.Why == "":
		return ""
	case v.Words.Has("buy.why." + e.Why):
		return v.Words.T("buy.why." + e.Why)
	case e.By == "customer" || e.State == orderapi.Cancelled || e.State == orderapi.DeliveryFailed:
		return e.Why
	}
	return ""
}

// orderHidden leads who may not see an order to where orders are found.
func orderHidden(v *web.Visit, err error) error {
	p, ok := problem.From(err)
	if !ok || p.Status != http.StatusNotFound {
		return err
	}
	leaveFault(v, v.Words.T("buy.track.needed"))
	return v.Redirect("/seguimiento")
}
