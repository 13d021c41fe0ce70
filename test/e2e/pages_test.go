package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// The main pages fit a phone and a desk, and keep nobody out.

func TestTheShopsPagesFitAndKeepNobodyOut(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	ana := newVisitor(t, shop, way{})
	ana.readyToPay("Ana Soto", freshAddress("ana"))
	ana.fits("checkout")
	ana.keepsNobodyOut(1440)
	ana.placeOrder()
	ana.fits("sandbox")
	ana.decide("decline")
	ana.fits("order-unpaid")
	ana.press(ana.words.T("buy.pay"))
	ana.decide("approve")
	ana.fits("order")
	ana.press(ana.words.T("buy.cancel"))
	ana.fits("order-cancel")
	ana.visit(map[string]string{
		"home": "/", "list": "/flores", "category": "/flores/rosas", "occasions": "/ocasiones", "occasion": "/ocasiones/condolencias", "search": "/buscar?q=rosaz+rojas", "search-empty": "/buscar?q=xyzzyqq",
		"product": "/producto/" + roses + "?talla=premium", "bag-empty": "/bolsa", "track": "/seguimiento", "zones": "/despacho", "contact": "/contacto", "terms": "/terminos", "privacy": "/privacidad",
		"log-in": "/entrar", "register": "/registro", "verify": "/verificar", "forgot": "/olvide-clave",
	})
	for _, page := range []string{"/", "/flores", "/producto/" + roses} {
		ana.open(page)
		ana.keepsNobodyOut(1440)
	}
	ana.putInBag()
	ana.fits("bag")
	ana.toCheckout()
	ana.press(ana.words.T("buy.pay"))
	ana.fits("checkout-faults")
	if status := ana.get("/no-hay-nada"); status != http.StatusNotFound {
		t.Errorf("a page that is not there answers %d", status)
	}
	ana.fits("not-found")
}

func TestTheAccountsPagesFitAndKeepNobodyOut(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	camila := newCustomer(t, shop, way{})
	camila.open("/producto/" + roses)
	camila.press(camila.words.T("ui.wish"))
	camila.putInBag()
	camila.toCheckout()
	camila.writeRecipient(luz)
	camila.ticks(camila.words.T("buy.terms"))
	camila.placeOrder()
	camila.decide("approve")
	camila.visit(map[string]string{
		"account": "/cuenta", "account-orders": "/cuenta/pedidos", "account-profile": "/cuenta/perfil", "account-addresses": "/cuenta/direcciones", "account-people": "/cuenta/personas",
		"account-wishes": "/cuenta/favoritos", "account-sessions": "/cuenta/sesiones", "account-data": "/cuenta/datos", "account-password": "/cuenta/clave",
	})
}

func TestTheBackOfficesPagesFitAndKeepNobodyOut(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	order := apptest.Purchase{Buyer: freshAddress("ana")}.Buy(shop, guest()).Order
	apptest.Purchase{Choice: &orderapi.ChosenDelivery{Kind: orderapi.BySlot, Date: order.Delivery.Date, Slot: order.Delivery.Slot}}.Buy(shop, guest())
	apptest.Purchase{}.Place(shop, guest())
	ana := newVisitor(t, shop, way{})
	message := ana.writeToTheShop("Ana Soto", order.Buyer.Email, "¿Llegan a Lampa?")
	ana.fits("contact-sent")
	awaitMail(t, order.Buyer.Email, order.Number)

	boss := newColleague(t, shop, authapi.Admin)
	at := "/admin/pedidos/" + order.Number
	boss.visit(map[string]string{
		"admin-board": "/admin?fecha=" + order.Delivery.Date, "admin-orders": "/admin/buscar", "admin-order": at, "admin-order-cancel": at + "/anular",
		"admin-products": "/admin/productos", "admin-product": "/admin/productos/" + roses, "admin-product-new": "/admin/productos/nuevo",
		"admin-stock": "/admin/existencias", "admin-sku": "/admin/existencias/" + apptest.DefaultSKU, "admin-reviews": "/admin/opiniones",
		"admin-inbox": "/admin/mensajes", "admin-mail": "/admin/correo", "admin-system": "/admin/sistema",
	})
	for _, page := range []string{"/admin?fecha=" + order.Delivery.Date, at} {
		boss.open(page)
		boss.keepsNobodyOut(1440)
	}
	for name, paper := range map[string]string{"print-ticket": at + "/orden", "print-card": at + "/tarjeta", "print-label": at + "/etiqueta"} {
		boss.open(paper) // a sheet of paper is as wide as it is
		boss.fitsIn(1440, name)
	}
	boss.readsMessage(message)
	boss.fits("admin-message")
	for _, page := range boss.mailsTo(order.Buyer.Email) {
		boss.visit(map[string]string{"admin-mail-one": page})
		break
	}
}

// visit opens each page and looks whether it fits.
func (p *tab) visit(pages map[string]string) {
	p.t.Helper()
	for name, path := range pages {
		p.open(path)
		p.fits(name)
	}
}

// fits looks at the shown page on a phone and at a desk: nothing may reach beyond the
// window. On a phone, where all is smallest and closest, axe-core looks too.
func (p *tab) fits(name string) {
	p.t.Helper()
	p.fitsIn(360, name)
	p.keepsNobodyOut(360)
	p.fitsIn(1440, name)
}

// fitsIn looks at the shown page in a window of a width, and leaves a picture of it.
func (p *tab) fitsIn(width int64, name string) {
	p.t.Helper()
	p.width(width)
	if wide := eval[int64](p, `document.documentElement.scrollWidth`); wide > width {
		p.t.Errorf("%s is %d px wide in a window of %d: %s", p.at(), wide, width, p.widest())
	}
	p.picture(name + "-" + itoa(int(width)))
}

// keepsNobodyOut fails for everything that axe-core finds on the shown page.
func (p *tab) keepsNobodyOut(width int64) {
	p.t.Helper()
	p.width(width)
	p.scrolls("document.body.scrollHeight") // at the page's end a bar that stays in view covers nothing
	for _, b := range p.barriers() {
		p.t.Errorf("%s at %d px: %s, %s\n    %s", p.at(), width, b.ID, b.Help, b.Where)
	}
	p.scrolls("0")
}

func (p *tab) scrolls(top string) {
	p.t.Helper()
	eval[chromedp.Void](p, `scrollTo({ top: `+top+`, behavior: "instant" })`)
}

// widest names what reaches beyond the window.
func (p *tab) widest() string {
	p.t.Helper()
	return strings.Join(eval[[]string](p, `[...document.querySelectorAll("body *")].filter((el) => el.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((el) => el.outerHTML.slice(0, 120))`), "\n    ")
}
