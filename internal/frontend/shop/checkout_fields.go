package shop

import (
	"slices"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/chile"
)

// box is a field with its fault.
func (c *checkoutVisit) box(pointer, name, label, value string, in ui.Input) ui.Input {
	in.Name, in.Label, in.Value = name, c.Words.T(label), value
	return c.faults.Input(in, pointer)
}

// people asks who gets the flowers, and where.
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

// card asks what goes with them.
func (c *checkoutVisit) card(p *checkoutPage) {
	f := &c.form
	p.Message = c.box("/card/message", "mensaje", "buy.card.message", f.Message, ui.Input{Type: "textarea", Optional: true, MaxLength: cardLength})
	p.Signature = c.box("/card/signature", "firma", "buy.card.signature", f.Signature, ui.Input{Optional: true, MaxLength: 80, Autocomplete: "off", Hint: c.Words.T("buy.card.signature.hint")})
	p.Anonymous = ui.Input{Name: "anonimo", Type: "checkbox", Label: c.Words.T("buy.anonymous"), Hint: c.Words.T("buy.anonymous.hint"), Checked: f.Anonymous}
	p.HidePrice = ui.Input{Name: "sin_precio", Type: "checkbox", Label: c.Words.T("buy.hide_price"), Checked: f.HidePrice}
	p.Card = ui.CardText{Message: f.Message, Tissue: p.Tissue}
	if !f.Anonymous {
		p.Card.From, p.Card.FromField = f.Signature, "f-firma"
	}
}

// buyer asks who pays, and how.
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
