package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/httpserver"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/internal/platform/operator"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/telemetry"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// Options say what to start.
type Options struct {
	Config Config
	// Services that run in this process; empty means all.
	Services []string
	// HTTP makes the services of this process talk over loopback all the same:
	// the partition tests do, to prove that nothing depends on the shortcut.
	HTTP bool
	// Listeners of services of this process that others reach over HTTP; their
	// neighbours in this process still join them directly.
	Listeners map[string]net.Listener
	Clock     clock.Clock
	Log       *slog.Logger
	// Demo is decided by who starts: see Demo.
	Demo bool
	// Data is the directory of the embedded stores; nil where every store is a server.
	Data *DataDir
	// Public is what the shop is called from outside.
	Public *url.URL
	// Env says where servers and neighbours are, and the secrets; nil says nothing,
	// so that everything is embedded.
	Env Environment
	// Backoff is how events are tried again; zero is the shop's.
	Backoff events.Backoff
}

// App is a process of the shop: some or all of its services, built and joined.
type App struct {
	opt      Options
	table    Table
	env      Environment
	bus      closingBus // nil where no service of the process publishes or consumes
	observed events.Bus // the bus as the services have it
	limiter  edge.Limiter
	parts    map[string]*running
	order    []*running // start order
	tel      *telemetry.Telemetry

	accounts *auth.Service // for the administrator's commands; nil when auth-service runs elsewhere
}

// running is a service of this process.
type running struct {
	service  *Service
	kit      *Kit
	part     *Part
	handler  http.Handler // operations or pages, with the probes beside them
	health   *health.Health
	verifier *tokens.Verifier
	listener net.Listener // with Options.HTTP, or one a service in serve
}

// New builds the services of this process, in start order, and connects them.
// Nothing runs yet. Close releases what it opened.
func New(ctx context.Context, opt Options) (a *App, err error) {
	table, err := Services()
	if err != nil {
		return nil, err
	}
	if opt.Clock == nil {
		opt.Clock = clock.System{}
	}
	if opt.Env == nil {
		opt.Env = func(string) string { return "" }
	}
	a = &App{opt: opt, env: opt.Env, table: table, parts: map[string]*running{}, limiter: edge.NewMemory(opt.Clock)}
	opened := a // a failure returns nil
	defer func() {
		if err != nil {
			_ = opened.Close()
		}
	}()
	if a.tel, err = newTelemetry(opt, opt.Config.Settings); err != nil {
		return nil, err
	}
	if len(opt.Services) == 0 {
		for _, s := range table {
			a.opt.Services = append(a.opt.Services, s.Name)
		}
	}
	for _, name := range a.opt.Services {
		if table.Find(name) == nil {
			return nil, fmt.Errorf("there is no service %q: flores services lists them", name)
		}
	}
	if err := a.openBus(ctx); err != nil {
		return nil, err
	}
	a.observed = a.tel.Bus(a.bus)
	for name, ln := range opt.Listeners {
		a.parts[name] = &running{service: table.Find(name), listener: ln}
	}
	if opt.HTTP {
		if err := a.listen(); err != nil {
			return nil, err
		}
	}
	for _, s := range table {
		if !slices.Contains(a.opt.Services, s.Name) {
			continue
		}
		if err := a.build(ctx, s); err != nil {
			return nil, err
		}
	}
	return a, a.declare(ctx)
}

// listen opens a loopback address for every service of this process, before the
// first is built, since each needs to know where the others will be.
func (a *App) listen() error {
	for _, name := range a.opt.Services {
		ln, err := httpserver.Listen("127.0.0.1:0")
		if err != nil {
			return err
		}
		a.parts[name] = &running{service: a.table.Find(name), listener: ln}
	}
	return nil
}

