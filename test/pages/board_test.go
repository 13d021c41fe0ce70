package pages

import (
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

func short(number string) string { return number[strings.LastIndex(number, "-")+1:] }

// card is what the board says of an order, from its state to its buttons.
func (b *browser) card(number string) string {
	b.t.Helper()
	_, after, ok := strings.Cut(b.html, `id="o-`+number+`"`)
	if !ok {
		b.t.Fatalf("the board has no %s:\n%s", number, b.main)
	}
	body, _, _ := strings.Cut(after, "</article>")
	return body
}

// One click moves an order on; the board comes back at its card, and says whether
// somebody was told. The same form sent twice moves it once.
func TestTheBoardMovesAnOrderOnce(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15")
	b := w.at(authapi.Florist)
	b.open("/admin")
	b.says("Martes 24 de noviembre", "1 pedido", "1 por preparar", o.Recipient.Name, short(o.Number))
	confirm := b.form("/admin/pedidos/"+o.Number+"/mover", "a", "confirmed")
	b.send(confirm, nil)
	if b.url.Path != "/admin" || b.url.Fragment != "o-"+o.Number {
		t.Errorf("after the move the florist is at %s", b.url)
	}
	b.says(b.words.T("state.confirmed"), b.words.T("admin.moved.mail"))
	if got := w.order(o.Number); got.State != orderapi.Confirmed {
		t.Errorf("%s stands at %s", o.Number, got.State)
	}
	steps := len(w.order(o.Number).Timeline)
	b.send(confirm, nil)
	if got := w.order(o.Number); got.State != orderapi.Confirmed || len(got.Timeline) != steps {
		t.Errorf("the form sent twice moved the order twice: %+v", got.Timeline)
	}
	b.send(b.form("/admin/pedidos/"+o.Number+"/mover", "a", "preparing"), nil)
	b.says(short(o.Number) + ", " + o.Recipient.Name + ": " + b.words.T("state.preparing"))
	if strings.Contains(b.main, b.words.T("admin.moved.mail")) {
		t.Error("nobody is told that the making began")
	}
}

// Two florists click the same order: the slower one is told in words and sees how
// the order stands.
func TestTheSlowerFloristIsTold(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15")
	one, two := w.at(authapi.Florist), w.at(authapi.Florist)
	one.open("/admin")
	two.open("/admin")
	one.send(one.form("/admin/pedidos/"+o.Number+"/mover", "a", "confirmed"), nil)
	two.send(two.form("/admin/pedidos/"+o.Number+"/mover", "a", "confirmed"), nil)
	two.says(short(o.Number)+": "+two.words.Problem("version_conflict", nil), two.words.T("state.confirmed"))
	if !strings.Contains(two.html, "notice-bad") {
		t.Error("what did not happen is told as good news")
	}
}

// What cannot wait is marked, and only that.
func TestUrgentOrdersAreMarked(t *testing.T) {
	w := newWorld(t)
	soon, later := w.bought("09-12"), w.bought("15-18")
	unpaid := apptest.Purchase{Choice: &orderapi.ChosenDelivery{Kind: orderapi.BySlot, Date: today, Slot: "12-15"}}.Place(w.Shop, t.Context()).Order
	b := w.at(authapi.Florist)
	urgent := func(number string) bool {
		b.open("/admin?fecha=" + today)
		before, _, _ := strings.Cut(b.html, `id="o-`+number+`"`)
		return strings.Contains(before[strings.LastIndex(before, "<article"):], "urgent")
	}
	if urgent(soon.Number) {
		t.Error("at nine an order until twelve is urgent")
	}
	w.later(2 * time.Hour)
	if !urgent(soon.Number) || urgent(later.Number) {
		t.Error("at eleven only the order until twelve is urgent")
	}
	b.says(b.words.T("admin.urgent", "Time", "12:00"))
	w.later(90 * time.Minute)
	if !urgent(soon.Number) {
		t.Error("an order that is late is not marked")
	}
	b.says(b.words.T("admin.late", "Time", "12:00"))
	if strings.Contains(b.html, `id="o-`+unpaid.Number+`"`) && urgent(unpaid.Number) {
		t.Error("an order that nobody paid is urgent")
	}
	w.moved(soon.Number, toDelivered...)
	if urgent(soon.Number) {
		t.Error("a delivered order is urgent")
	}
}

// Pickup, express and condolence can be told apart; nothing is printed of what is
// not paid.
func TestTheBoardTellsOrdersApart(t *testing.T) {
	w := newWorld(t)
	wreath := w.bought("15-18", func(p *apptest.Purchase) { p.SKUs = []string{w.wreath()} })
	unpaid := apptest.Purchase{Choice: &orderapi.ChosenDelivery{Kind: orderapi.BySlot, Date: today, Slot: "18-21"}}.Place(w.Shop, t.Context()).Order
	pickup, express := w.fetched(), w.hurried()
	b := w.at(authapi.Florist)
	b.open("/admin")
	for _, c := range []struct{ what, number, text string }{
		{"a pickup", pickup, "12 a 15 h"}, {"a wreath", wreath.Number, b.words.T("admin.mourning")}, {"an express order", express, "11:30"},
	} {
		if !strings.Contains(b.card(c.number), c.text) {
			t.Errorf("%s does not say %q: %s", c.what, c.text, b.card(c.number))
		}
	}
	_, fetched, apart := strings.Cut(b.html, `aria-label="`+b.words.T("admin.board.pickup")+`"`)
	if fetched, _, _ = strings.Cut(fetched, "</section>"); !apart || !strings.Contains(fetched, short(pickup)) || strings.Contains(fetched, short(express)) {
		t.Error("what is fetched at the shop has no lane of its own")
	}
	b.says(b.words.T("slot.express"), b.words.T("admin.board.unpaid", "Count", 1), b.words.T("admin.board.mourning", "Count", 1))
	if c := b.card(unpaid.Number); strings.Contains(c, "/orden") || strings.Contains(c, "<form") {
		t.Errorf("an order that nobody paid can be printed and moved: %s", c)
	}
	w.moved(pickup, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready)
	b.open("/admin")
	if c := b.card(pickup); !strings.Contains(c, b.words.T("admin.pickup.out_for_delivery")) || strings.Contains(c, b.words.T("admin.move.out_for_delivery")) {
		t.Errorf("a pickup is sent out: %s", c)
	} else if !strings.Contains(c, b.words.T("state.ready.pickup")) {
		t.Errorf("a pickup is not ready for pickup: %s", c)
	}
	w.moved(pickup, orderapi.OutForDelivery, orderapi.Delivered)
	for _, path := range []string{"/admin", "/admin/pedidos/" + pickup, "/admin/buscar?q=" + pickup} {
		b.open(path)
		b.says(b.words.T("state.delivered.pickup"))
	}
	b.open("/admin/pedidos/" + pickup)
	b.keepsQuiet(b.words.T("state.delivered"))
}

// The board leads to any day, and an empty one says so.
func TestTheBoardShowsOtherDays(t *testing.T) {
	w := newWorld(t)
	b := w.at(authapi.Florist)
	b.open("/admin?fecha=2026-12-10")
	b.says("Jueves 10 de diciembre", b.words.T("admin.board.none"))
	if !b.leads("/admin?fecha=" + today) {
		t.Error("a far day does not lead back to today")
	}
	b.open("/admin?fecha=2026-12-25")
	b.says(b.words.T("admin.board.closed"))
}

// Support sees on the board how many messages wait; a florist is not told of them.
func TestTheBoardCountsMessages(t *testing.T) {
	w := newWorld(t)
	w.wrote("Marta Rojas", "¿Llegan hoy?")
	support, florist := w.at(authapi.Support), w.at(authapi.Florist)
	support.open("/admin")
	if !strings.Contains(support.text, support.words.T("admin.inbox")+" 1") {
		t.Errorf("the navigation does not count the message: %s", support.text)
	}
	florist.open("/admin")
	if strings.Contains(florist.text, florist.words.T("admin.inbox")) {
		t.Error("a florist is told of messages")
	}
}
