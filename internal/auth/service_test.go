package auth_test

import (
	"context"
	"crypto/ed25519"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
	"floresvictoria.cl/flores/internal/platform/seal"
)

func secrets(t *testing.T) auth.Secrets {
	t.Helper()
	_, signing, err := ed25519.GenerateKey(nil)
	must(t, err)
	mail, err := seal.NewKey().Public()
	must(t, err)
	return auth.Secrets{
		SigningKey: signing, RefreshKey: []byte(strings.Repeat("r", 32)), Mail: mail,
		Services: map[string][]string{authapi.Service: nil},
	}
}

func TestWhatHappensReachesTheBus(t *testing.T) {
	bus, err := embedded.Open(t.Context(), embedded.Options{Path: filepath.Join(t.TempDir(), "bus.sqlite"), Clock: clock.System{}})
	must(t, err)
	defer func() { must(t, bus.Close()) }()
	heard := make(chan events.Event, 1)
	sub, err := bus.Subscribe(t.Context(), events.Consumer{Name: "user-service", Handlers: []events.Handler{
		events.On(authapi.UserRegistered, func(_ context.Context, ev events.Event, _ authapi.RegisteredData) error {
			heard <- ev
			return nil
		}),
	}})
	must(t, err)
	service, err := auth.New(auth.Deps{
		DB: authtest.SQLite(t).DB(), Bus: bus, Clock: clock.System{}, Secrets: secrets(t), Config: auth.Config{Hashing: authtest.Cheap},
	})
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	for _, run := range []func(context.Context) error{sub.Run, service.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil {
				t.Error(err)
			}
		})
	}

	const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	_, err = service.CreateUser(contract.WithTrace(t.Context(), trace), authapi.Customer, "ana@example.cl")
	must(t, err)
	if ev := <-heard; ev.Source != authapi.Service || ev.TraceParent != trace || ev.Version != 1 {
		t.Errorf("%+v", ev)
	}
	stop()
	running.Wait()
}

func TestItDoesNotStartWithoutWhatItNeeds(t *testing.T) {
	db, bus := authtest.SQLite(t).DB(), struct{ events.Publisher }{}
	for name, change := range map[string]func(*auth.Deps){
		"database":             func(d *auth.Deps) { d.DB = nil },
		"bus":                  func(d *auth.Deps) { d.Bus = nil },
		"clock":                func(d *auth.Deps) { d.Clock = nil },
		"signing key":          func(d *auth.Deps) { d.Secrets.SigningKey = nil },
		"refresh key":          func(d *auth.Deps) { d.Secrets.RefreshKey = d.Secrets.RefreshKey[:31] },
		"key of the mail":      func(d *auth.Deps) { d.Secrets.Mail = seal.PublicKey{} },
		"services' credential": func(d *auth.Deps) { d.Secrets.Services = nil },
	} {
		d := auth.Deps{DB: db, Bus: bus, Clock: clock.System{}, Secrets: secrets(t), Config: auth.Config{Hashing: authtest.Cheap}}
		change(&d)
		if _, err := auth.New(d); err == nil {
			t.Errorf("it starts without %s", name)
		}
	}
}

func TestEveryOperationOfTheContractIsServed(t *testing.T) {
	s := open(t)
	served := map[*contract.Op]bool{}
	for _, op := range s.Handler.(*contract.Router).Served() {
		served[op] = true
	}
	for _, op := range authapi.Operations() {
		if !served[op] {
			t.Errorf("%s has no handler", op)
		}
		delete(served, op)
	}
	for op := range served {
		t.Errorf("%s is served and not listed", op)
	}
}
