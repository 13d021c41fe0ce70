package shop

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/chile"
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
		c.note = c.Words.T("buy.moved", "When", deliveryText(c.Visit, plan.kind, plan.offer.Date, plan.offer.Slot, quote.Comuna))
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

// knownComuna is the comuna as the shop writes it; one it does not deliver to stays
// as it is.
func knownComuna(zones []orderapi.Zone, name string) string {
	for _, z := range zones {
		for _, c := range z.Comunas {
			if chile.Fold(c) == chile.Fold(name) {
				return c
			}
		}
	}
	return name
}

// box is a field with its fault.
func (c *checkoutVisit) box(pointer, name, label, value string, in ui.Input) ui.Input {
	in.Name, in.Label, in.Value = name, c.Words.T(label), value
	return c.faults.Input(in, pointer)
}

func (c *checkoutVisit) people(p *checkoutPage, zones []orderapi.Zone) {
	f := &c.form
	p.Saved = c.book.choice(c.Visit, f.Saved)
	p.Recipient = c.box("/recipient/name", "para", "buy.recipient", f.Recipient, ui.Input{Autocomplete: "off", MaxLength: 120})
	p.Telephone = c.box("/recipient/phone", "telefono", "buy.recipient.phone", f.Telephone, ui.Input{Type: "tel", InputMode: "tel", Autocomplete: "off", Optional: true, MaxLength: 20})
	if f.Kind == orderapi.ByPickup {
		p.Pickup = c.Words.T("buy.pickup.where", "Address", c.Site.Shop.Address)
	}
	p.Comuna = comunaInput(c.Visit, zones, f.Comuna)
	p.Comuna.Attrs, p.Comuna.Value = live(), f.Comuna
	if f.Comuna != "" && !slices.ContainsFunc(p.Comuna.Options, func(o ui.Option) bool { return o.Value == f.Comuna }) {
		// Not served: the box says what was asked for, not the first of the others.
		p.Comuna.Options = append([]ui.Option{{Value: f.Comuna, Text: f.Comuna, Selected: true}}, p.Comuna.Options...)
	}
	p.Comuna = c.faults.Input(p.Comuna, "/recipient/comuna")
	p.Address = c.box("/recipient/address", "direccion", "buy.address", f.Address, ui.Input{Autocomplete: "off", MaxLength: 200})
	p.Instructions = c.box("/recipient/instructions", "indicaciones", "buy.instructions", f.Instructions, ui.Input{Type: "textarea", Rows: 2, Optional: true, MaxLength: 300, Placeholder: c.Words.T("buy.instructions.placeholder")})
}

func (c *checkoutVisit) card(p *checkoutPage) {
	f := &c.form
	p.Message = c.box("/card/message", "mensaje", "buy.card.message", f.Message, ui.Input{Type: "textarea", Optional: true, MaxLength: cardLength})
	p.Signature = c.box("/card/signature", "firma", "buy.card.signature", f.Signature, ui.Input{Optional: true, MaxLength: 80, Autocomplete: "off", Hint: c.Words.T("buy.card.signature.hint")})
	p.Anonymous = ui.Input{Name: "anonimo", Type: "checkbox", Label: c.Words.T("buy.anonymous"), Hint: c.Words.T("buy.anonymous.hint"), Checked: f.Anonymous}
	p.HidePrice = ui.Input{Name: "sin_precio", Type: "checkbox", Label: c.Words.T("buy.hide_price"), Checked: f.HidePrice}
	p.Card = ui.CardText{Message: f.Message, From: f.Signature, Tissue: p.Tissue}
	if f.Anonymous {
		p.Card.From = ""
	}
}

func (c *checkoutVisit) buyer(p *checkoutPage) {
	f := &c.form
	p.Name = c.box("/buyer/name", "nombre", "buy.name", f.Name, ui.Input{Autocomplete: "name", MaxLength: 120})
	p.Email = c.box("/buyer/email", "correo", "buy.email", f.Email, ui.Input{Type: "email", InputMode: "email", Autocomplete: "email", MaxLength: 254, Hint: c.Words.T("buy.email.hint")})
	p.Phone = c.box("/buyer/phone", "mi_telefono", "buy.phone", f.Phone, ui.Input{Type: "tel", InputMode: "tel", Autocomplete: "tel", Optional: true, MaxLength: 20})
	if c.cart.AdultOnly {
		adult := c.faults.Input(ui.Input{Name: "mayor", Type: "checkbox", Label: c.Words.T("buy.adult"), Checked: f.Adult}, "/adult")
		p.Adult = &adult
	}
	p.Terms = c.faults.Input(ui.Input{Name: "terminos", Type: "checkbox", Label: c.Words.T("buy.terms"), Checked: f.Terms}, "/terms")
	if !c.Site.Demo {
		p.NoPayment = c.Words.T("buy.no_payment", "Phone", c.Site.Shop.Phone)
		return
	}
	p.Payments = ui.Choices{Name: "medio", Legend: c.Words.T("buy.payment"), Hide: true, Stack: true, Error: c.faults.At("/payment"), Cells: []ui.Choice{
		{Value: "sandbox", Title: c.Words.T("buy.payment.sandbox"), Detail: c.Words.T("buy.payment.sandbox.text"), Chosen: true},
	}}
}

func (c *checkoutVisit) summary(p *checkoutPage, t terms, plan plan) {
	p.Lines = fixedLines(c.Visit, t, c.cart)
	for i := range p.Lines {
		left, short := c.short[p.Lines[i].ID]
		p.Blocked = p.Blocked || short
		if short && p.Lines[i].Problem == "" {
			p.Lines[i].Problem = shortText(c.Visit, left)
		}
	}
	p.Totals = totalRows(c.Visit, plan.totals(), plan.freeFrom, !p.Tissue.Solemn())
	if !plan.offer.Free { // no delivery yet: nothing to promise of its price
		p.Totals = []ui.Total{p.Totals[0], {Text: c.Words.T("buy.delivery"), Shown: c.Words.T("buy.delivery.later")}}
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
