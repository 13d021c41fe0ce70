package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// door is a page of the back office, or a form's address, and what it asks for.
type door struct{ method, path, permission string }

// entries are the back office's navigation.
var entries = []door{
	{"GET", "/admin", authapi.OrdersRead}, {"GET", "/admin/buscar", authapi.OrdersRead}, {"GET", "/admin/productos", authapi.ProductsWrite},
	{"GET", "/admin/existencias", authapi.StockWrite}, {"GET", "/admin/opiniones", authapi.ReviewsModerate}, {"GET", "/admin/mensajes", authapi.ContactsRead},
	{"GET", "/admin/correo", authapi.NotificationsRead}, {"GET", "/admin/sistema", authapi.SystemRead},
}

// doors are all pages and forms, of an order, a message, a mail and an opinion that there are.
func (w *world) doors() (doors []door, number string) {
	w.t.Helper()
	o := w.bought("15-18")
	order, mail, message := "/admin/pedidos/"+o.Number, "/admin/correo/"+w.mailed(o.Buyer.Email, 1)[0].ID, "/admin/mensajes/"+w.wrote("Marta Rojas", "¿Llegan hoy?").ID
	return append(slices.Clone(entries), []door{
		{"GET", order, authapi.OrdersRead}, {"GET", order + "/orden", authapi.OrdersRead}, {"GET", order + "/tarjeta", authapi.OrdersRead}, {"GET", order + "/etiqueta", authapi.OrdersRead},
		{"GET", order + "/anular", authapi.OrdersCancel}, {"GET", order + "/devolver", authapi.PaymentsWrite}, {"GET", order + "/no-entregado", authapi.OrdersMove},
		{"GET", "/admin/productos/nuevo", authapi.ProductsWrite}, {"GET", "/admin/productos/rosas-de-recoleta", authapi.ProductsWrite}, {"GET", "/admin/existencias/FV-ROSREC-S", authapi.StockWrite},
		{"GET", message, authapi.ContactsRead}, {"GET", mail, authapi.NotificationsRead},
		{"POST", order + "/mover", authapi.OrdersMove}, {"POST", order + "/anular", authapi.OrdersCancel}, {"POST", order + "/no-entregado", authapi.OrdersMove}, {"POST", order + "/devolver", authapi.PaymentsWrite},
		{"POST", "/admin/productos", authapi.ProductsWrite}, {"POST", "/admin/productos/rosas-de-recoleta", authapi.ProductsWrite}, {"POST", "/admin/productos/rosas-de-recoleta/activo", authapi.ProductsWrite},
		{"POST", "/admin/existencias/FV-ROSREC-S", authapi.StockWrite}, {"POST", "/admin/opiniones/x", authapi.ReviewsModerate}, {"POST", message + "/estado", authapi.ContactsWrite}, {"POST", message + "/responder", authapi.ContactsWrite},
		{"POST", mail + "/ver", authapi.NotificationsReveal}, {"POST", mail + "/reenviar", authapi.NotificationsReveal}, {"POST", "/admin/sistema/order-service/x", authapi.DeadLettersWrite},
	}...), o.Number
}

func (b *browser) knock(d door) int {
	b.t.Helper()
	if d.method == http.MethodPost {
		return b.post(d.path, url.Values{"activo": {""}, "a": {"confirmed"}, "motivo": {"received"}, "cantidad": {"1"}, "idempotency_key": {"key"}, "estado": {"resolved"}})
	}
	return b.get(d.path)
}

// Each role of the staff gets the pages of its permissions and no other, by address
// and in its navigation; what it may not change stays as it is.
func TestEachRoleHasItsPages(t *testing.T) {
	w := newWorld(t)
	doors, number := w.doors()
	for _, role := range []authapi.Role{authapi.Driver, authapi.Florist, authapi.Support, authapi.Manager, authapi.Admin} {
		b := w.at(role)
		may := func(permission string) bool { return slices.Contains(role.Permissions(), permission) }
		var nav []string
		for _, e := range entries {
			if may(e.permission) {
				nav = append(nav, e.path)
			}
		}
		for _, d := range doors {
			switch {
			case may(d.permission) && d.method == http.MethodGet:
				if status := b.knock(d); status != http.StatusOK {
					t.Errorf("%s answers a %s with %d", d.path, role, status)
				}
				if len(b.nav) > 0 && !slices.Equal(b.nav, nav) {
					t.Errorf("%s: the navigation of a %s is %v", d.path, role, b.nav)
				}
			case !may(d.permission):
				b.knock(d)
				b.forbidden(string(role) + ": " + d.method + " " + d.path)
			}
		}
	}
	if o := w.order(number); o.State != orderapi.Paid {
		t.Errorf("who may not move orders moved one to %s", o.State)
	}
	pr, err := productapi.Edit.Call(w.boss, w.api, &productapi.BySlug{Slug: "rosas-de-recoleta"})
	w.must(err)
	if !pr.Active || pr.Version != 1 {
		t.Errorf("who may not change products changed one: %+v", pr)
	}
}

