package admin

import (
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// askPage asks before something that cannot be undone.
type askPage struct {
	ui.AdminLayout
	Lead   string
	Notes  []string
	Action string
	Fields []ui.Pair
	Why    *ui.Input // nil: nothing has to be said
	Button ui.ButtonData
	Back   string
	Faults []ui.FieldError
}

func askCancel(v *web.Visit) error { return askToMove(v, orderapi.Cancelled, web.Faults{}) }
func askFailed(v *web.Visit) error { return askToMove(v, orderapi.DeliveryFailed, web.Faults{}) }
func cancel(v *web.Visit) error    { return sayWhy(v, orderapi.Cancelled) }
func failed(v *web.Visit) error    { return sayWhy(v, orderapi.DeliveryFailed) }

// askToMove asks why an order is cancelled or could not be delivered.
func askToMove(v *web.Visit, to orderapi.State, f web.Faults) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	base := "/admin/pedidos/" + o.Number
	if !slices.Contains(o.Moves, to) && !f.Any() {
		tell(v, told{Kind: ui.Bad, Text: shortNumber(o.Number) + ": " + v.Words.Problem("wrong_state", nil)})
		return v.Redirect(base)
	}
	t := v.Words.T
	p := askPage{AdminLayout: layout(v, o.Number), Back: base}
	p.AdminLayout.Back = ui.Link{Href: base, Text: o.Number}
	p.Subtitle = o.Recipient.Name + ", " + orderwords.When(v.Words, o.Delivery, "")
	why := ui.Input{Name: "motivo", Label: t("admin.cancel.why"), MaxLength: 300, Required: true, Value: v.FormValue("motivo")}
	switch to {
	case orderapi.Cancelled:
		p.Title, p.Action = t("admin.cancel"), base+"/anular"
		p.Lead = t("admin.cancel.sure", "Number", o.Number)
		if o.PaidCLP > 0 {
			p.Notes = append(p.Notes, t("admin.cancel.refund", "Amount", i18n.Money(o.PaidCLP)))
		}
		p.Notes = append(p.Notes, t("admin.moved.mail.will"))
		p.Button = ui.ButtonData{Text: t("admin.cancel"), Kind: "danger"}
	default:
		p.Title, p.Action = moveWord(v, to, o.Delivery.Kind), base+"/no-entregado"
		p.Lead = t("admin.failed.sure", "Recipient", o.Recipient.Name)
		p.Notes = []string{t("admin.failed.again"), t("admin.moved.mail.will")}
		why.Label = t("admin.failed.why")
		p.Button = ui.ButtonData{Text: p.Title}
	}
	why = f.Input(why, "/why")
	p.Why, p.Faults = &why, ui.Errors(why)
	if f.Whole != "" {
		p.Faults = append(p.Faults, ui.FieldError{Text: f.Whole})
	}
	p.Path = p.Action
	p.Fields = []ui.Pair{{Name: "idempotency_key", Value: id.New()}, {Name: "version", Value: num(o.Version)}}
	status := http.StatusOK
	if f.Any() {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, askTempl(p))
}

// sayWhy moves the order with its reason; the history and the buyer want one.
func sayWhy(v *web.Visit, to orderapi.State) error {
	why := v.FormValue("motivo")
	if why == "" {
		return askToMove(v, to, web.Faults{Fields: map[string]string{"/why": v.Words.Problem("required", nil)}})
	}
	err := moveTo(v, to, why, "/admin/pedidos/"+v.R.PathValue("number"))
	if p, ok := problem.From(err); ok && p.Status == http.StatusUnprocessableEntity {
		f, _ := v.Faults(err)
		return askToMove(v, to, f)
	}
	return err
}

// askRefund asks before money is given back.
func askRefund(v *web.Visit) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	base, left := "/admin/pedidos/"+o.Number, refundable(o)
	if left <= 0 {
		tell(v, told{Kind: ui.Bad, Text: v.Words.T("admin.refund.none")})
		return v.Redirect(base)
	}
	t := v.Words.T
	amount := i18n.Money(left)
	p := askPage{AdminLayout: layout(v, t("admin.refund")), Action: base + "/devolver", Back: base, Lead: t("admin.refund.sure", "Amount", amount, "Buyer", o.Buyer.Name)}
	p.AdminLayout.Back = ui.Link{Href: base, Text: o.Number}
	p.Fields = []ui.Pair{{Name: "idempotency_key", Value: id.New()}}
	p.Button = ui.ButtonData{Text: t("admin.refund.do", "Amount", amount), Kind: "danger"}
	return v.Render(http.StatusOK, askTempl(p))
}

// refund gives it back by the way it came.
func refund(v *web.Visit) error {
	base := "/admin/pedidos/" + v.R.PathValue("number")
	in := orderapi.RefundInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByNumber: orderapi.ByNumber{Number: v.R.PathValue("number")}}
	o, err := web.Call(v, orderapi.Refund, &in)
	if p, ok := problem.From(err); ok && p.Status == http.StatusConflict {
		tell(v, told{Kind: ui.Bad, Text: v.Words.Problem(p.Code, nil)})
		return v.Redirect(base)
	}
	if err != nil {
		return err
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.refund.done", "Amount", i18n.Money(o.RefundedCLP))})
	return v.Redirect(base)
}
