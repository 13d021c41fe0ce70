package e2e

import (
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// colleague is somebody who works in the shop, logged in at the back office.
type colleague struct {
	*visitor
	email string
}

// newColleague makes an account of the role and logs in with the password that was
// printed, which has to be changed first.
func newColleague(t *testing.T, shop *apptest.Shop, role authapi.Role) *colleague {
	t.Helper()
	c := &colleague{visitor: newVisitor(t, shop, way{}), email: freshAddress(string(role))}
	printed := shop.CreateUser(role, c.email)
	c.logIn(c.email, printed)
	c.says(c.words.T("account.change.first"))
	c.fill(c.words.T("account.current_password"), printed)
	c.fill(c.words.T("account.new_password"), apptest.Password)
	c.press(c.words.T("account.change.send"))
	if c.path() != "/admin" {
		t.Fatalf("a %s who logs in is led to %s", role, c.path())
	}
	return c
}

// logIn logs in at the shop's own page.
func (v *visitor) logIn(email, password string) {
	v.t.Helper()
	if v.path() != "/entrar" {
		v.open("/entrar")
	}
	v.fill(v.words.T("account.email"), email)
	v.fill(v.words.T("account.password"), password)
	v.press(v.words.T("account.login.send"))
}

// findOrder opens an order by the search of the back office.
func (c *colleague) findOrder(number string) {
	c.t.Helper()
	c.open("/admin")
	c.fill(c.words.T("ui.admin.search"), number)
	c.loads("searching "+number, func() { c.keys("\r") })
	c.press(number)
	c.says(number)
}

// move takes the shown order one step on.
func (c *colleague) move(to orderapi.State) {
	c.t.Helper()
	c.press(c.words.T("admin.move." + string(to)))
	c.says(c.words.T("state." + string(to)))
}

// board opens the board of a day.
func (c *colleague) board(date string) {
	c.t.Helper()
	c.open("/admin?fecha=" + date)
	day, err := i18n.ParseISO(date)
	c.must("reading a day", err)
	c.says(c.words.Day(day))
}

// mailsTo lists the subjects of an address's mails in the back office, with the
// page of each.
func (c *colleague) mailsTo(address string) map[string]string {
	c.t.Helper()
	c.open("/admin/correo")
	c.fill(c.words.T("admin.mail.to"), address)
	c.press(c.words.T("admin.find"))
	return eval[map[string]string](c.tab, `Object.fromEntries([...document.querySelectorAll('main a[href^="/admin/correo/"]')].map((a) => [a.innerText.trim(), new URL(a.href).pathname]))`)
}
