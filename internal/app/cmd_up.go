package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/httpserver"
)

type upCmd struct {
	Listen string `help:"Address of the shop." default:"127.0.0.1:8080" env:"FLORES_LISTEN" placeholder:"HOST:PORT"`
	HTTP   bool   `help:"Let the services talk over loopback HTTP, as separate processes would." env:"FLORES_HTTP" hidden:""`
	Config
}

// firstAdmin is the account that a new shop begins with.
const firstAdmin = "admin@floresvictoria.cl"

// Run starts the shop and serves until it is told to stop.
func (c *upCmd) Run(ctx context.Context, s streams) error {
	start := time.Now()
	c.Data = cmp.Or(c.Data, DefaultData())
	public, err := c.public(c.Listen)
	if err := errors.Join(c.Check(), err); err != nil {
		return err
	}
	ln, err := httpserver.Listen(c.Listen)
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }()
	dir, err := OpenDataDir(c.Data)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }()
	demo, err := c.decideDemo(dir, c.onLoopback(ln))
	if err != nil {
		return err
	}
	log := logger(&c.Config, s.err)
	if public == nil {
		public = &url.URL{Scheme: "http", Host: ln.Addr().String()}
	}
	a, err := New(ctx, Options{Config: c.Config, HTTP: c.HTTP, Log: log, Demo: demo, Data: dir, Public: public})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := dir.Started(demo); err != nil {
		return err
	}
	admin, err := a.listenAdmin()
	if err != nil {
		return err
	}
	doors := append([]Door{{Listener: ln, Handler: a.BothDoors()}}, admin)
	watched, err := a.listenMetrics()
	if err != nil {
		return err
	}
	doors = append(doors, watched...)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, doors...) }()
	if err := a.announce(ctx, s, public, demo, start); err != nil {
		stop()
		return errors.Join(err, <-done)
	}
	return <-done
}

// announce prints, once the shop is ready, where it is, and on a first start how
// its administrator gets in. To be stopped meanwhile is no failure.
func (a *App) announce(ctx context.Context, s streams, public *url.URL, demo bool, start time.Time) (err error) {
	defer func() {
		if ctx.Err() != nil {
			err = nil
		}
	}()
	wait, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := a.Ready(wait); err != nil {
		return err
	}
	debug.FreeOSMemory() // what starting took and serving does not need: migrations, the first hash
	fmt.Fprintf(s.out, "Flores Victoria: %s  (trastienda: %s/admin, API: %s/api/docs)\n", public, public, public)
	if demo {
		fmt.Fprintln(s.out, "Demo: los productos y los pagos no son reales (--demo=false para una tienda de verdad).")
	}
	has, err := a.accounts.HasAdmin(ctx)
	if err != nil || has {
		return err
	}
	if !s.terminal {
		fmt.Fprintln(s.out, "Sin administrador todavía: flores user create --role admin CORREO")
		return nil
	}
	password, err := a.accounts.CreateUser(ctx, authapi.Admin, firstAdmin)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Administrador: %s  clave de un solo uso: %s\n", firstAdmin, password)
	a.opt.Log.Debug("ready", "took", time.Since(start))
	return nil
}

// BothDoors serves /api by the gateway and everything else by the frontend.
func (a *App) BothDoors() http.Handler {
	api, pages := a.parts[gatewayName].part.Handler, a.parts[frontendName].part.Handler
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/") {
			api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// listenMetrics opens the operator's address, if the configuration has one.
func (a *App) listenMetrics() ([]Door, error) {
	if a.opt.Config.Metrics == "" {
		return nil, nil
	}
	ln, err := httpserver.Listen(a.opt.Config.Metrics)
	if err != nil {
		return nil, err
	}
	return []Door{{Listener: ln, Handler: a.operatorHandler()}}, nil
}

// operatorHandler is for who watches the shop: metrics and the probes of the whole.
func (a *App) operatorHandler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", a.tel.Handler())
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	ready := func(w http.ResponseWriter, r *http.Request) {
		for _, x := range a.order {
			if ok, _ := x.health.Ready(r.Context()); !ok {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
		}
	}
	mux.HandleFunc("GET /readyz", ready)
	mux.HandleFunc("GET /health", ready)
	return mux
}

// public is the shop's name from outside: what --public-url says, else the
// listener's own address if that is a loopback one.
func (c *Config) public(listen string) (*url.URL, error) {
	u, err := c.publicURL()
	if err != nil || u != nil {
		return u, nil // Check reports the fault
	}
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return nil, fmt.Errorf("--listen (FLORES_LISTEN): %q is not HOST:PORT", listen)
	}
	if !loopback(host) {
		return nil, fmt.Errorf("--listen %s is not a loopback address: say with --public-url (FLORES_PUBLIC_URL) what https address the shop has there", listen)
	}
	return nil, nil
}

func (c *Config) onLoopback(ln net.Listener) bool {
	host, _, err := net.SplitHostPort(ln.Addr().String())
	if err != nil || !loopback(host) {
		return false
	}
	u, err := c.publicURL()
	return err == nil && (u == nil || loopback(u.Hostname()))
}

// decideDemo: what is said explicitly counts; else what the directory remembers,
// which must not go public; else a new directory on a loopback address is a demo.
func (c *Config) decideDemo(dir *DataDir, onLoopback bool) (bool, error) {
	switch {
	case c.Demo != nil:
		return *c.Demo, nil
	case dir.New:
		return onLoopback, nil
	case dir.Demo() && !onLoopback:
		return false, fmt.Errorf("the data directory %s holds a demo (sandbox payments, invented products): say --demo to show it on a public address, or use another --data", c.Data)
	}
	return dir.Demo(), nil
}
