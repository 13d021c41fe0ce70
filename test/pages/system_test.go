package pages

import (
	"database/sql"
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
)

// The system page shows every service; an event that was given up is seen with its
// error and handed to its service again by an administrator, once.
func TestADeadLetterIsReplayed(t *testing.T) {
	w := newWorldWith(t, func(o *apptest.Options) { o.Backoff = events.Backoff{First: 1, Max: 1} })
	const service = "notification-service"
	operator := w.App.Table().Find(service).Operator
	dead := func() int {
		out, err := operator.DeadLetters.Call(w.boss, w.api, &contract.None{})
		w.must(err)
		return out.Total
	}
	manager, admin := w.at(authapi.Manager), w.at(authapi.Admin)
	manager.open("/admin/sistema")
	manager.says(manager.words.T("admin.system.good"), "auth-service", "product-service", "order-service", "cart-service", "review-service", "contact-service", service)

	w.breaks("auth-service", authapi.PasswordResetRequested.Type())
	apptest.Eventually(t, "the event is given up", func() bool { return dead() == 1 })
	manager.open("/admin/sistema")
	manager.says(manager.words.T("admin.system.dead", "Count", 1), authapi.PasswordResetRequested.Type())
	list, err := operator.DeadLetters.Call(w.boss, w.api, &contract.None{})
	w.must(err)
	path := "/admin/sistema/" + service + "/" + list.Items[0].EventID
	if manager.has(path) {
		t.Error("a manager is offered what only an administrator may do")
	}
	admin.open("/admin/sistema")
	form := admin.form(path)
	admin.send(form, nil)
	admin.says(admin.words.T("admin.replayed", "Service", service))
	apptest.Eventually(t, "the event, still broken, is given up again", func() bool { return dead() == 1 })
	admin.post("/admin/sistema/"+service+"/"+id.New(), map[string][]string{"idempotency_key": {"x"}})
	admin.says(admin.words.Problem("dead_letter_not_found", nil))
	if status := admin.post("/admin/sistema/nada/x", nil); status != 404 {
		t.Errorf("a service that there is not answers %d", status)
	}
}

// breaks has a service publish an event that nobody can read.
func (w *world) breaks(service, kind string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.Data, service+".db")+"?_pragma=busy_timeout(10000)")
	w.must(err)
	defer func() { _ = db.Close() }()
	_, err = db.Exec(`INSERT INTO outbox (id, type, subject, version, body, trace, created_us) VALUES ($1, $2, $3, 1, $4, '', 1)`, id.New(), kind, id.New(), `"broken"`)
	w.must(err)
}
