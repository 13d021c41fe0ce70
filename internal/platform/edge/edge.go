package edge

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// Options of an edge.
type Options struct {
	Trusted   []netip.Prefix // proxies whose X-Forwarded-* is believed
	PublicURL *url.URL       // what the shop is called; https unless at a loopback address
	Limiter   Limiter
	General   Rate // of one address, and of one credential over all addresses, over everything
	// Credential is what a request shows of who sends it, "" for nothing; nil means a
	// bearer's token. Nobody has verified it here.
	Credential func(*http.Request) string
	Origins    []string // that may post here beside our own: a payment provider's return
	OnLimit    func(w http.ResponseWriter, r *http.Request, wait time.Duration)
	OnForeign  func(w http.ResponseWriter, r *http.Request)
}

// serviceHeaders are for services to send one another; from a client they mean nothing.
var serviceHeaders = []string{
	"Service-Authorization", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
	"X-Real-Ip", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Original-Url", "X-Rewrite-Url", "Traceparent", "Tracestate", "Baggage",
}

// What every answer says, whichever door gives it. Nobody changes a header's values in place.
var (
	nosniff  = []string{"nosniff"}
	referrer = []string{"strict-origin-when-cross-origin"}
	noFrames = []string{"DENY"}
	onlyTLS  = []string{"max-age=31536000"}
)

// New wraps a door.
func New(o Options, next http.Handler) (http.Handler, error) {
	cross := http.NewCrossOriginProtection()
	for _, origin := range o.Origins {
		if err := cross.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	next = compress(next)
	if o.Credential == nil {
		o.Credential = func(r *http.Request) string { return contract.Bearer(r.Header, "Authorization") }
	}
	https := o.PublicURL != nil && o.PublicURL.Scheme == "https"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if health.IsProbe(r.URL.Path) || r.URL.Path == "/metrics" {
			problem.Write(w, problem.NotFound("no_such_resource"))
			return
		}
		addr := clientAddress(r, o.Trusted)
		overTLS := https && secure(r, o.Trusted)
		for _, h := range serviceHeaders {
			delete(r.Header, h)
		}
		h := w.Header()
		h["X-Content-Type-Options"] = nosniff
		h["Referrer-Policy"] = referrer
		h["X-Frame-Options"] = noFrames
		if overTLS {
			h["Strict-Transport-Security"] = onlyTLS
		}
		from := client{address: addr, who: credential(o.Credential(r))}
		if ok, wait := from.allow(r.Context(), o.Limiter, "all/", o.General); !ok {
			if o.OnLimit != nil {
				o.OnLimit(w, r, wait)
				return
			}
			problem.Write(w, problem.TooMany(wait))
			return
		}
		if err := cross.Check(r); err != nil {
			if o.OnForeign != nil {
				o.OnForeign(w, r)
				return
			}
			problem.Write(w, problem.New(http.StatusForbidden, "cross_origin"))
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), clientKey{}, from)))
	}), nil
}
