package e2e

import (
	"strconv"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// A guest buys, a florist delivers, the mails arrive, and what the guest thinks of it
// is read by others: in both languages, on a phone, and without scripts.
func TestAGuestBuys(t *testing.T) {
	for name, w := range map[string]way{
		"in Spanish":                  {lang: i18n.ES},
		"in English, on a phone":      {lang: i18n.EN, width: 360},
		"in Spanish, without scripts": {lang: i18n.ES, noScripts: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			aGuestBuys(t, w)
		})
	}
}

const (
	roses     = "rosas-de-recoleta"
	deluxeCLP = 62000
	vaseCLP   = 9000
)

var rosesName = map[string]string{i18n.ES: "Rosas de Recoleta", i18n.EN: "Recoleta roses"}

func aGuestBuys(t *testing.T, w way) {
	shop := newShop(t)
	ana, mail := newVisitor(t, shop, w), freshAddress("ana")
	const card = "Feliz cumpleaños, tía Nena.\nUn abrazo <grande> & largo."

	ana.search("rosaz rojas")
	ana.says("rosas rojas", rosesName[w.lang])
	ana.filter("categoria", "rosas")
	ana.chooseProduct(rosesName[w.lang])
	ana.unrated()
	ana.chooseSize("deluxe")
	ana.chooseComuna(luz.comuna)
	when := ana.chooseDelivery()
	ana.addVase()
	ana.writeCard(card)
	ana.putInBag()
	ana.says(rosesName[w.lang], ana.words.T("size.deluxe"), ana.hours(when))
	if s := ana.readSums(); s.goods != deluxeCLP+vaseCLP {
		t.Errorf("the bag's goods come to %d, not to %d", s.goods, deluxeCLP+vaseCLP)
	}

	ana.toCheckout()
	ana.says(ana.hours(when))
	if got := ana.value(ana.words.T("buy.card.message")); got != card {
		t.Errorf("the checkout has forgotten the card: %q", got)
	}
	ana.writeRecipient(luz)
	ana.fill(ana.words.T("buy.card.signature"), "Ana")
	ana.writeBuyer("Ana Soto", mail)
	bill := ana.readSums()
	ana.placeOrder()
	ana.says(i18n.Money(bill.total))
	ana.decide("approve")

	number := ana.number()
	ana.says(ana.words.T("buy.state.paid"), ana.words.T("buy.outcome.accepted"), luz.name, luz.address, ana.hours(when), mail, card)
	if got := ana.readSums(); got != bill {
		t.Errorf("the checkout said %+v, the order says %+v", bill, got)
	}
	o := orderByAPI(shop, number)
	if o.Totals.TotalCLP != bill.total || o.Delivery.Date != when.date || o.Delivery.Slot != when.slot || o.Card.Message != card || o.Lang != w.lang {
		t.Errorf("the API's order is another one: %+v", o)
	}
	ana.reloadsUntil("/bolsa", ana.words.T("buy.bag.empty"))

	flor := newColleague(t, shop, authapi.Florist)
	flor.board(when.date)
	flor.says(luz.name, flor.words.T("state.paid"))
	flor.findOrder(number)
	for _, to := range []orderapi.State{orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered} {
		flor.move(to)
		ana.stands(number, to)
	}

	delivered := ana.getsMails(mail, number)
	sol := newColleague(t, shop, authapi.Support)
	sol.readsMails(mail)
	title := "Preciosas, " + number
	ana.reviews(delivered, rosesName[w.lang], title, 5)
	sol.publishes(title)
	ana.isRated(roses, title, 5, 1)
	shop.Balance()
}

func itoa(n int) string { return strconv.Itoa(n) }
