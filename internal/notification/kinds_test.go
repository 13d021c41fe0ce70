package notification_test

import (
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// links is where the button of each kind leads, with the samples' secret.
var links = map[string]string{
	"order.placed":                        "/pedido/abrir?e=" + secret,
	"order.paid":                          "/pedido/abrir?e=" + secret,
	"order.confirmed":                     "/pedido/abrir?e=" + secret,
	"order.out_for_delivery":              "/pedido/abrir?e=" + secret,
	"order.delivered":                     "/opinar?e=" + secret,
	"order.delivery_failed":               "/pedido/abrir?e=" + secret,
	"order.cancelled":                     "/pedido/abrir?e=" + secret,
	"order.expired":                       "/pedido/abrir?e=" + secret,
	"order.refunded":                      "/pedido/abrir?e=" + secret,
	"user.verification_requested":         "/verificar?t=" + secret,
	"user.verification_requested.existed": "/entrar",
	"user.verified":                       "/",
	"user.password_reset_requested":       "/nueva-clave?t=" + secret,
	"contact.received":                    "",
	"contact.received.staff":              "/admin/mensajes/message",
	"contact.replied":                     "",
	"product.stock_low":                   "/admin/existencias/G",
	"product.stock_out":                   "/admin/existencias/G",
}

// maskedHref is the mask as an address is written in HTML.
const maskedHref = `href="https://%e2%80%a6/%e2%97%8f%e2%97%8f%e2%97%8f"`

func to(kind string) string {
	switch {
	case strings.HasPrefix(kind, "product.") || kind == "contact.received.staff":
		return workshop
	case strings.HasPrefix(kind, "user."):
		return "eva@example.cl"
	}
	return "ana@example.cl"
}

func TestEveryEventMailsWhoShouldHearOfItInTheirLanguage(t *testing.T) {
	for _, lang := range []string{"es", "en"} {
		t.Run(lang, func(t *testing.T) {
			r := withServer(t)
			for _, ev := range r.everything(lang) {
				r.hear(ev)
			}
			r.deliver()
			stored := map[string]notificationapi.Mail{}
			for _, m := range r.list(notificationapi.ListInput{Paging: pages(100)}) {
				whole, err := notificationapi.Get.Call(r.as("sofia"), r.conn, &notificationapi.ByID{ID: m.ID})
				must(t, err)
				stored[m.ID] = *whole
			}
			seen := map[string]bool{}
			for _, got := range r.server.Mails() {
				m := stored[strings.TrimSuffix(strings.TrimPrefix(got.MessageID, "<"), "@flores.example>")]
				seen[m.Kind] = true
				wantLang := lang
				if to(m.Kind) == workshop {
					wantLang = "es"
				}
				if strings.Join(got.To, " ") != to(m.Kind) || m.To != to(m.Kind) || m.Lang != wantLang || got.Subject != m.Subject || m.State != notificationapi.Sent || m.SentAt.IsZero() {
					t.Errorf("%s went to %v as %q; the staff see %+v", m.Kind, got.To, got.Subject, m)
				}
				if english := strings.Contains(got.HTML, `<html lang="en">`) && strings.Contains(got.Text, "Write to us"); english != (wantLang == "en") {
					t.Errorf("%s is in the wrong language:\n%s", m.Kind, got.Text)
				}
				link, known := links[m.Kind]
				if !known || (link != "" && (!strings.Contains(got.Text, "\n"+public+link+"\n") || !strings.Contains(got.HTML, `href="`+public+link+`"`))) {
					t.Errorf("%s does not lead to %s:\n%s", m.Kind, link, got.Text)
				}
				if strings.Contains(got.Text, "●") || strings.Contains(m.Text, "●●●") != strings.Contains(link, secret) || strings.Contains(m.HTML, maskedHref) != strings.Contains(link, secret) {
					t.Errorf("%s: what is masked is wrong:\n%s", m.Kind, m.Text)
				}
				// But for the link both say the same.
				if masked := strings.ReplaceAll(got.Text, public+link, "https://…/●●●"); strings.Contains(link, secret) && strings.TrimSpace(masked) != strings.TrimSpace(m.Text) {
					t.Errorf("%s: the staff see other words than were sent:\n%s\n%s", m.Kind, m.Text, masked)
				}
			}
			if len(seen) != len(links) || len(r.server.Mails()) != len(links) {
				t.Errorf("%d kinds in %d mails, not %d", len(seen), len(r.server.Mails()), len(links))
			}
			r.nowhere(secret)
		})
	}
}

func TestEveryKindThatCanBeMailedHasWords(t *testing.T) {
	c, err := words.New(words.Shop{URL: func() string { return public }})
	must(t, err)
	for _, lang := range []string{words.ES, words.EN} {
		kinds := c.Kinds(lang)
		for kind := range links {
			if !slices.Contains(kinds, kind) {
				t.Errorf("%s has no words in %s", kind, lang)
			}
		}
		if len(kinds) != len(links) {
			t.Errorf("%v holds words that nobody is mailed", kinds)
		}
	}
}

func TestOneHandlerAnEventAndNoneForWhatIsNotMailed(t *testing.T) {
	r := withNone(t)
	var heard []string
	for _, h := range r.svc.Handlers() {
		if slices.Contains(heard, h.Type) {
			t.Errorf("%s is handled twice", h.Type)
		}
		heard = append(heard, h.Type)
	}
	for _, ev := range r.everything("es") {
		if !slices.Contains(heard, ev.Type) {
			t.Errorf("nobody hears %s", ev.Type)
		}
	}
	for _, silent := range []string{orderapi.OrderPreparing.Type(), orderapi.OrderReady.Type(), authapi.UserRegistered.Type()} {
		if slices.Contains(heard, silent) {
			t.Errorf("%s mails somebody", silent)
		}
	}
	if len(heard) != 16 {
		t.Errorf("%d events are heard", len(heard))
	}
}
