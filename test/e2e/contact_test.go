package e2e

import (
	"regexp"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/auth/authapi"
)

var messageNumber = regexp.MustCompile(`Su número es (\S+)`)

// writeToTheShop sends the form of the contact page, and returns the message's number.
func (v *visitor) writeToTheShop(name, email, text string) (number string) {
	v.t.Helper()
	v.open("/contacto")
	v.selects(v.words.T("texts.contact.category"), v.words.T("texts.contact.category.order"))
	v.fill(v.words.T("account.name"), name)
	v.fill(v.words.T("account.email"), email)
	v.fill(v.words.T("texts.contact.message"), text)
	v.ticks(v.words.T("texts.contact.consent"))
	v.press(v.words.T("texts.contact.send"))
	v.says(v.words.T("texts.contact.sent"), email)
	found := messageNumber.FindStringSubmatch(v.text())
	if found == nil {
		v.t.Fatalf("%s shows no number:\n%s", v.at(), v.text())
	}
	return found[1]
}

// Who writes to the shop is told that it arrived, the staff are told of it, and the
// answer that they write in the back office is mailed.
func TestAMessageIsAnswered(t *testing.T) {
	t.Parallel()
	taller, mail := freshAddress("taller"), freshAddress("ana")
	shop := newShop(t, func(c *app.Config) { c.StaffMail = taller })
	const question, answer = "¿Llegan a Lampa con una corona?", "Todavía no, pero se puede retirar en la tienda."
	number := newVisitor(t, shop, way{}).writeToTheShop("Ana Soto", mail, question)
	awaitMail(t, mail, "Recibimos tu mensaje "+number)
	awaitMail(t, taller, "Mensaje "+number)

	sol := newColleague(t, shop, authapi.Support)
	sol.readsMessage(number)
	sol.says("Ana Soto", question, mail)
	sol.fill(sol.words.T("admin.inbox.reply"), answer)
	sol.press(sol.words.T("admin.inbox.send"))
	sol.says(answer)
	if got := awaitMail(t, mail, "Respuesta a tu mensaje "+number); !strings.Contains(got.Text, answer) {
		t.Errorf("the answer arrives as\n%s", got.Text)
	}
}

// readsMessage opens a message of the inbox.
func (c *colleague) readsMessage(number string) {
	c.t.Helper()
	c.open("/admin/mensajes")
	c.press(number)
	c.says(number)
}
