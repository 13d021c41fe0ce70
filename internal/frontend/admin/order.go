package admin

import (
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

type orderPage struct {
	ui.AdminLayout
	Order    *orderapi.Order
	Base     string
	When     string
	Lines    []ui.Line
	Totals   []ui.Total
	Timeline []ui.Moment
	Payments ui.TableData
	Moves    []ui.Move
	Print    bool // there is something to make
	Cancel   bool
	Refund   string // what may be given back; empty: nothing
	Owed     string // what the shop owes already
	Language string // in which the buyer is written to, where it is not the shop's
	Notice   told
}

// order shows one order, whole, with what may be done to it now.
func order(v *web.Visit) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	return v.Render(http.StatusOK, orderTempl(orderOf(v, o)))
}

func readOrder(v *web.Visit) (*orderapi.Order, error) {
	return web.Call(v, orderapi.Get, &orderapi.ByNumber{Number: v.R.PathValue("number")})
}

func orderOf(v *web.Visit, o *orderapi.Order) orderPage {
	t := v.Words.T
	p := orderPage{AdminLayout: layout(v, o.Number), Order: o, Base: "/admin/pedidos/" + o.Number, Notice: taken(v), Print: isOurs(o.State)}
	p.When = orderwords.When(v.Words, o.Delivery, "")
	p.Subtitle = orderwords.StateText(v.Words, o.Delivery.Kind, o.State) + ", " + p.When
	p.Back = ui.Link{Href: boardPath(o.Delivery.Date, o.Number), Text: t("admin.board.of", "Day", dayOf(v, o))}
	if o.Lang == i18n.EN {
		p.Language = t("admin.writes.en")
	}
	for _, l := range o.Lines {
		p.Lines = append(p.Lines, ui.Line{
			ID: l.SKU, Href: "/producto/" + l.Slug, Name: l.Name.In(v.Lang()), Detail: lineDetail(v, l),
			Picture: ui.Picture{Src: l.Picture}, Tissue: ui.TissueOf(l.Occasion), Quantity: int(l.Quantity), PriceCLP: l.UnitPriceCLP, TotalCLP: l.TotalCLP,
		})
	}
	p.Totals = orderwords.Totals(v.Words, o.Totals, 0)
	p.Timeline = timeline(v, o)
	p.Payments = payments(v, o.Payments)
	p.Moves = moves(v, o.Number, o.Delivery.Kind, o.Moves, o.Version, p.Base)
	for _, to := range o.Moves {
		p.Cancel = p.Cancel || to == orderapi.Cancelled
	}
	if left := refundable(o); left > 0 {
		if o.State != orderapi.Delivered {
			p.Owed = t("admin.refund.owed", "Amount", i18n.Money(left))
		}
		if v.Account().Can(authapi.PaymentsWrite) {
			p.Refund = t("admin.refund.do", "Amount", i18n.Money(left))
		}
	}
	return p
}

// refundable is what may still be given back: of an order that is over what is owed,
// of a delivered one all of it.
func refundable(o *orderapi.Order) int64 {
	switch o.State {
	case orderapi.Delivered, orderapi.Cancelled, orderapi.Expired:
		return o.PaidCLP - o.RefundedCLP
	}
	return 0
}

// timeline is the order's history: who moved it, from where, and why.
func timeline(v *web.Visit, o *orderapi.Order) []ui.Moment {
	who := peopleOf(v)
	var out []ui.Moment
	for _, e := range o.Timeline {
		by := who.name(e.ByID)
		if by == "" || e.By != "staff" {
			by = v.Words.T("admin.by." + e.By)
		}
		note := []string{by}
		if e.By == "staff" || e.By == "customer" {
			note = append(note, v.Words.T("admin.channel."+e.Channel))
		}
		if e.Why != "" {
			note = append(note, e.Why)
		}
		m := ui.Moment{Text: orderwords.StateText(v.Words, o.Delivery.Kind, e.State), When: when(v, e.At), Done: true, Note: strings.Join(note, " · ")}
		m.Bad = e.State == orderapi.Cancelled || e.State == orderapi.DeliveryFailed || e.State == orderapi.Expired
		out = append(out, m)
	}
	if n := len(out); n > 0 {
		out[n-1].Current = true
	}
	return out
}

func payments(v *web.Visit, list []orderapi.Payment) ui.TableData {
	t := v.Words.T
	out := ui.TableData{Caption: t("admin.payments"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.payments.provider")}, {Text: t("admin.payments.state")}, {Text: t("admin.payments.at")}, {Text: t("admin.payments.amount"), Num: true},
	}}
	for _, pay := range list {
		provider := pay.Provider
		if key := "admin.provider." + provider; v.Words.Has(key) {
			provider = t(key)
		}
		out.Rows = append(out.Rows, ui.Row{Cells: ui.Text(provider, t("payment."+pay.State), when(v, pay.At), i18n.Money(pay.AmountCLP))})
	}
	return out
}
