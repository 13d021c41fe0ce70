package shop

import (
	"strconv"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

type checkoutPage struct {
	ui.Layout
	Form     checkoutForm
	SeenPlan string
	SeenCLP  int64
	Errors   []ui.FieldError
	Bad      string
	Note     string
	Blocked  bool

	Saved                *ui.Input
	Recipient, Telephone ui.Input
	Pickup               string // where, when the flowers are picked up
	Comuna, Address      ui.Input
	Instructions         ui.Input
	Kinds                ui.Choices
	Ask                  string // what is missing before days can be shown
	Days                 ui.Days
	Earlier, Later       string // the first day of another fortnight
	Slots                ui.Slots
	When                 string
	Message, Signature   ui.Input
	Anonymous, HidePrice ui.Input
	Card                 ui.CardText
	Name, Email, Phone   ui.Input
	Adult                *ui.Input
	Terms                ui.Input
	Payments             ui.Choices
	NoPayment            string
	Lines                []ui.Line
	Totals               []ui.Total
	Pay                  ui.Buy
}

// show draws the form with the quote for what it has chosen.
func (c *checkoutVisit) show(status int) error {
	t, err := askTerms(c.Visit)
	if err != nil {
		return err
	}
	zones, err := web.Call(c.Visit, orderapi.Zones, &contract.None{})
	if err != nil {
		return err
	}
	c.form.Comuna = knownComuna(zones.Items, c.form.Comuna)
	quote, err := askQuote(c.Visit, c.form)
	if err != nil {
		return err
	}
	if c.form.Kind == orderapi.Express && !quote.Express.Free {
		c.note = c.Words.T("buy.no_express", "Why", expressText(c.Visit, quote.Express))
		c.form.Kind = orderapi.BySlot
	}
	plan := planOf(quote, c.form)
	if plan.moved(c.form) && c.note == "" {
		c.note = c.Words.T("buy.moved", "When", orderwords.When(c.Words, plan.delivery(), quote.Comuna))
	}
	p := &checkoutPage{Layout: c.Layout(c.Words.T("buy.checkout")), Form: c.form, Bad: c.bad, Note: c.note, Blocked: c.cart.Blocked}
	p.NoIndex, p.Tissue, p.Step = true, cartTissue(t, c.cart), c.Words.T("buy.step.checkout")
	p.SeenPlan, p.SeenCLP = plan.seen(c.form), plan.totals().TotalCLP
	c.people(p, zones.Items)
	c.delivery(p, plan, quote.Comuna)
	c.card(p)
	c.buyer(p)
	c.summary(p, t, plan)
	return c.Render(status, checkoutTempl(p))
}

// summary is what is bought and what it comes to, with what stands in its way.
func (c *checkoutVisit) summary(p *checkoutPage, t terms, plan plan) {
	p.Lines = fixedLines(c.Visit, t, c.cart)
	for i := range p.Lines {
		left, short := c.short[p.Lines[i].ID]
		p.Blocked = p.Blocked || short
		if short && p.Lines[i].Problem == "" {
			p.Lines[i].Problem = shortText(c.Visit, left)
		}
	}
	p.Totals = plan.rows(c.Words, !p.Tissue.Solemn())
	if !plan.offer.Free { // no delivery yet: nothing to promise of its price
		p.Totals = []ui.Total{p.Totals[0], {Text: c.Words.T("total.fee"), Shown: c.Words.T("buy.delivery.later")}}
	}
	p.Pay = ui.Buy{Text: c.Words.T("buy.pay"), TotalCLP: p.SeenCLP, Attrs: templ.Attributes{"name": "hacer", "value": "pagar"}}
	p.Pay.Disabled = p.NoPayment != "" || p.Blocked
	p.Errors = faultLines(c.Visit, c.faults, func(pointer string) bool {
		switch pointer {
		case "/recipient/comuna", "/recipient/address", "/recipient/instructions":
			return p.Pickup == ""
		case "/delivery/date":
			return len(p.Days.Cells) > 0
		case "/delivery/slot":
			return len(p.Slots.Rows) > 0
		case "/payment":
			return len(p.Payments.Cells) > 0
		}
		return true
	})
	if c.bad != "" && len(c.faults.Fields) > 0 {
		p.Bad = "" // the summary says it at its box
	}
}

// live makes a choice redraw what depends on it, where there are scripts; what is
// redrawn is said by the form.
func live() templ.Attributes { return templ.Attributes{"hx-post": "/pago"} }

// expressText says what express is, or why it cannot be had.
func expressText(v *web.Visit, o orderapi.Offer) string {
	switch {
	case o.Free:
		return v.Words.T("buy.express.until", "Time", v.Words.Time(o.End))
	case o.Reason == "below_minimum" && o.MinimumCLP > 0:
		return v.Words.T("buy.express.from", "From", i18n.Money(o.MinimumCLP))
	}
	return reasonText(v, o.Reason)
}

// shortText says how many are left of what was too much.
func shortText(v *web.Visit, left int64) string {
	if left <= 0 {
		return v.Words.Problem(cartapi.SoldOut, nil)
	}
	return v.Words.Problem(cartapi.NotEnough, map[string]string{"available": strconv.FormatInt(left, 10)})
}
