package e2e

import (
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// classicStock is how many classic Rosas de Recoleta the demo shop begins with.
const classicStock = 30

// spoils notes in the back office that some of a SKU can no longer be sold.
func (c *colleague) spoils(sku string, count, left int) {
	c.t.Helper()
	c.open("/admin/existencias")
	c.fill(c.words.T("admin.find"), sku)
	c.press(c.words.T("admin.find"))
	c.press(sku)
	c.selects(c.words.T("admin.stock.reason"), c.words.T("stock.reason.spoiled"))
	c.fill(c.words.T("admin.stock.quantity"), itoa(count))
	c.press(c.words.T("admin.stock.record"))
	c.says(c.words.T("admin.stock.moved", "SKU", sku, "After", left))
}

// What is sold out says so: to who is about to pay for it, in the bag that still
// holds it, and on its page. The staff hear of it.
func TestSoldOutIsSaidInWords(t *testing.T) {
	t.Parallel()
	shop := newShop(t, func(c *app.Config) { c.StaffMail = freshAddress("taller") })
	ana := newVisitor(t, shop, way{})
	ana.readyToPay("Ana Soto", freshAddress("ana"))
	newColleague(t, shop, authapi.Florist).spoils(apptest.DefaultSKU, classicStock, 0)

	ana.press(ana.words.T("buy.pay"))
	ana.says(ana.words.Problem("sold_out", nil))
	ana.open("/bolsa")
	ana.says(ana.words.Problem("sold_out", nil), ana.words.T("buy.bag.blocked"))
	if ana.has("control", ana.words.T("buy.bag.pay")) {
		t.Error("the bag goes on to pay for what is sold out")
	}
	ana.open("/producto/" + roses)
	ana.says(ana.words.T("shop.sold_out"))
	if ana.has("control", ana.words.T("product.buy")) {
		t.Error("the page sells what is sold out")
	}
	ana.chooseSize("deluxe")
	ana.putInBag() // the other sizes are there
	ana.says(ana.words.T("size.deluxe"))
	shop.Balance()
}

// A window that fills up while somebody writes the checkout is refused in words, with
// the next one that can be had; the others see it closed.
func TestAFullWindowIsSaidInWords(t *testing.T) {
	t.Parallel()
	shop := newShop(t, func(c *app.Config) { c.SlotCapacity = 1 })
	ana := newVisitor(t, shop, way{})
	ana.open("/producto/" + roses)
	ana.chooseComuna(luz.comuna)
	when := ana.chooseDelivery()
	ana.putInBag()
	ana.toCheckout()
	ana.writeRecipient(luz)
	ana.writeBuyer("Ana Soto", freshAddress("ana"))
	taken := apptest.Purchase{Comuna: luz.comuna, Choice: &orderapi.ChosenDelivery{Kind: orderapi.BySlot, Date: when.date, Slot: when.slot}}
	taken.Buy(shop, guest())

	ana.press(ana.words.T("buy.pay"))
	ana.says(ana.words.T("slot.full"))
	ana.says(ana.words.T("buy.who")) // still at the checkout, and nothing is lost
	if got := ana.value(ana.words.T("buy.recipient")); got != luz.name {
		t.Errorf("the checkout has forgotten %s: %q", luz.name, got)
	}
	ana.placeOrder() // what it proposes instead can be had
	ana.decide("approve")
	ana.says(ana.words.T("buy.state.paid"))
	ana.keepsQuiet(ana.hours(when) + ", en " + luz.comuna)

	benito := newVisitor(t, shop, way{noScripts: true})
	benito.open("/producto/" + roses)
	benito.chooseComuna(luz.comuna)
	benito.open("/producto/" + roses + "?fecha=" + when.date)
	benito.says(benito.words.T("slot.full"))
	if benito.has("cell", cellName("tramo", when.slot)) {
		t.Error("the page offers a window that is full")
	}
	shop.Balance()
}
