package e2e

import (
	"net/http"
	"net/url"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
)

// Each role sees its own pages of the back office, in its menu and by their address.
func TestTheBackOfficeShowsEachRoleItsOwn(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	pages := map[string]string{ // and what the menu calls them
		"/admin": "admin.today", "/admin/buscar": "admin.orders", "/admin/existencias": "admin.stock", "/admin/opiniones": "admin.reviews",
		"/admin/mensajes": "admin.inbox", "/admin/correo": "admin.mail", "/admin/productos": "admin.products", "/admin/sistema": "admin.system",
	}
	sees := map[authapi.Role][]string{
		authapi.Florist: {"/admin", "/admin/buscar", "/admin/existencias"},
		authapi.Support: {"/admin", "/admin/buscar", "/admin/existencias", "/admin/opiniones", "/admin/mensajes", "/admin/correo"},
		authapi.Admin:   {"/admin", "/admin/buscar", "/admin/existencias", "/admin/opiniones", "/admin/mensajes", "/admin/correo", "/admin/productos", "/admin/sistema"},
	}
	for role, own := range sees {
		c := newColleague(t, shop, role)
		mine := map[string]bool{}
		for _, page := range own {
			mine[page] = true
		}
		for page, name := range pages {
			if got := c.has("control", c.words.T(name)); got != mine[page] {
				t.Errorf("the menu of a %s has %s: %t", role, page, got)
			}
		}
		for page := range pages {
			switch status := c.get(page); {
			case mine[page] && status != http.StatusOK:
				t.Errorf("%s answers a %s with %d", page, role, status)
			case !mine[page] && status != http.StatusForbidden:
				t.Errorf("%s answers a %s with %d", page, role, status)
			case !mine[page]:
				c.says(c.words.Problem("forbidden", nil))
			}
		}
	}
}

// A customer is refused at the back office; a guest is asked to log in, and who then
// does and works there arrives where they wanted to.
func TestTheBackOfficeIsForTheStaff(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	camila := newCustomer(t, shop, way{})
	if status := camila.get("/admin"); status != http.StatusForbidden {
		t.Errorf("/admin answers a customer with %d", status)
	}
	camila.says(camila.words.Problem("forbidden", nil))
	camila.open("/")
	if camila.has("control", camila.words.T("ui.admin")) {
		t.Error("a customer is shown the way to the back office")
	}

	flor := newColleague(t, shop, authapi.Florist)
	flor.click(flor.email) // the menu is called by who is logged in
	flor.press(flor.words.T("ui.logout"))
	flor.open("/admin/existencias")
	if at, err := url.Parse(flor.at()); err != nil || at.Path != "/entrar" {
		t.Fatalf("a guest at the back office is led to %s", flor.at())
	}
	flor.logIn(flor.email, apptest.Password)
	if flor.path() != "/admin/existencias" {
		t.Errorf("after the log-in the florist is at %s", flor.path())
	}
}

// The board is worked by keys: j and k walk, space moves on.
func TestTheBoardIsWorkedByKeys(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	first := apptest.Purchase{}.Buy(shop, guest())
	apptest.Purchase{}.Buy(shop, guest())
	date := first.Order.Delivery.Date
	flor := newColleague(t, shop, authapi.Florist)
	flor.board(date)

	flor.keys("j")
	one := flor.inFocus()
	flor.keys("j")
	if two := flor.inFocus(); one == "" || two == "" || one == two {
		t.Fatalf("j walks from %q to %q", one, two)
	}
	flor.keys("k")
	if back := flor.inFocus(); back != one {
		t.Fatalf("k walks back to %q, not to %q", back, one)
	}
	flor.loads("the space bar", func() { flor.keys(" ") })
	flor.says(flor.words.T("state.confirmed"), flor.words.T("state.paid")) // one of two
	flor.keys("/")
	flor.types(first.Order.Number)
	flor.loads("searching", func() { flor.keys("\r") })
	flor.says(first.Order.Number)
}

// inFocus is the number of the order that the keys act on.
func (c *colleague) inFocus() string {
	c.t.Helper()
	return eval[string](c.tab, `document.activeElement.id.replace(/^o-/, "")`)
}
