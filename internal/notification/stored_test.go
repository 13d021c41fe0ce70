package notification_test

import (
	"context"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func TestASentMailIsShownAsItWasSentWhateverItWouldBeToday(t *testing.T) {
	r := withServer(t)
	r.hear(contactapi.ContactReplied.New("message", 2, contactapi.Replied{
		ID: "message", Number: "C-ABC234", Name: "Ana Rojas", Email: "ana@example.cl", Lang: "es", Text: "¿Llegará mañana?", Reply: "Sí.",
	}))
	waiting := r.only("sofia")
	r.deliver()
	arrived := r.server.Mails()[0]
	must(t, r.db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, `UPDATE mails SET facts = '{}'`)
		return err
	}))
	m := r.only("sofia")
	plain := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	if m.State != notificationapi.Sent || m.Subject != arrived.Subject || plain(m.Text) != plain(arrived.Text) || plain(m.HTML) != plain(arrived.HTML) {
		t.Errorf("shown is %+v\nsent was %+v", m, arrived)
	}
	if !strings.Contains(m.Text, "Sí.") || waiting.Text != m.Text || waiting.HTML != m.HTML || waiting.Subject != m.Subject {
		t.Errorf("before it was sent it was shown as %+v", waiting)
	}
}