func (a *App) build(ctx context.Context, s *Service) error {
	r := a.parts[s.Name]
	if r == nil {
		r = &running{service: s}
		a.parts[s.Name] = r
	}
	log := a.opt.Log.With("service", s.Name)
	k := &Kit{
		Service: s, Config: &a.opt.Config, Demo: a.opt.Demo, Public: a.opt.Public, Clock: a.opt.Clock, Log: log,
		Bus: a.observed, Telemetry: observe(a.tel, s), app: a, data: a.opt.Data,
		conns: map[string]*contract.Conn{}, checks: map[string]health.Check{},
	}
	r.kit = k
	a.order = append(a.order, r)
	late := &lateHandler{}
	r.handler = late
	if err := a.connect(k, s); err != nil {
		return err
	}
	part, err := s.Build(ctx, k)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	r.part = part
	for name, check := range part.Checks {
		k.checks[name] = check
	}
	inner := part.Handler
	if !s.Door() {
		if r.verifier, err = k.verifier(k.conns[authapi.Service]); err != nil {
			return err
		}
		k.checks["keys"] = func(context.Context) error {
			if !r.verifier.KeysLoaded() {
				return errors.New("no keys yet")
			}
			return nil
		}
		router := contract.NewRouter(s.Name, r.verifier, log, nil)
		k.Telemetry.Router(router)
		router.Away(func(err error) bool { return relational.IsUnavailable(err) || mongo.IsUnavailable(err) })
		part.Routes(router)
		op := operator.Service{Name: s.Name, Version: Version(), Since: a.opt.Clock.Now(), Bus: a.bus, Health: func() *health.Health { return r.health }}
		op.Routes(router, s.Operator)
		if err := sameOperations(s, router.Served()); err != nil {
			return err
		}
		inner = router
	}
	if s.Door() {
		part.Handler = k.Telemetry.Door(part.Handler)
		inner = part.Handler
	}
	r.health = health.New(k.checks)
	late.set(withProbes(r.health.Probes(), inner, s.Door(), a.opt.Public))
	return nil
}

func sameOperations(s *Service, served []*contract.Op) error {
	for _, op := range s.Operations {
		if !slices.Contains(served, op) {
			return fmt.Errorf("%s has no handler for %s", s.Name, op)
		}
	}
	if len(served) != len(s.Operations) {
		return fmt.Errorf("%s serves %d operations, the table lists %d", s.Name, len(served), len(s.Operations))
	}
	return nil
}

// CreateUser makes an account with a printed password.
func (a *App) CreateUser(ctx context.Context, role authapi.Role, email string) (string, error) {
	out, err := a.createUser(ctx, newUser{Email: email, Role: role})
	if err != nil {
		return "", err
	}
	return out.Password, nil
}

// Table is the table of services.
func (a *App) Table() Table { return a.table }

// Handler is a service's handler in this process, or nil.
func (a *App) Handler(name string) http.Handler {
	if r := a.parts[name]; r != nil {
		return r.handler
	}
	return nil
}

// Altered lists the kept answers that somebody changed though all callers share
// them: none, ever. Tests ask.
func (a *App) Altered() (out []string) {
	for _, r := range a.order {
		for name, c := range r.kit.conns {
			for _, address := range c.Altered() {
				out = append(out, r.service.Name+" has of "+name+": "+address)
			}
		}
	}
	return out
}

// Close releases stores and connections, in reverse start order.
func (a *App) Close() error {
	var errs []error
	for _, r := range slices.Backward(a.order) {
		for _, c := range r.kit.conns {
			c.Close()
		}
		for _, closer := range slices.Backward(r.kit.closers) {
			errs = append(errs, closer())
		}
	}
	if a.bus != nil {
		errs = append(errs, a.bus.Close())
		a.bus = nil
	}
	a.order = nil
	if a.tel != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		errs = append(errs, a.tel.Close(ctx))
	}
	return errors.Join(errs...)
}

// lateHandler is a handler that is known before it is made: a service is
// connected to itself.
type lateHandler struct {
	once sync.Once
	h    http.Handler
}

func (l *lateHandler) set(h http.Handler) { l.once.Do(func() { l.h = h }) }

func (l *lateHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) { l.h.ServeHTTP(w, r) }

// stopGrace is how long background work may take to finish at the end.
const stopGrace = 20 * time.Second
