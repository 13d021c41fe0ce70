package shop

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type sandboxPage struct {
	ui.Layout
	Action string
	Key    string
	Number string
	Amount string
	Done   string // how it was decided already; empty while it is open
	Back   string // where the buyer goes on then
}

// sandbox is the demo provider's page: nobody can take it for a bank's.
func (s *pages) sandbox(v *web.Visit) error {
	token := v.R.PathValue("token")
	pay, err := web.Call(v, orderapi.Sandbox, &orderapi.SandboxInput{Token: token})
	if err != nil {
		return err
	}
	v.W.Header().Set("Referrer-Policy", "same-origin") // the address opens the payment
	p := sandboxPage{Layout: v.Layout(v.Words.T("buy.sandbox")), Action: sandboxPath(token), Key: id.New(), Number: pay.Number, Amount: i18n.Money(pay.AmountCLP)}
	p.NoIndex, p.Path, p.Step = true, "/", v.Words.T("buy.step.pay")
	if pay.State != "open" {
		p.Done, p.Back = v.Words.T("buy.sandbox."+pay.State), ownPath(v, pay.ReturnURL)
	}
	return v.Render(http.StatusOK, sandboxTempl(p))
}

// sandboxDecide is the click on one of its buttons; the buyer goes back to the shop
// whatever was clicked, and again when it was clicked before.
func (s *pages) sandboxDecide(v *web.Visit) error {
	token := v.R.PathValue("token")
	in := orderapi.SandboxDecision{Keyed: contract.Keyed{Key: clip(v.FormValue("idempotency_key"), keyLength)}, SandboxInput: orderapi.SandboxInput{Token: token}}
	in.Body.Decision = v.FormValue("decision")
	pay, err := web.Call(v, orderapi.SandboxDo, &in)
	if errors.Is(err, problem.Conflict("already_decided")) {
		return v.Redirect(sandboxPath(token))
	}
	if err != nil {
		return err
	}
	return v.Redirect(ownPath(v, pay.ReturnURL))
}

// waitSeconds is how soon a page that waits for a payment looks again.
const waitSeconds = "3"

// payReturn is where a provider sends the buyer back to. The payment is settled
// then; asking again, as a reload does, settles nothing twice.
func (s *pages) payReturn(v *web.Visit) error {
	v.W.Header().Set("Referrer-Policy", "no-referrer")
	token := v.R.URL.Query().Get("token")
	if token == "" {
		return problem.NotFound("payment_not_found")
	}
	in := orderapi.ReturnInput{Keyed: contract.Keyed{Key: "return/" + id.Hash(token)}}
	in.Body.Token = token
	out, err := web.Call(v, orderapi.Return, &in)
	if errors.Is(err, problem.Conflict("in_progress")) {
		v.W.Header().Set("Refresh", waitSeconds)
		l := v.Layout(v.Words.T("buy.waiting"))
		l.NoIndex, l.Path = true, "/" // the address opens the payment: no link of the page repeats it
		return v.Render(http.StatusOK, waitTempl(l))
	}
	if err != nil {
		return err
	}
	outcome := v.Words.T("buy.outcome." + out.Outcome)
	switch out.Outcome {
	case "accepted":
		v.Notice(outcome)
		emptied(v, out.Number)
	case "pending": // the order's page says it, and looks again by itself
	case "refunded":
		v.Notice(outcome)
	default:
		leaveFault(v, outcome)
	}
	return v.Redirect(orderPath(out.Number))
}

// emptied takes the order's pieces off the number in the header; cart-service takes
// them out of the bag when it hears of the payment.
func emptied(v *web.Visit, number string) {
	if v.Remembered("counted") == number { // the buyer came back twice
		return
	}
	in := byNumber(v, number)
	order, err := web.Call(v, orderapi.Get, &in)
	if err != nil {
		return // the bag's own page counts again
	}
	v.Remember("counted", number)
	left := int64(v.BagCount())
	for _, l := range order.Lines {
		left -= l.Quantity
	}
	v.SetBag(max(left, 0))
}

func sandboxPath(token string) string { return orderapi.SandboxPath + url.PathEscape(token) }

// ownPath makes an address of this site relative, so that it is reached by the name
// by which the visitor came; a foreign one stays as it is.
func ownPath(v *web.Visit, address string) string {
	base := strings.TrimSuffix(v.Absolute("/"), "/")
	if rest, ok := strings.CutPrefix(address, base); ok && strings.HasPrefix(rest, "/") {
		return rest
	}
	if u, err := url.Parse(address); err == nil && (strings.HasPrefix(u.Path, orderapi.SandboxPath) || u.Path == orderapi.ReturnPath) {
		return u.RequestURI() // the shop under another of its names
	}
	return address
}
