package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/alexedwards/scs/v2"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/operator"
)

// Behind is a service that pages may call, by its public operations only.
type Behind struct {
	Name       string
	Operations []*contract.Op
	Operator   *operator.Operations
	Conn       *contract.Conn
}

// Options of a Site.
type Options struct {
	Services []Behind
	Sessions kv.Store
	Limiter  edge.Limiter
	Public   *url.URL // nil: what the browser calls us, at a loopback address
	Demo     bool
	Shop     ui.Shop
	Clock    clock.Clock
	Log      *slog.Logger
}

// Site serves pages.
type Site struct {
	Options
	conns    map[*contract.Op]*contract.Conn
	sessions *scs.SessionManager
	refresh  refreshes
	mux      *http.ServeMux
}

const (
	sessionLife = 30 * 24 * time.Hour // of a visitor who comes back; a guest's cart lives as long
	pageTime    = 15 * time.Second
)

// NewSite makes a site without pages.
func NewSite(o Options) *Site {
	s := &Site{Options: o, conns: map[*contract.Op]*contract.Conn{}, mux: http.NewServeMux()}
	for _, b := range o.Services {
		for _, op := range b.Operations {
			if !op.Internal() { // whatever a page does, the API can do
				s.conns[op] = b.Conn
			}
		}
	}
	https := o.Public != nil && o.Public.Scheme == "https"
	m := scs.New()
	m.Store = sessionStore{o.Sessions, o.Clock}
	m.Lifetime = sessionLife
	m.Cookie.Name, m.Cookie.Secure = "fv_session", https
	if https {
		m.Cookie.Name = "__Host-fv"
	}
	m.Cookie.SameSite, m.Cookie.HttpOnly, m.Cookie.Path = http.SameSiteLaxMode, true, "/"
	s.sessions = m
	s.mux.Handle("/", s.page(func(*Visit) error { return errNoPage }))
	return s
}

// MayCall tells whether pages may call the operation: none that the API's door does
// not route.
func (s *Site) MayCall(op *contract.Op) bool { return s.conns[op] != nil }

// Page serves a path, "GET /bolsa". An error becomes a page in the visitor's
// language; a handler that answered itself returns nil.
func (s *Site) Page(pattern string, h func(*Visit) error) { s.mux.Handle(pattern, s.page(h)) }

// File serves a path that needs no visitor: style, fonts, robots.txt.
func (s *Site) File(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

// ServeHTTP serves the pages.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() { contract.Routed(r.Context(), r.Pattern) }() // the mux writes it into r
	s.mux.ServeHTTP(w, r)
}

func (s *Site) page(h func(*Visit) error) http.Handler {
	return s.withSession(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), pageTime)
		defer cancel()
		v := &Visit{Site: s, W: w, R: r}
		v.language()
		ctx = i18n.With(ctx, v.Words)
		v.ctx = ctx
		v.signIn()
		w.Header().Set("Content-Security-Policy", contentPolicy)
		if err := h(v); err != nil {
			v.fail(err)
		}
	}))
}

// contentPolicy allows what we serve ourselves and nothing else: no inline script,
// and styles from our own sheet only.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
