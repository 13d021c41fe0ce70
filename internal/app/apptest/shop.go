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
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// Shop is a running shop with the demo catalogue.
type Shop struct {
	T    testing.TB
	URL  string
	App  *app.App
	Logs *Logs
	Data string
}

// Options of a shop. The zero value is the shop of `flores up --demo` without limits.
type Options struct {
	HTTP   bool        // services talk over loopback HTTP
	Clock  clock.Clock // nil is the machine's
	Config func(*app.Config)
	Data   string // a directory to start on again; empty is a new one
}

// Start starts a shop and stops it at the end of the test.
func Start(t testing.TB, o Options) *Shop {
	t.Helper()
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	cfg := app.Config{Data: o.Data, LogLevel: "info", MailFrom: "Flores Victoria <hola@floresvictoria.cl>", StaffMail: "taller@floresvictoria.cl", WhatsApp: "+56912345678", Windows: app.DefaultWindows()}
	if o.Config != nil {
		o.Config(&cfg)
	}
	dir, err := app.OpenDataDir(o.Data)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	logs := &Logs{}
	public := &url.URL{Scheme: "http", Host: ln.Addr().String()}
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.New(ctx, app.Options{Config: cfg, HTTP: o.HTTP, Clock: o.Clock, Log: slog.New(slog.NewTextHandler(logs, nil)), Demo: true, Data: dir, Public: public})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, app.Door{Listener: ln, Handler: a.BothDoors()}) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the shop ended with %v", err)
		}
		if err := a.Close(); err != nil {
			t.Errorf("closing the shop: %v", err)
		}
		_ = dir.Close()
		if t.Failed() {
			t.Logf("the shop's log:\n%s", logs.Tail(60))
		}
	})
	ready, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := a.Ready(ready); err != nil {
		t.Fatal(err)
	}
	return &Shop{T: t, URL: public.String(), App: a, Logs: logs, Data: o.Data}
}

// Conn connects in a service's name, for what only services may ask.
func (s *Shop) Conn(caller, provider string) *contract.Conn {
	s.T.Helper()
	c, err := s.App.Conn(caller, provider)
	if err != nil {
		s.T.Fatal(err)
	}
	return c
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
