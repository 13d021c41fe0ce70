package admin

import (
	"net/http"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// mailed are the states whose reaching the buyer is told by mail.
var mailed = map[orderapi.State]bool{
	orderapi.Confirmed: true, orderapi.OutForDelivery: true, orderapi.Delivered: true, orderapi.DeliveryFailed: true, orderapi.Cancelled: true,
}

// move takes an order one state on.
func move(v *web.Visit) error {
	to := orderapi.State(v.FormValue("a"))
	back := web.Local(v.FormValue("volver"), "/admin/pedidos/"+v.R.PathValue("number"))
	err := moveTo(v, to, "", back)
	if p, ok := problem.From(err); ok && p.Status == http.StatusUnprocessableEntity {
		tell(v, told{Kind: ui.Bad, Text: v.Words.Problem(p.Code, nil)})
		return v.Redirect(back)
	}
	return err
}

// moveTo moves the order that the address names and leads to back. Whoever was
// slower than somebody else is told, and sees how it stands now. A fault of the form
// comes back as an error.
func moveTo(v *web.Visit, to orderapi.State, why, back string) error {
	number := v.R.PathValue("number")
	in := orderapi.MoveInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByNumber: orderapi.ByNumber{Number: number}}
	in.Body.To, in.Body.Why = to, why
	in.Body.Version, _ = strconv.ParseInt(v.FormValue("version"), 10, 64)
	o, err := web.Call(v, orderapi.Move, &in)
	if p, ok := problem.From(err); ok && p.Status == http.StatusConflict {
		tell(v, told{Kind: ui.Bad, Text: shortNumber(number) + ": " + v.Words.Problem(p.Code, nil)})
		return v.Redirect(back)
	}
	if err != nil {
		return err
	}
	text := v.Words.T("admin.moved", "Number", shortNumber(number), "Recipient", o.Recipient.Name, "State", orderwords.StateText(v.Words, o.Delivery.Kind, to))
	if mailed[to] {
		text += " " + v.Words.T("admin.moved.mail")
	}
	done := told{Kind: ui.Good, Text: text}
	if base := "/admin/pedidos/" + number; back != base {
		done.Link = ui.Link{Href: base, Text: v.Words.T("admin.moved.see")}
	}
	tell(v, done)
	return v.Redirect(back)
}
