// Package gateway is the API's door: it routes exactly the public operations of
// the table to the services behind it, and shows the merged document of them. It
// knows no rule of any service.
package gateway

import (
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// Behind is a service behind the door.
type Behind struct {
	Name       string
	About      string // one sentence, for the document
	Operations []*contract.Op
	Conn       *contract.Conn
}

// Options of the gateway.
type Options struct {
	Services []Behind
	Limiter  edge.Limiter
	General  edge.Rate
	Trusted  []netip.Prefix
	Public   *url.URL
	Origins  []string // other sites whose pages may use the API
	Version  string
	Log      *slog.Logger
}

// New makes the door.
func New(o Options) (http.Handler, error) {
	router := contract.NewRouter("api-gateway", nobody{}, o.Log, nil)
	for _, s := range o.Services {
		for _, op := range s.Operations {
			if op.Internal() {
				continue
			}
			router.Forward(op, limited(op, o.Limiter, s.Conn))
		}
	}
	if err := addDocument(router, o); err != nil {
		return nil, err
	}
	return edge.New(edge.Options{
		Trusted: o.Trusted, PublicURL: o.Public, Limiter: o.Limiter, General: o.General, Origins: o.Origins,
	}, cors(o.Origins, router))
}

// limited holds an address to the operation's own limit, if its line has one.
func limited(op *contract.Op, limiter edge.Limiter, conn *contract.Conn) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := edge.AllowOp(r.Context(), limiter, op); err != nil {
			problem.Write(w, err)
			return
		}
		conn.Forward(w, r)
	})
}

// cors lets the pages of the named sites use the API from a browser. Their requests
// carry no cookie: the API takes tokens.
func cors(origins []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if origin == "" || !slices.Contains(origins, origin) {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", origin)
		h.Add("Vary", "Origin")
		h.Set("Access-Control-Expose-Headers", "ETag, X-Cart-Token, Retry-After")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Cart-Token, X-Order-Link")
			h.Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// nobody is the guard of a router that serves no operation itself: the services
// behind authorise for themselves.
type nobody struct{}

func (nobody) Identify(*http.Request) (contract.Identity, error) { return contract.Identity{}, nil }
