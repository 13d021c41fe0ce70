package contact_test

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// trusting believes the token, which is the user; Sofía and Tomás are of the staff.
type trusting struct{}

func (trusting) Identify(r *http.Request) (contract.Identity, error) {
	user := contract.Bearer(r.Header, "Authorization")
	if user == "" {
		return contract.Identity{}, nil
	}
	role := authapi.Customer
	if user == "sofia" || user == "tomas" {
		role = authapi.Support
	}
	return contract.Identity{UserID: user, Role: string(role), Permissions: role.Permissions()}, nil
}

// shop is a running contact-service.
type shop struct {
	*embedded
	t    *testing.T
	clk  *clock.Fake
	svc  *contact.Service
	conn *contract.Conn
}

var opening = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *shop {
	t.Helper()
	s := &shop{embedded: openSQLite(t), t: t, clk: clock.NewFake(opening)}
	s.serve()
	return s
}

func (s *shop) serve() {
	s.t.Helper()
	s.serveOn(s.Store())
}

// serveOn serves from another store than its own.
func (s *shop) serveOn(store contact.Store) {
	s.t.Helper()
	var err error
	s.svc, err = contact.New(contact.Deps{Store: store, Clock: s.clk, Log: slog.New(slog.DiscardHandler)})
	must(s.t, err)
	r := contract.NewRouter(contact.Name, trusting{}, slog.New(slog.DiscardHandler), nil)
	s.svc.Routes(r)
	s.conn = contract.Join(contact.Name, r, func(context.Context, string) (string, error) { return "", nil })
}

// restart is a deployment.
func (s *shop) restart() {
	s.t.Helper()
	s.Restart(s.t)
	s.serve()
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

// as calls in the name of a user.
func as(t *testing.T, user string) context.Context {
	return contract.WithUserToken(t.Context(), user)
}

// letter is what Ana writes.
func letter(key string) contactapi.SendInput {
	var in contactapi.SendInput
	in.Key = key
	in.Body.Category, in.Body.Name, in.Body.Email = "order", "Ana Rojas", "Ana@example.cl"
	in.Body.Text, in.Body.Consent, in.Body.Lang = "¿Llegará mañana?", true, "es"
	return in
}

func (s *shop) send(in contactapi.SendInput) (string, error) {
	out, err := contactapi.Send.Call(s.t.Context(), s.conn, &in)
	if err != nil {
		return "", err
	}
	return out.Number, nil
}

// sent sends and gives the stored message.
func (s *shop) sent(in contactapi.SendInput) contactapi.Message {
	s.t.Helper()
	number, err := s.send(in)
	must(s.t, err)
	for _, m := range s.inbox("") {
		if m.Number == number {
			return m
		}
	}
	s.t.Fatalf("%s is not in the inbox", number)
	return contactapi.Message{}
}

func (s *shop) inbox(state string) []contactapi.Message {
	s.t.Helper()
	out, err := contactapi.Inbox.Call(as(s.t, "sofia"), s.conn, &contactapi.InboxInput{State: state})
	must(s.t, err)
	return out.Items
}

func (s *shop) reply(user, messageID, key, text string, resolve bool) (*contactapi.Message, error) {
	var in contactapi.ReplyInput
	in.ID, in.Key, in.Body.Text, in.Body.Resolve = messageID, key, text, resolve
	return contactapi.Answer.Call(as(s.t, user), s.conn, &in)
}

func (s *shop) move(messageID, state string) (*contactapi.Message, error) {
	var in contactapi.StateInput
	in.ID, in.Body.State = messageID, state
	return contactapi.Move.Call(as(s.t, "sofia"), s.conn, &in)
}

// hear hands an event to the service as the bus would.
func hear[T any](s *shop, d events.Definition[T], data T) {
	s.t.Helper()
	for _, h := range s.svc.Handlers() {
		if h.Type == d.Type() {
			must(s.t, h.Handle(s.t.Context(), d.New("subject", 1, data)))
			return
		}
	}
	s.t.Fatalf("nobody hears %s", d.Type())
}

// told lists what was published of a type.
func told[T any](s *shop, d events.Definition[T]) (out []T) {
	s.t.Helper()
	evs, err := s.outbox.Pending(s.t.Context(), 1000)
	must(s.t, err)
	for _, ev := range evs {
		if ev.Type == d.Type() {
			data, err := d.Decode(ev)
			must(s.t, err)
			out = append(out, data)
		}
	}
	return out
}

// crowd is how many do the same at once.
const crowd = 32

func together(fn func(n int)) {
	var all sync.WaitGroup
	begin := make(chan struct{})
	for n := range crowd {
		all.Go(func() { <-begin; fn(n) })
	}
	close(begin)
	all.Wait()
}
