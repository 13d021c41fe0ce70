package pages

import (
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// The printed sheets name no price, and no sender who wants to stay unknown.
func TestThePrintedSheetsKeepSecrets(t *testing.T) {
	w := newWorld(t)
	number := w.placed(orderapi.ChosenDelivery{Kind: orderapi.Express, Date: today}, 45000)
	o := w.order(number)
	path := "/admin/pedidos/" + number
	b := w.at(authapi.Florist)
	for sheet, texts := range map[string][]string{
		"orden":    {number, "Rosas de Recoleta", "12 rosas", "Luz Peña", "Con cariño", "Portón verde", "Providencia", "11:30"},
		"tarjeta":  {"Con cariño", "Flores Victoria"},
		"etiqueta": {number, "Luz Peña", "Av. Italia 1450", "Providencia", "+56 9 8765 4321", "Portón verde", "11:30"},
	} {
		b.open(path + "/" + sheet)
		b.says(texts...)
		b.keepsQuiet("$", o.Buyer.Name, o.Buyer.Email, "Ana")
		if !b.leads(path) {
			t.Errorf("%s does not lead back", sheet)
		}
	}
	b.open(path + "/orden")
	if !strings.Contains(b.html, ".outline.svg") || !strings.Contains(b.html, `<svg viewBox="0 0`) {
		t.Error("the ticket lacks its drawing in lines, or its code")
	}
	named := w.bought("15-18")
	b.open("/admin/pedidos/" + named.Number + "/tarjeta")
	b.says(named.Card.Message, named.Card.Signature)
}

// What is fetched says so in place of an address; what is over says that there is
// nothing to make.
func TestTheSheetsOfPickupsAndOfOrdersThatAreOver(t *testing.T) {
	w := newWorld(t)
	pickup, over := w.fetched(), w.bought("15-18")
	w.moved(over.Number, orderapi.Cancelled)
	b := w.at(authapi.Florist)
	for _, sheet := range []string{"orden", "etiqueta"} {
		b.open("/admin/pedidos/" + pickup + "/" + sheet)
		b.says(b.words.T("admin.pickup"))
	}
	b.open("/admin/pedidos/" + over.Number + "/orden")
	if !strings.Contains(b.main, b.words.T("state.cancelled")) && !strings.Contains(b.main, b.words.T("state.refunded")) {
		t.Errorf("a cancelled order is printed as if it were to be made: %s", b.main)
	}
	b.open("/admin/pedidos/" + over.Number)
	if b.leads("/admin/pedidos/" + over.Number + "/orden") {
		t.Error("a cancelled order offers its ticket")
	}
}
