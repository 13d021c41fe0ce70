// Package apptest starts the real shop, whole or in parts, for tests of what only
// the whole can show. Nothing in it is faked but, if asked for, the clock.
package apptest

import (
	"context"
	"log/slog"
	"net"
	"net/url"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/telemetry"
	"floresvictoria.cl/flores/test/processes"
)

// Shop is a running shop with the demo catalogue.
type Shop struct {
	T    testing.TB
	URL  string
	App  *app.App
	Logs *Logs
	Data string
	// Processes are those of a shop that was started with Options.Processes; App is nil then.
	Processes *processes.Shop
}

// Options of a shop. The zero value is the shop of `flores up --demo` without limits.
type Options struct {
	HTTP   bool        // services talk over loopback HTTP
	Split  bool        // doors in one process, services in another; both on the machine's loopback
	Clock  clock.Clock // nil is the machine's
	Config func(*app.Config)
	Data   string // a directory to start on again; empty is a new one
	Public string // what the shop is called from outside; empty is its own address
	// Backoff is how events are tried again; zero is the shop's.
	Backoff events.Backoff
	// Processes runs the services in processes of the binary instead: those of its
	// partition, on its servers. It has no use for HTTP, Split, Clock and Backoff.
	Processes *processes.Options
}

// Start starts a shop and stops it at the end of the test.
func Start(t testing.TB, o Options) *Shop {
	t.Helper()
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	if o.Processes != nil {
		return apart(t, o)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Shop{T: t, URL: "http://" + ln.Addr().String(), Logs: &Logs{}, Data: o.Data}
	if !o.Split {
		s.App = s.process(o, app.Options{HTTP: o.HTTP}, func(a *app.App) []app.Door { return []app.Door{{Listener: ln, Handler: a.BothDoors()}} })
		return s
	}
	// The services in one process, the doors in another that knows them by address.
	urls := map[string]string{}
	listeners := map[string]net.Listener{}
	for _, name := range services(t, false) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		listeners[name] = l
		urls[app.EnvURL(name)] = "http://" + l.Addr().String()
	}
	s.App = s.process(o, app.Options{Services: services(t, false), Listeners: listeners}, func(*app.App) []app.Door { return nil })
	o.Data = t.TempDir()
	s.process(o, app.Options{Services: services(t, true), Env: func(k string) string { return urls[k] }}, func(a *app.App) []app.Door {
		return []app.Door{{Listener: ln, Handler: a.BothDoors()}}
	})
	return s
}

// config is every test shop's, changed as its test wants.
func (o Options) config() app.Config {
	cfg := app.Config{Data: o.Data, LogLevel: "info", MailFrom: "Flores Victoria <hola@floresvictoria.cl>", StaffMail: "taller@floresvictoria.cl", WhatsApp: "+56961234567", Windows: app.DefaultWindows()}
	if o.Config != nil {
		o.Config(&cfg)
	}
	return cfg
}

// process builds and runs some of the shop's services.
func (s *Shop) process(o Options, opt app.Options, doors func(*app.App) []app.Door) *app.App {
	t := s.T
	t.Helper()
	cfg := o.config()
	dir, err := app.OpenDataDir(o.Data)
	if err != nil {
		t.Fatal(err)
	}
	if o.Public == "" {
		o.Public = s.URL
	}
	public, err := url.Parse(o.Public)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	opt.Config, opt.Clock, opt.Log, opt.Demo, opt.Data, opt.Public = cfg, o.Clock, slog.New(telemetry.NewHandler(slog.NewTextHandler(s.Logs, &slog.HandlerOptions{Level: slog.LevelDebug}))), true, dir, public
	opt.Backoff = o.Backoff
	a, err := app.New(ctx, opt)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, doors(a)...) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the shop ended with %v", err)
		}
		if altered := a.Altered(); len(altered) > 0 {
			t.Errorf("answers that callers share were changed: %v", altered)
		}
		if err := a.Close(); err != nil {
			t.Errorf("closing the shop: %v", err)
		}
		_ = dir.Close()
		if t.Failed() {
			t.Logf("the shop's log:\n%s", s.Logs.Tail(60))
		}
	})
	ready, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := a.Ready(ready); err != nil {
		t.Fatal(err)
	}
	return a
}

// services names the doors, or all others.
func services(t testing.TB, doors bool) (names []string) {
	t.Helper()
	table, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range table {
		if s.Door() == doors {
			names = append(names, s.Name)
		}
	}
	return names
}

// Conn connects in a service's name, for what only services may ask.
func (s *Shop) Conn(caller, provider string) *contract.Conn {
	s.T.Helper()
	connect := s.connect()
	c, err := connect(caller, provider)
	if err != nil {
		s.T.Fatal(err)
	}
	return c
}

func (s *Shop) connect() func(caller, provider string) (*contract.Conn, error) {
	if s.Processes != nil {
		return s.Processes.Conn
	}
	return s.App.Conn
}

// CreateUser makes an account with a printed password, as the command line does.
func (s *Shop) CreateUser(role authapi.Role, email string) (printed string) {
	s.T.Helper()
	var err error
	if s.Processes != nil {
		printed, err = s.Processes.CreateUser(s.T.Context(), role, email)
	} else {
		printed, err = s.App.CreateUser(s.T.Context(), role, email)
	}
	if err != nil {
		s.T.Fatal(err)
	}
	return printed
}

// API connects as a client does: over HTTP, through the gateway.
func (s *Shop) API() *contract.Conn {
	s.T.Helper()
	c, err := contract.Dial("api", s.URL, nil)
	if err != nil {
		s.T.Fatal(err)
	}
	s.T.Cleanup(c.Close)
	return c
}

// Eventually waits until ok says yes, for at most ten seconds.
func Eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("still not: %s", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
