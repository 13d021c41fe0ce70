package notification_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
)

func pages(limit int) contract.Paging { return contract.Paging{Page: 1, Limit: limit} }

func TestAnEventDeliveredManyTimesMailsOnce(t *testing.T) {
	r := withServer(t)
	ev := r.placed("es")
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() {
			if err := handle(t.Context(), r.svc, ev); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	r.deliver()
	r.hear(ev)
	r.deliver()
	if got := r.server.Mails(); len(got) != 1 {
		t.Errorf("%d mails", len(got))
	}
	r.hear(r.placed("es")) // another event of the same order
	r.deliver()
	if got := r.server.Mails(); len(got) != 2 || got[0].MessageID == got[1].MessageID {
		t.Errorf("%d mails after a second event", len(got))
	}
}

func TestTheRecipientIsNeverMailedAndTheBuyerSeesWhatTheyPaid(t *testing.T) {
	r := withServer(t)
	r.hear(r.placed("es"))
	r.deliver()
	m := r.server.Mails()[0]
	if strings.Join(m.To, " ") != "ana@example.cl" || m.From != publisher {
		t.Errorf("from %s to %v", m.From, m.To)
	}
	for _, want := range []string{"Pagar $40.000", "1 × Tarjeta: $2.000", "1 × Girasoles, grande: $38.000", "Para: Marta Soto, Los Plátanos 12, Ñuñoa"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("it does not say %q:\n%s", want, m.Text)
		}
	}
	if !strings.Contains(m.HTML, "#ffd65c") || strings.Contains(m.Text, "987654321") {
		t.Errorf("the colour is not the bouquet's, or a phone is told:\n%s", m.HTML)
	}
}

func TestAnOrderPaidAtTheCounterAsksForNoPayment(t *testing.T) {
	r := withServer(t)
	r.hear(orderapi.OrderPlaced.New("order", 1, r.changed("es", orderapi.Paid)))
	r.deliver()
	if m := r.server.Mails()[0]; strings.Contains(m.Text+m.Subject, "Pagar") || strings.Contains(m.Subject, "falta") || !strings.Contains(m.Text, "Ver el pedido") {
		t.Errorf("%s\n%s", m.Subject, m.Text)
	}
}

func TestWithoutALinkAMailHasNoButton(t *testing.T) {
	r := withServer(t)
	c := r.changed("es", orderapi.Confirmed)
	c.SealedLink = nil
	r.hear(orderapi.OrderConfirmed.New("order", 1, c))
	r.deliver()
	if m := r.server.Mails()[0]; strings.Contains(m.Text, "/pedido/abrir") || strings.Contains(m.HTML, "Ver el pedido") {
		t.Errorf("a button leads nowhere:\n%s", m.Text)
	}
}

func TestWhoIsGoneIsNotMailed(t *testing.T) {
	r := withServer(t)
	c := r.changed("es", orderapi.Delivered)
	c.Buyer = orderapi.Buyer{}
	r.hear(orderapi.OrderDelivered.New("order", 1, c))
	r.hear(contactapi.ContactReplied.New("message", 1, contactapi.Replied{ID: "message", Number: "C-1"}))
	if got := r.list(notificationapi.ListInput{}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestNobodyWritesToOthersThroughUs(t *testing.T) {
	r := withServer(t)
	r.hear(contactapi.ContactReceived.New("message", 1, contactapi.Written{
		ID: "message", Number: "C-1", Category: "other", Name: "Gana-en-evil.example hoy", Email: "victim@example.cl", Text: "Compra en http://evil.example\r\nBcc: all@example.cl", Lang: "es",
	}))
	r.deliver()
	for _, m := range r.server.Mails() {
		if m.To[0] == "victim@example.cl" && strings.Contains(m.Text+m.HTML+m.Subject, "evil") {
			t.Errorf("carried to a stranger:\n%s", m.Text)
		}
		if m.To[0] == workshop && (!strings.Contains(m.Text, "> Compra en http://evil.example") || m.Header.Get("Bcc") != "") {
			t.Errorf("the staff do not read what was written:\n%s", m.Text)
		}
	}
}

func TestAnEventThatCannotBeReadIsItsOwnFault(t *testing.T) {
	r := withServer(t)
	ev := r.placed("es")
	ev.Data = []byte(`{"lines": 7}`)
	if err := handle(t.Context(), r.svc, ev); !events.IsPermanent(err) {
		t.Errorf("answered %v", err)
	}
	must(t, r.db.Close())
	if err := handle(t.Context(), r.svc, r.placed("es")); err == nil || events.IsPermanent(err) {
		t.Errorf("with the store closed: %v", errors.Unwrap(err))
	}
}
