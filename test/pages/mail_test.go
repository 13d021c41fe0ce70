package pages

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
)

// A mail's one-time links are masked for everybody; an administrator may look, and
// that is written on the mail.
func TestALinkIsSeenByAnAdministratorOnly(t *testing.T) {
	w := newWorld(t)
	_, user := w.Customer("clienta@example.cl")
	in := authapi.MailInput{}
	in.Body.Email = user.Email
	_, err := authapi.ForgotPassword.Call(context.Background(), w.api, &in)
	w.must(err)
	var mail *notificationapi.Mail
	apptest.Eventually(t, "the reset is mailed", func() bool {
		for _, m := range w.mailsTo(user.Email) {
			if strings.HasPrefix(m.Kind, "user.password_reset") {
				mail = &m
			}
		}
		return mail != nil
	})
	path := "/admin/correo/" + mail.ID
	secret := regexp.MustCompile(`nueva-clave\?t=[A-Za-z0-9_-]{10,}`)
	support, admin := w.at(authapi.Support), w.at(authapi.Admin)
	support.open("/admin/correo?para=clienta")
	support.says(mail.Subject, user.Email)
	support.open(path)
	if secret.MatchString(support.html) || support.has(path+"/ver") {
		t.Errorf("support sees a customer's link, or is offered it:\n%s", support.main)
	}
	support.post(path+"/ver", map[string][]string{"idempotency_key": {"x"}})
	support.forbidden(path + "/ver")

	admin.open(path)
	if secret.MatchString(admin.html) {
		t.Error("a link is shown before anybody asked")
	}
	form := admin.form(path + "/ver")
	admin.send(form, nil)
	if !secret.MatchString(admin.html) {
		t.Errorf("the administrator does not see the link:\n%s", admin.main)
	}
	admin.send(form, nil)
	support.open(path)
	support.says("vio los enlaces")
	got, err := notificationapi.Get.Call(w.boss, w.api, &notificationapi.ByID{ID: mail.ID})
	w.must(err)
	if len(got.Revealed) != 1 {
		t.Errorf("the form sent twice is written down %d times", len(got.Revealed))
	}
	if secret.MatchString(support.html) {
		t.Error("once revealed, everybody sees the link")
	}
	staff := w.mailsTo("@floresvictoria.cl")
	if len(staff) == 0 {
		t.Fatal("no mail went to the staff")
	}
	support.open("/admin/correo?para=&estado=kept")
	support.says(support.words.T("mail.kept"))
}

// A mail that cannot be sent again says so in words.
func TestAMailIsNotSentAgainWithoutNeed(t *testing.T) {
	w := newWorld(t)
	w.bought("12-15")
	mail := w.mailed("compra@example.cl", 2)[0]
	b := w.at(authapi.Admin)
	b.post("/admin/correo/"+mail.ID+"/reenviar", map[string][]string{"idempotency_key": {"once"}})
	b.says(b.words.T("admin.mail.not_again"), mail.Subject)
	b.open("/admin/correo?estado=failed&para=")
	b.says(b.words.T("list.empty.title"), b.words.T("ui.filters.clear"))
}
