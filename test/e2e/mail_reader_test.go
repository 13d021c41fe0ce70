package e2e

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// The links of the mails that open what is somebody's own.
var secretLink = regexp.MustCompile(`http://[^\s"<>]+/(?:pedido/abrir\?e|opinar\?e|verificar\?t|nueva-clave\?t)=[^\s"<>]+`)

// masked is what the back office shows in their place.
const masked = "https://…/●●●"

// awaitMail waits for the mail of an address whose subject says so.
func awaitMail(t testing.TB, address, subject string) letter {
	t.Helper()
	var subjects []string
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(tick) {
		subjects = nil
		for _, m := range mails.to(t, address) {
			if strings.Contains(m.Subject, subject) {
				return m
			}
			subjects = append(subjects, m.Subject)
		}
	}
	t.Fatalf("no mail to %s says %q; there are %q", address, subject, subjects)
	return letter{}
}

// link is the mail's own, the same in its text and in its HTML.
func (m letter) link(t testing.TB) string {
	t.Helper()
	link := secretLink.FindString(m.Text)
	if link == "" {
		t.Fatalf("the mail %q has no link:\n%s", m.Subject, m.Text)
	}
	if !strings.Contains(strings.ReplaceAll(m.HTML, "&amp;", "&"), link) {
		t.Errorf("the mail %q leads elsewhere in its HTML", m.Subject)
	}
	return link
}

// told are what the buyer of an order reads of it, in order, as the subjects say.
var told = map[string][]string{
	i18n.ES: {"falta el pago", "pago recibido", "confirmado", "las flores van en camino", "entregado"},
	i18n.EN: {"payment pending", "payment received", "confirmed", "the flowers are on their way", "delivered"},
}

// getsMails waits for the mails of a delivered order, and returns the last one.
func (v *visitor) getsMails(address, number string) letter {
	v.t.Helper()
	var last letter
	for _, what := range told[v.lang] {
		last = awaitMail(v.t, address, number+": "+what)
		last.link(v.t)
	}
	if n := len(mails.to(v.t, address)); n != len(told[v.lang]) {
		v.t.Errorf("%s got %d mails, not one for each of %q", address, n, told[v.lang])
	}
	return last
}

// readsMails opens each mail of an address in the back office: it says what arrived,
// but for the links.
func (c *colleague) readsMails(address string) {
	c.t.Helper()
	kept := c.mailsTo(address)
	for _, m := range mails.to(c.t, address) {
		page := kept[m.Subject]
		if page == "" {
			c.t.Errorf("the back office does not list %q; it has %v", m.Subject, kept)
			continue
		}
		c.open(page)
		c.says(m.Subject, c.words.T("mail.sent"))
		shown := eval[string](c.tab, `document.querySelector("main pre").innerText`)
		want := secretLink.ReplaceAllString(m.Text, masked)
		if oneLine(shown) != oneLine(want) {
			c.t.Errorf("the back office shows %q as\n%s\nit arrived, masked, as\n%s", m.Subject, shown, want)
		}
		if html := eval[string](c.tab, `document.documentElement.outerHTML`); secretLink.MatchString(html) {
			c.t.Errorf("the back office's page of %q has its link", m.Subject)
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
