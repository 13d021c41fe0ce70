package e2e

import (
	"regexp"

	"floresvictoria.cl/flores/internal/order/orderapi"
)

// recipient gets the flowers.
type recipient struct{ name, phone, comuna, address, instructions string }

var luz = recipient{name: "Luz Peña de Núñez", phone: "9 8765 4321", comuna: "Ñuñoa", address: "Av. Italia 1450, depto. 32", instructions: "Portón verde"}

// toCheckout goes on from the bag.
func (v *visitor) toCheckout() {
	v.t.Helper()
	v.press(v.words.T("buy.bag.pay"))
	v.says(v.words.T("buy.who"))
}

// writeRecipient says who gets the flowers, and where.
func (v *visitor) writeRecipient(r recipient) {
	v.t.Helper()
	v.fill(v.words.T("buy.recipient"), r.name)
	v.fill(v.words.T("buy.recipient.phone"), r.phone)
	if v.value(v.words.T("ask.comuna")) != r.comuna {
		v.selects(v.words.T("ask.comuna"), r.comuna)
		v.redrawn()
	}
	v.fill(v.words.T("buy.address"), r.address)
	v.fill(v.words.T("buy.instructions"), r.instructions)
}

// redrawn waits until the page follows what was chosen; without scripts it is asked to.
func (v *visitor) redrawn() {
	v.t.Helper()
	if v.scripts {
		v.settled()
		return
	}
	v.press(v.words.T("buy.refresh"))
}

// writeBuyer says who pays, and accepts the terms.
func (v *visitor) writeBuyer(name, email string) {
	v.t.Helper()
	v.fill(v.words.T("buy.name"), name)
	v.fill(v.words.T("buy.email"), email)
	v.fill(v.words.T("buy.phone"), "+56 9 6123 4567")
	v.ticks(v.words.T("buy.terms"))
}

// placeOrder sends the form, and arrives at the provider's page.
func (v *visitor) placeOrder() {
	v.t.Helper()
	v.press(v.words.T("buy.pay"))
	v.says(v.words.T("buy.sandbox"))
}

// decide is the click at the sandbox provider: approve, decline or abandon.
func (v *visitor) decide(decision string) {
	v.t.Helper()
	v.press(v.words.T("buy.sandbox." + decision))
}

var orderNumber = regexp.MustCompile(`FV-\d{8}-[0-9A-Z]{5}`)

// number is the shown order's.
func (v *visitor) number() string {
	v.t.Helper()
	n := orderNumber.FindString(v.text())
	if n == "" {
		v.t.Fatalf("%s shows no order's number:\n%s", v.at(), v.text())
	}
	return n
}

// stands waits until the order's page, opened again and again, says where it stands.
func (v *visitor) stands(number string, state orderapi.State) {
	v.t.Helper()
	v.reloadsUntil("/pedido/"+number, v.words.T("buy.state."+string(state)))
}

// readyToPay walks with one classic Rosas de Recoleta to the filled checkout.
func (v *visitor) readyToPay(name, email string) {
	v.t.Helper()
	v.open("/producto/rosas-de-recoleta")
	v.putInBag()
	v.toCheckout()
	v.writeRecipient(luz)
	v.writeBuyer(name, email)
}
