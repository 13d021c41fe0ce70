package notification_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/mail/mailtest"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/seal"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

const (
	public    = "https://flores.example"
	workshop  = "taller@flores.example"
	publisher = "hola@flores.example"
)

// opening is 9:00 in the shop.
var opening = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// trusting believes the token, which is the user: names that begin with "admin"
// are administrators, Sofía is of the support, the others customers.
type trusting struct{}

func (trusting) Identify(r *http.Request) (contract.Identity, error) {
	user, role := contract.Bearer(r.Header, "Authorization"), authapi.Customer
	switch {
	case user == "":
		return contract.Identity{}, nil
	case strings.HasPrefix(user, "admin"):
		role = authapi.Admin
	case user == "sofia":
		role = authapi.Support
	}
	return contract.Identity{UserID: user, Role: string(role), Permissions: role.Permissions()}, nil
}

// rig is a running notification-service.
type rig struct {
	t      *testing.T
	path   string
	db     *sqlite.DB
	clk    *clock.Fake
	key    seal.PrivateKey
	log    *safeBuffer
	server *mailtest.Server // nil: there is no mail server
	svc    *notification.Service
	conn   *contract.Conn
}

// withServer runs the service with a mail server, withNone without.
func withServer(t *testing.T) *rig { return open(t, mailtest.Start(t)) }
func withNone(t *testing.T) *rig   { return open(t, nil) }

func open(t *testing.T, server *mailtest.Server) *rig {
	t.Helper()
	r := &rig{t: t, path: filepath.Join(t.TempDir(), "mail.db"), clk: clock.NewFake(opening), key: seal.NewKey(), log: &safeBuffer{}, server: server}
	var err error
	r.db, err = sqlite.Open(t.Context(), sqlite.Options{Path: r.path, Migrations: notification.Migrations()})
	must(t, err)
	t.Cleanup(func() { _ = r.db.Close() })
	r.serve()
	return r
}

// serve is a start, or a deployment: perhaps with another mail server, or none.
func (r *rig) serve() {
	r.t.Helper()
	var sender notification.Sender
	if r.server != nil {
		var err error
		sender, err = mail.NewSMTP("smtp://"+r.server.Addr, "Flores Victoria <"+publisher+">", mail.Options{})
		must(r.t, err)
	}
	r.svc = r.replica(sender)
	router := contract.NewRouter(notification.Name, trusting{}, slog.New(slog.DiscardHandler), nil)
	r.svc.Routes(router)
	r.conn = contract.Join(notification.Name, router, func(context.Context, string) (string, error) { return "", nil })
}

func (r *rig) replica(sender notification.Sender) *notification.Service {
	r.t.Helper()
	svc, err := notification.New(notification.Deps{
		DB: r.db, Clock: r.clk, Log: slog.New(slog.NewTextHandler(r.log, nil)), Key: r.key,
		PublicURL: func() string { return public }, StaffMail: workshop, Address: "Av. Valdivieso 593, Recoleta", Sender: sender,
	})
	must(r.t, err)
	return svc
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks a refusal's status and code.
func refused(t *testing.T, err error, status int, code string) {
	t.Helper()
	if p, ok := problem.From(err); !ok || p.Status != status || p.Code != code {
		t.Errorf("answered %v, not %d %s", err, status, code)
	}
}

// sealed is a secret as publishers send it.
func (r *rig) sealed(secret string) []byte {
	r.t.Helper()
	to, err := r.key.Public()
	must(r.t, err)
	box, err := seal.Seal(to, []byte(secret))
	must(r.t, err)
	return box
}

// hear hands an event to the service as the bus would.
func (r *rig) hear(ev events.Event) {
	r.t.Helper()
	must(r.t, handle(r.t.Context(), r.svc, ev))
}

func handle(ctx context.Context, svc *notification.Service, ev events.Event) error {
	for _, h := range svc.Handlers() {
		if h.Type == ev.Type {
			return h.Handle(ctx, ev)
		}
	}
	return problem.NotFound("nobody hears " + ev.Type)
}

func (r *rig) deliver() {
	r.t.Helper()
	must(r.t, r.svc.Deliver(r.t.Context()))
}

// as calls in the name of a user.
func (r *rig) as(user string) context.Context {
	return contract.WithUserToken(r.t.Context(), user)
}

func (r *rig) list(in notificationapi.ListInput) []notificationapi.Mail {
	r.t.Helper()
	out, err := notificationapi.List.Call(r.as("sofia"), r.conn, &in)
	must(r.t, err)
	return out.Items
}

// only is the one mail there is, whole, as that user sees it.
func (r *rig) only(user string) *notificationapi.Mail {
	r.t.Helper()
	all := r.list(notificationapi.ListInput{})
	if len(all) != 1 {
		r.t.Fatalf("%d mails: %+v", len(all), all)
	}
	m, err := notificationapi.Get.Call(r.as(user), r.conn, &notificationapi.ByID{ID: all[0].ID})
	must(r.t, err)
	return m
}

func (r *rig) reveal(user, mailID, key string) ([]string, error) {
	out, err := notificationapi.Reveal.Call(r.as(user), r.conn, &notificationapi.RevealInput{Keyed: contract.Keyed{Key: key}, ByID: notificationapi.ByID{ID: mailID}})
	if err != nil {
		return nil, err
	}
	return out.Links, nil
}

func (r *rig) resend(mailID, key string) (*notificationapi.Mail, error) {
	return notificationapi.Resend.Call(r.as("admin"), r.conn, &notificationapi.ResendInput{Keyed: contract.Keyed{Key: key}, ByID: notificationapi.ByID{ID: mailID}})
}

// nowhere checks that the secret is in no byte of the database's files, the log
// and what the staff see.
func (r *rig) nowhere(secret string) {
	r.t.Helper()
	files, err := filepath.Glob(r.path + "*")
	must(r.t, err)
	if len(files) == 0 {
		r.t.Fatal("no file to look through")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		must(r.t, err)
		if bytes.Contains(b, []byte(secret)) {
			r.t.Errorf("the secret is in %s", filepath.Base(f))
		}
	}
	if strings.Contains(r.log.String(), secret) {
		r.t.Errorf("the secret is in the log: %s", r.log)
	}
	for _, m := range r.list(notificationapi.ListInput{}) {
		whole, err := notificationapi.Get.Call(r.as("admin"), r.conn, &notificationapi.ByID{ID: m.ID})
		must(r.t, err)
		if s := m.Subject + m.Error + whole.Text + whole.HTML + whole.Error + whole.Subject; strings.Contains(s, secret) {
			r.t.Errorf("the staff see the secret: %s", s)
		}
	}
}

// safeBuffer is a log that several write to.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
