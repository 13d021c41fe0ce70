package app_test

import (
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

func problemOf(err error) *problem.Problem {
	p, _ := problem.From(err)
	return p
}

// visit goes through the pages with a guest's bag, then with the account.
func (a *tale) visit(pass string) {
	b := newBrowser(a.t, a.witness.URL)
	a.expect(b.post("/bolsa", "sku", apptest.DefaultSKU, "quantity", "1"), http.StatusSeeOther)
	a.note(cookie, b.session())
	a.expect(b.get("/bolsa"), http.StatusOK)
	a.expect(b.post("/entrar", "correo", reader, "clave", a.secret(password)), http.StatusUnprocessableEntity)
	a.expect(b.post("/registro", "nombre", "", "correo", "ninguno", "nueva", a.secret(password)), http.StatusUnprocessableEntity)
	a.expect(b.post("/olvide-clave", "correo", reader), http.StatusSeeOther)
	token := a.note(oneTime, a.mailed(reader, "/nueva-clave", "t"))
	a.expect(b.get("/nueva-clave?t="+token), http.StatusOK)
	a.expect(b.post("/nueva-clave", "t", token, "nueva", "corta"), http.StatusUnprocessableEntity)
	a.expect(b.get("/verificar?t="+token), http.StatusOK)
	a.expect(b.post("/verificar", "t", token), http.StatusUnprocessableEntity)
	a.expect(b.post("/nueva-clave", "t", a.secret(planted), "nueva", a.secret(password)), http.StatusUnprocessableEntity)

	a.expect(b.post("/entrar", "correo", reader, "clave", pass), http.StatusSeeOther)
	a.note(cookie, b.session())
	for _, path := range []string{"/", "/cuenta", "/bolsa", "/pago", "/cuenta/sesiones", "/cuenta/pedidos", "/cuenta/datos", "/no-hay"} {
		b.get(path)
	}
	a.expect(b.post("/cuenta/clave", "clave", a.secret(password), "nueva", a.secret(password)), http.StatusUnprocessableEntity)
	for _, s := range a.secrets {
		if s.kind == orderLink {
			opened := b.get("/pedido/abrir?e=" + s.value)
			a.expect(opened, http.StatusSeeOther)
			a.expect(b.get(opened.Header.Get("Location")), http.StatusOK)
		}
	}
	a.expect(b.get("/pedido/abrir?e="+a.secret(planted)), http.StatusSeeOther)
	a.expect(b.post("/salir"), http.StatusSeeOther)
}

func (a *tale) expect(p page, status int) {
	a.t.Helper()
	if p.StatusCode != status {
		a.t.Errorf("%s %s: %d, want %d", p.Request.Method, p.Request.URL.Path, p.StatusCode, status)
	}
}

// visitTheBackOffice sees every mail, order and dead letter there.
func (a *tale) visitTheBackOffice() {
	printed, err := a.shop.App.CreateUser(a.t.Context(), authapi.Admin, "jefa@floresvictoria.cl")
	must(a.t, err)
	b := newBrowser(a.t, a.witness.URL)
	a.expect(b.post("/entrar", "correo", "jefa@floresvictoria.cl", "clave", a.note(password, printed)), http.StatusSeeOther)
	a.note(cookie, b.session())
	mine := a.secret(password)
	a.expect(b.post("/cuenta/clave", "clave", printed, "nueva", mine), http.StatusSeeOther)
	in, err := a.logIn("jefa@floresvictoria.cl", mine)
	must(a.t, err)
	ctx := contract.WithUserToken(a.t.Context(), in.AccessToken)
	mails, err := notificationapi.List.Call(ctx, a.api, &notificationapi.ListInput{})
	must(a.t, err)
	for _, path := range []string{"/admin", "/admin/buscar?q=visita", "/admin/correo", "/admin/sistema"} {
		a.expect(b.get(path), http.StatusOK)
	}
	for _, m := range mails.Items {
		a.expect(b.get("/admin/correo/"+m.ID), http.StatusOK)
		_, err := notificationapi.Reveal.Call(ctx, a.api, &notificationapi.RevealInput{ByID: notificationapi.ByID{ID: m.ID}})
		refuse(a.t, err, "reveal_refused")
	}
}

// sayTheWrongThing puts secrets where nobody understands them.
func (a *tale) sayTheWrongThing() {
	for _, wrong := range []struct{ method, path, body, header string }{
		{"POST", "/api/auth/login", `{"email":"a@b.cl","password":{"a":"%s"}}`, ""},
		{"POST", "/api/auth/login", `{"email":"a@b.cl","password":"%s`, ""},
		{"POST", "/api/auth/login", `{"email":"a@b.cl","password":"x","%s":1}`, ""},
		{"POST", "/api/auth/login", `"%s"`, ""},
		{"POST", "/api/auth/register", `{"email":"%s","password":"x","name":""}`, ""},
		{"POST", "/api/auth/verify-email", `{"token":"%s"}`, ""},
		{"POST", "/api/auth/verify-email?token=%s", `{"token":"x"}`, ""},
		{"POST", "/api/auth/refresh", `{"refresh_token":"%s"}`, ""},
		{"POST", "/api/cart/merge", `{"token":"%s"}`, ""},
		{"POST", "/api/orders", `{"payment":"%s"}`, ""},
		{"GET", "/api/payments/sandbox/%s", "", ""},
		{"GET", "/api/products?sort=%s", "", ""},
		{"GET", "/api/orders/open?link=%s", "", ""},
		{"GET", "/api/orders/open", "", "X-Order-Link"},
		{"GET", "/api/cart", "", "X-Cart-Token"},
		{"GET", "/api/auth/me", "", "Authorization"},
		{"POST", "/api/orders", `{}`, "Idempotency-Key"},
		{"POST", "/api/contacts", `{"category":"%s","name":"Ana","email":"a@b.cl","text":"hola hola","consent":true}`, ""},
		{"DELETE", "/api/auth/sessions/%s", "", ""},
		{"GET", "/%s", "", ""},
		{"GET", "/api/%s", "", ""},
		{"PATCH", "/api/auth/login?%s", "", ""},
		{"GET", "/pedido/%s", "", ""},
		{"GET", "/nueva-clave%%zz?t=%s", "", ""},
	} {
		value := a.secret(planted)
		put := func(in string) string {
			if !strings.Contains(in, "%s") {
				return in
			}
			return fmt.Sprintf(in, value)
		}
		req, err := http.NewRequest(wrong.method, a.witness.URL+strings.ReplaceAll(put(wrong.path), "%zz", "%25zz"), strings.NewReader(put(wrong.body)))
		must(a.t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", id.New())
		if wrong.header != "" {
			req.Header.Set(wrong.header, "Bearer "+value)
		}
		resp, err := http.DefaultTransport.RoundTrip(req)
		must(a.t, err)
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode < 400 && wrong.header != "X-Cart-Token" || resp.StatusCode >= 500 {
			a.t.Errorf("%s %s: %d", wrong.method, wrong.path, resp.StatusCode)
		}
	}
}

// breakAConsumer publishes events that notification-service cannot read, each with a
// secret at the place of the fault, and waits until it has given them up.
func (a *tale) breakAConsumer() {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(a.shop.Data, "auth-service.db")+"?_pragma=busy_timeout(10000)")
	must(a.t, err)
	defer func() { _ = db.Close() }()
	bodies := []string{`{"expires_at":"%s"}`, `{"user_id":{"%s":1}}`, `"%s"`, `{"sealed_token":"%s"}`, `{"email":"","name":"%s"}`}
	for _, body := range bodies {
		_, err := db.Exec(`INSERT INTO outbox (id, type, subject, version, body, trace, created_us) VALUES ($1, $2, $3, 1, $4, '', 1)`,
			id.New(), authapi.PasswordResetRequested.Type(), id.New(), fmt.Sprintf(body, a.secret(planted)))
		must(a.t, err)
	}
	admin := a.shop.Staff(authapi.Admin)
	operator := a.shop.App.Table().Find("notification-service").Operator
	apptest.Eventually(a.t, "the events are given up", func() bool {
		dead, err := operator.DeadLetters.Call(admin, a.api, &contract.None{})
		must(a.t, err)
		return dead.Total == len(bodies)
	})
}
