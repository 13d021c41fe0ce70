package shop

import (
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

// orderPay tries to pay once more.
func (s *pages) orderPay(v *web.Visit) error {
	return startPayment(v, v.R.PathValue("number"), clip(v.FormValue("idempotency_key"), keyLength))
}

type cancelPage struct {
	ui.Layout
	Number string
	Key    string
	Back   string
	Refund string // what comes back of a paid order
	Why    ui.Input
}

// orderCancel asks once more before an order is cancelled.
func (s *pages) orderCancel(v *web.Visit) error {
	o, err := askOrder(v)
	if err != nil {
		return orderHidden(v, err)
	}
	if !slices.Contains(o.Moves, orderapi.Cancelled) {
		leaveFault(v, v.Words.T("buy.cancel.late"))
		return v.Redirect(orderPath(o.Number))
	}
	p := cancelPage{Layout: v.Layout(v.Words.T("buy.cancel")), Number: o.Number, Key: id.New(), Back: orderPath(o.Number)}
	p.NoIndex = true
	p.Why = ui.Input{Name: "motivo", Label: v.Words.T("buy.cancel.why"), Type: "textarea", Rows: 2, Optional: true, MaxLength: 300}
	if owed := o.PaidCLP - o.RefundedCLP; owed > 0 {
		p.Refund = v.Words.T("buy.cancel.refund", "Amount", i18n.Money(owed))
	}
	return v.Render(http.StatusOK, cancelTempl(p))
}

// orderCancelled cancels it.
func (s *pages) orderCancelled(v *web.Visit) error {
	number := v.R.PathValue("number")
	in := orderapi.CancelInput{Keyed: contract.Keyed{Key: clip(v.FormValue("idempotency_key"), keyLength)}, ByNumber: byNumber(v, number)}
	in.Body.Why = clip(v.FormValue("motivo"), 300)
	o, err := web.Call(v, orderapi.Cancel, &in)
	if err != nil {
		text, ok := refusal(v, err)
		if !ok {
			return err
		}
		leaveFault(v, text)
		return v.Redirect(orderPath(number))
	}
	v.Notice(v.Words.T("buy.cancel.done"))
	return v.Redirect(orderPath(o.Number))
}
