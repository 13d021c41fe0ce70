package pages

import (
	"net/http"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// An order's page has all of it; each role finds the buttons of what it may do.
func TestAnOrderIsShownWhole(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15")
	path := "/admin/pedidos/" + o.Number
	support, florist := w.at(authapi.Support), w.at(authapi.Florist)
	support.open(path)
	support.says(o.Number, o.Recipient.Name, "Av. Italia 1450", "+56 9 8765 4321", "Portón verde", o.Buyer.Name, o.Buyer.Email, o.Card.Message, i18n.Money(o.Totals.TotalCLP),
		"martes 24 de noviembre, 12 a 15 h", support.words.T("payment.accepted"), support.words.T("admin.provider.sandbox"), support.words.T("state.paid"))
	for _, to := range []string{path + "/orden", path + "/tarjeta", path + "/etiqueta", path + "/anular", "/admin?fecha=" + today + "#o-" + o.Number, "tel:+56987654321"} {
		if !support.leads(to) {
			t.Errorf("the order does not lead to %s", to)
		}
	}
	florist.open(path)
	if florist.leads(path+"/anular") || !florist.has(path+"/mover") {
		t.Error("a florist may move an order and not cancel it; the page says otherwise")
	}
	support.send(support.form(path+"/mover", "a", "confirmed"), nil)
	if support.url.Path != path {
		t.Errorf("a move on the order's page leads to %s", support.url)
	}
	support.says(support.words.T("admin.you"))
	florist.open(path)
	florist.says(florist.words.T("admin.somebody"))
}

// Cancelling asks first, and asks why; it is done once.
func TestCancellingAsksWhy(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15")
	path := "/admin/pedidos/" + o.Number
	b := w.at(authapi.Support)
	b.open(path + "/anular")
	b.says(i18n.Money(o.Totals.TotalCLP), b.words.T("admin.moved.mail.will"))
	b.send(b.form(path+"/anular"), nil)
	b.faulty("f-motivo")
	b.send(b.form(path+"/anular"), fill{"motivo": strings.Repeat("x", 301)})
	b.faulty("f-motivo")
	if got := b.form(path + "/anular").values.Get("motivo"); len(got) != 301 {
		t.Error("what was written is lost")
	}
	if got := w.order(o.Number); got.State != orderapi.Paid {
		t.Fatalf("an order was cancelled without a reason: %s", got.State)
	}
	form := b.form(path + "/anular")
	b.send(form, fill{"motivo": "Se acabaron las rosas"})
	b.says(b.words.T("state.cancelled"), "Se acabaron las rosas")
	apptest.Eventually(t, "the money is given back", func() bool { return w.order(o.Number).RefundedCLP == o.Totals.TotalCLP })
	b.send(form, fill{"motivo": "Se acabaron las rosas"})
	if b.url.Path != path || b.status != http.StatusOK {
		t.Errorf("the form sent twice leads to %s, %d", b.url, b.status)
	}
	b.open(path + "/anular")
	b.says(b.words.Problem("wrong_state", nil))
	w.Balance()
}

// A delivery that failed says why, and can go out again.
func TestAFailedDeliverySaysWhy(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15")
	path := "/admin/pedidos/" + o.Number
	w.moved(o.Number, toDelivered[:4]...)
	b := w.at(authapi.Florist)
	b.open("/admin")
	if !b.leads(path + "/no-entregado") {
		t.Fatal("the board has no way to say that a delivery failed")
	}
	b.open(path + "/no-entregado")
	b.send(b.form(path+"/no-entregado"), nil)
	b.faulty("f-motivo")
	b.send(b.form(path+"/no-entregado"), fill{"motivo": "Nadie abrió"})
	b.says(b.words.T("state.delivery_failed"), "Nadie abrió")
	b.send(b.form(path+"/mover", "a", "out_for_delivery"), nil)
	if got := w.order(o.Number); got.State != orderapi.OutForDelivery {
		t.Errorf("%s stands at %s", o.Number, got.State)
	}
	b.open("/admin")
	stale := b.form(path+"/mover", "a", "delivered")
	w.moved(o.Number, orderapi.Delivered)
	b.send(stale, nil)
	b.says(b.words.Problem("version_conflict", nil))
}

// The money of a delivered order is given back after a question, once.
func TestADeliveredOrderIsPaidBackOnce(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15")
	path := "/admin/pedidos/" + o.Number
	w.moved(o.Number, toDelivered...)
	florist, b := w.at(authapi.Florist), w.at(authapi.Support)
	florist.open(path)
	if florist.leads(path + "/devolver") {
		t.Error("a florist is led to give money back")
	}
	b.open(path)
	if !b.leads(path + "/devolver") {
		t.Fatal("support finds no way to give the money back")
	}
	b.open(path + "/devolver")
	b.says(i18n.Money(o.Totals.TotalCLP), o.Buyer.Name)
	form := b.form(path + "/devolver")
	b.send(form, nil)
	b.says(b.words.T("admin.refund.done", "Amount", i18n.Money(o.Totals.TotalCLP)), b.words.T("state.refunded"))
	b.send(form, nil)
	if got := w.order(o.Number); got.RefundedCLP != o.Totals.TotalCLP {
		t.Errorf("%d of %d are given back", got.RefundedCLP, o.Totals.TotalCLP)
	}
	b.open(path + "/devolver")
	b.says(b.words.T("admin.refund.none"))
	w.Balance()
}

// Orders are found by number, name and mail; words find products too, for whoever
// works with them. A date that is none is said.
func TestOrdersAreFound(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15", func(p *apptest.Purchase) { p.Buyer = "rosa.lagos@example.cl" })
	b := w.at(authapi.Florist)
	for _, q := range []string{o.Number, "rosa.lagos", "Peña"} {
		b.open("/admin/buscar?q=" + q)
		b.says(b.words.T("admin.board.orders", "Count", 1), o.Number)
	}
	b.open("/admin/buscar?q=recoleta")
	b.says(b.words.T("admin.orders"), "FV-ROSREC-S")
	b.open("/admin/buscar?q=nadie")
	b.says(b.words.T("list.empty.title"), b.words.T("ui.filters.clear"))
	if status := b.get("/admin/buscar?fecha=ma%C3%B1ana"); status != http.StatusUnprocessableEntity {
		t.Errorf("a date that is none answers %d", status)
	}
	b.says(b.words.Problem("expected_date", nil))
	b.open("/admin/buscar?estado=paid&fecha=" + today)
	b.says(o.Number)
	b.open("/admin/buscar?estado=delivered")
	if strings.Contains(b.main, o.Number) {
		t.Error("a paid order is among the delivered ones")
	}
}

// What is chosen in a list is there at the next visit, until it is cleared; words are not kept,
// and the header's search looks everywhere.
func TestAListRemembersWhatWasChosen(t *testing.T) {
	w := newWorld(t)
	o := w.bought("12-15")
	b := w.at(authapi.Support)
	b.open("/admin/buscar?q=&estado=delivered&fecha=")
	b.open("/admin/buscar")
	if strings.Contains(b.main, o.Number) {
		t.Error("the chosen state is forgotten")
	}
	b.open("/admin/buscar?q=" + o.Number)
	b.says(b.words.T("admin.board.orders", "Count", 1))
	b.open("/admin/buscar")
	if !b.leads("/admin/buscar?estado=&fecha=&q=") {
		t.Fatalf("nothing clears the choice: %v", b.links)
	}
	b.open("/admin/buscar?estado=&fecha=&q=")
	b.says(o.Number)
	b.open("/admin/buscar?q=nadie")
	b.open("/admin/buscar")
	b.says(o.Number)
	b.open("/admin/mensajes?estado=resolved")
	b.open("/admin/mensajes")
	if !strings.Contains(b.html, `estado=resolved" aria-current="page"`) {
		t.Error("the inbox has forgotten its tab")
	}
	b.open("/admin/correo?estado=nada")
	b.says(b.words.T("admin.mail.created"))
}