// Who delivers has no page in the back office yet: they are told so, and led nowhere else.
func TestADriverIsToldWhatThereIs(t *testing.T) {
	w := newWorld(t)
	driver := w.at(authapi.Driver)
	if driver.url.Path != "/cuenta" {
		t.Errorf("after the log-in a driver is at %s", driver.url)
	}
	driver.says(driver.words.T("account.no_office"))
	driver.open("/")
	if driver.leads("/admin") {
		t.Error("the shop leads a driver to the back office")
	}
	if status := driver.get("/admin"); status != http.StatusForbidden || len(driver.nav) > 0 || driver.leads("/admin/buscar") {
		t.Errorf("the back office answers a driver with %d", status)
	}
	driver.says(driver.words.Problem("forbidden", nil), driver.words.T("account.no_office"))
	florist := w.at(authapi.Florist)
	florist.open("/")
	if !florist.leads("/admin") {
		t.Error("the shop does not lead a florist to the back office")
	}
}

// A guest is asked to log in, and led back; a customer is refused. Neither sees more.
func TestTheBackOfficeIsClosedToOthers(t *testing.T) {
	w := newWorld(t)
	doors, number := w.doors()
	guest := newBrowser(t, w.URL)
	_, user := w.Customer("clienta@example.cl")
	customer := w.logIn(user.Email)
	for _, d := range doors {
		guest.knock(d)
		if guest.url.Path != "/entrar" {
			t.Errorf("%s %s leads a guest to %s", d.method, d.path, guest.url)
		}
		if back := guest.url.Query().Get("volver"); d.method == http.MethodGet && back != d.path {
			t.Errorf("after the log-in %s would lead to %q", d.path, back)
		}
		if strings.Contains(guest.main, number) {
			t.Errorf("%s shows a guest an order", d.path)
		}
		customer.knock(d)
		customer.forbidden(d.method + " " + d.path)
		if len(customer.nav) > 0 || strings.Contains(customer.main, number) {
			t.Errorf("%s shows a customer the back office", d.path)
		}
	}
	if o := w.order(number); o.State != orderapi.Paid {
		t.Errorf("somebody from outside moved an order to %s", o.State)
	}
}

// Every page is written in both languages, and says in the back office's frame that
// something is not there.
func TestEveryPageIsWrittenInBothLanguages(t *testing.T) {
	w := newWorld(t)
	doors, _ := w.doors()
	w.reviewed("Preciosas")
	b := w.at(authapi.Admin)
	spanish := map[string]string{}
	for _, lang := range []string{"es", "en"} {
		b.open("/admin?lang=" + lang)
		for _, d := range doors {
			if d.method == http.MethodPost {
				continue
			}
			b.open(d.path) // an unwritten text fails the browser
			if lang == "es" {
				spanish[d.path] = b.main
			} else if b.main == spanish[d.path] && !strings.Contains(d.path, "/tarjeta") {
				t.Errorf("%s is the same in English", d.path)
			}
			if !strings.Contains(b.html, `<html lang="`+lang+`"`) {
				t.Errorf("%s does not say that it is in %s", d.path, lang)
			}
		}
	}
	for _, path := range []string{"/admin/pedidos/FV-20261124-00000", "/admin?fecha=ayer", "/admin/productos/nada", "/admin/existencias/NADA", "/admin/mensajes/nada", "/admin/correo/nada", "/admin/pedidos/nada/tarjeta"} {
		if status := b.get(path); status != http.StatusNotFound || len(b.nav) != len(entries) {
			t.Errorf("%s answers %d, outside the back office", path, status)
		}
	}
}
