package pages

import (
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

func (w *world) message(id string) *contactapi.Message {
	w.t.Helper()
	m, err := contactapi.Get.Call(w.boss, w.api, &contactapi.ByID{ID: id})
	w.must(err)
	return m
}

// mailsTo are the mails to an address, as the staff see them.
func (w *world) mailsTo(address string) []notificationapi.Mail {
	w.t.Helper()
	out, err := notificationapi.List.Call(w.boss, w.api, &notificationapi.ListInput{To: address, Paging: contract.Paging{Limit: 50}})
	w.must(err)
	return out.Items
}

// mailed waits until so many went to an address.
func (w *world) mailed(address string, count int) (mails []notificationapi.Mail) {
	w.t.Helper()
	apptest.Eventually(w.t, "mails to "+address, func() bool { mails = w.mailsTo(address); return len(mails) >= count })
	return mails
}

// Support reads a message, takes it on, answers it once by mail and resolves it.
func TestAMessageIsAnsweredOnce(t *testing.T) {
	w := newWorld(t)
	m := w.wrote("Marta Rojas", "¿Pueden dejarlas\ncon el conserje?")
	path := "/admin/mensajes/" + m.ID
	b := w.at(authapi.Support)
	b.open("/admin/mensajes?estado=new")
	b.says(m.Number, "Marta Rojas", "¿Pueden dejarlas con el conserje?")
	b.open(path)
	b.says("¿Pueden dejarlas con el conserje?", "marta@example.cl", b.words.T("message.new"))
	b.send(b.form(path+"/estado", "estado", "in_progress"), nil)
	b.says(b.words.T("admin.inbox.moved", "Number", m.Number, "State", b.words.T("message.in_progress")))
	form := b.form(path + "/responder")
	before := len(w.mailed("marta@example.cl", 1))
	answer := fill{"respuesta": "Sí, Marta.\n\nQuedan con él.", "resuelto": "on"}
	b.send(form, answer)
	b.says(b.words.T("admin.inbox.replied", "Email", "marta@example.cl"), "Sí, Marta.", b.words.T("message.resolved"), b.words.T("admin.you"))
	b.send(form, answer)
	if got := w.message(m.ID); len(got.Replies) != 1 || got.State != contactapi.Resolved {
		t.Errorf("%+v", got)
	}
	apptest.Eventually(t, "the answer is mailed", func() bool { return len(w.mailsTo("marta@example.cl")) == before+1 })
	b.send(b.form(path+"/estado", "estado", "new"), nil) // every state can be taken back
	if got := w.message(m.ID); got.State != contactapi.New {
		t.Errorf("the message stands at %s", got.State)
	}
}

// A faulty answer is told beside its box, and kept with its tick.
func TestAFaultyAnswerIsKept(t *testing.T) {
	w := newWorld(t)
	m := w.wrote("Marta Rojas", "¿Llegan hoy?")
	path := "/admin/mensajes/" + m.ID
	b := w.at(authapi.Support)
	for _, text := range []string{"", "x", strings.Repeat("largo ", 700)} {
		b.open(path)
		b.send(b.form(path+"/responder"), fill{"respuesta": text, "resuelto": "on"})
		b.faulty("f-respuesta")
		got := b.form(path + "/responder").values
		if strings.TrimSpace(got.Get("respuesta")) != strings.TrimSpace(text) || got.Get("resuelto") == "" {
			t.Errorf("what was written is lost: %v", got)
		}
	}
	if got := w.message(m.ID); len(got.Replies) != 0 || got.State != contactapi.New {
		t.Errorf("%+v", got)
	}
}
