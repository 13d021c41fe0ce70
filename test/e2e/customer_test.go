package e2e

import (
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// customer is a visitor with an account.
type customer struct {
	*visitor
	name, email string
}

// verifySubject is the subject of the mail that confirms an address.
var verifySubject = map[string]string{i18n.ES: "Confirma tu correo", i18n.EN: "Confirm your e-mail"}

// register opens an account, whose address has still to be confirmed.
func (v *visitor) register(name string) *customer {
	v.t.Helper()
	c := &customer{visitor: v, name: name, email: freshAddress("camila")}
	v.open("/registro")
	v.fill(v.words.T("account.name"), name)
	v.fill(v.words.T("account.email"), c.email)
	v.fill(v.words.T("account.password"), apptest.Password)
	v.press(v.words.T("account.register.send"))
	v.says(v.words.T("account.verify.sent"), c.email)
	return c
}

// confirm follows the mailed link and presses its page's button.
func (c *customer) confirm() {
	c.t.Helper()
	c.open(awaitMail(c.t, c.email, verifySubject[c.lang]).link(c.t))
	c.press(c.words.T("account.verify.send"))
	c.says(c.words.T("account.verify.done"))
}

// newCustomer is somebody with a confirmed account, logged in.
func newCustomer(t *testing.T, shop *apptest.Shop, w way) *customer {
	t.Helper()
	c := newVisitor(t, shop, w).register("Camila Rojas")
	c.confirm()
	c.logIn(c.email, apptest.Password)
	c.says(c.words.T("account.overview"))
	return c
}

// A visitor fills a bag, opens an account by the mailed link, finds the bag there and
// what was put into one on the phone, buys, sees the order in the account, and cancels it.
func TestACustomerOpensAnAccountBuysAndCancels(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	camila := newVisitor(t, shop, way{lang: i18n.EN}).register("Camila Rojas")
	camila.open("/producto/" + roses)
	camila.putInBag()

	camila.logIn(camila.email, apptest.Password)
	camila.says(camila.words.Problem("credentials_invalid", nil)) // not before it is confirmed
	camila.confirm()
	camila.logIn(camila.email, apptest.Password)
	camila.says(camila.words.T("account.overview"), camila.words.T("account.orders.none"), camila.name)
	camila.open("/bolsa")
	camila.says(rosesName[i18n.EN])
	elsewhere := &customer{visitor: newVisitor(t, shop, way{lang: i18n.EN, width: 360}), email: camila.email}
	elsewhere.open("/producto/una-rosa")
	elsewhere.putInBag()
	elsewhere.logIn(camila.email, apptest.Password)
	elsewhere.open("/bolsa")
	elsewhere.says("One rose", rosesName[i18n.EN]) // both bags are one now
	camila.open("/bolsa")
	camila.says("One rose")
	camila.readSums()

	camila.toCheckout()
	camila.writeRecipient(luz)
	if got := camila.value(camila.words.T("buy.email")); got != camila.email {
		t.Errorf("the checkout knows the customer as %q", got)
	}
	camila.ticks(camila.words.T("buy.terms"))
	bill := camila.readSums()
	camila.placeOrder()
	camila.decide("approve")
	number := camila.number()

	camila.open("/cuenta/pedidos")
	camila.says(number, camila.words.T("account.orders.for", "Name", luz.name), i18n.Money(bill.total), camila.words.T("state.paid"))
	camila.open("/pedido/" + number)
	camila.press(camila.words.T("buy.cancel"))
	camila.says(camila.words.T("buy.cancel.sure"), camila.words.T("buy.cancel.refund", "Amount", i18n.Money(bill.total)))
	camila.fill(camila.words.T("buy.cancel.why"), "The date was wrong")
	camila.press(camila.words.T("buy.cancel"))
	camila.says(camila.words.T("buy.cancel.done"))
	camila.stands(number, orderapi.Refunded)
	camila.says(camila.words.T("buy.order.refunded", "Amount", i18n.Money(bill.total)))
	awaitMail(t, camila.email, number+": cancelled")
	awaitMail(t, camila.email, number+": refund made")
	if o := orderByAPI(shop, number); o.RefundedCLP != bill.total {
		t.Errorf("%d were refunded of %d", o.RefundedCLP, bill.total)
	}
	shop.Balance()
}

// Who forgets the password chooses another one by the mailed link, which works once.
func TestAForgottenPasswordIsChosenAnew(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	camila := newCustomer(t, shop, way{})
	camila.openMenu()
	camila.press(camila.words.T("account.logout"))

	camila.open("/entrar")
	camila.press(camila.words.T("account.login.forgot"))
	camila.fill(camila.words.T("account.email"), camila.email)
	camila.press(camila.words.T("account.forgot.send"))
	camila.says(camila.words.T("account.forgot.done", "Email", camila.email))
	link := awaitMail(t, camila.email, "Elige una clave nueva").link(t)
	const another = "peonia-y-eucalipto-3"
	camila.open(link)
	camila.fill(camila.words.T("account.new_password"), another)
	camila.press(camila.words.T("account.reset.send"))
	camila.says(camila.words.T("account.reset.done"))

	camila.logIn(camila.email, apptest.Password)
	camila.says(camila.words.Problem("credentials_invalid", nil))
	camila.logIn(camila.email, another)
	camila.says(camila.words.T("account.overview"))

	late := newVisitor(t, shop, way{})
	late.open(link)
	late.fill(late.words.T("account.new_password"), "otra-clave-mas-99")
	late.press(late.words.T("account.reset.send"))
	late.says(late.words.Problem("link_invalid", nil))
}
