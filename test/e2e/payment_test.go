package e2e

import (
	"testing"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// A payment that is declined, and one that is left, cost nothing and lose nothing:
// the third one pays the same order.
func TestADeclinedAndAnAbandonedPaymentAreTriedAgain(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	ana, mail := newVisitor(t, shop, way{lang: i18n.EN, width: 360}), freshAddress("ana")
	ana.readyToPay("Ana Soto", mail)
	bill := ana.readSums()
	ana.placeOrder()

	ana.decide("decline")
	number := ana.number()
	ana.says(ana.words.T("buy.outcome.declined"), ana.words.T("buy.state.pending_payment"))
	ana.press(ana.words.T("buy.pay"))
	ana.decide("abandon")
	ana.says(ana.words.T("buy.outcome.abandoned"), number)
	ana.press(ana.words.T("buy.pay"))
	ana.says(number, i18n.Money(bill.total))
	ana.decide("approve")
	ana.says(ana.words.T("buy.outcome.accepted"), ana.words.T("buy.state.paid"))

	o := orderByAPI(shop, number)
	if o.State != orderapi.Paid || o.PaidCLP != bill.total {
		t.Errorf("%s stands at %s with %d paid of %d", number, o.State, o.PaidCLP, bill.total)
	}
	awaitMail(t, mail, number+": payment received")
	shop.Balance()
}

// Who lost the link finds the order by its number and their address; whoever has
// only one of both finds nothing.
func TestAGuestFindsTheOrderByNumberAndAddress(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	ana, mail := newVisitor(t, shop, way{}), freshAddress("ana")
	ana.readyToPay("Ana Soto", mail)
	ana.placeOrder()
	ana.decide("approve")
	number := ana.number()

	later := newVisitor(t, shop, way{noScripts: true})
	later.open("/pedido/" + number)
	later.says(later.words.T("buy.track.needed"))
	later.keepsQuiet(luz.name, mail)
	later.fill(later.words.T("buy.track.number"), number)
	later.fill(later.words.T("buy.track.email"), "otra@example.cl")
	later.press(later.words.T("buy.track.send"))
	later.says(later.words.Problem("order_not_found", nil))
	later.fill(later.words.T("buy.track.number"), number)
	later.fill(later.words.T("buy.track.email"), mail)
	later.press(later.words.T("buy.track.send"))
	later.says(number, luz.name, later.words.T("buy.state.paid"))

	mailed := newVisitor(t, shop, way{})
	mailed.open(awaitMail(t, mail, number+": pago recibido").link(t))
	mailed.says(number, luz.name)
}
