package contract

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// Router serves the operations of one service.
type Router struct {
	provider string
	guard    Guard
	log      *slog.Logger
	mux      *http.ServeMux
	reg      huma.Registry
	routes   []*route
	observe  Observer
	watch    ServerWatch
	away     func(error) bool
	answers  *lru[*encoded]
}

// Observer is told of every answered operation, for metrics.
type Observer func(op *Op, status int, took time.Duration)

// answerCacheBytes bounds the encoded answers that a service keeps.
const answerCacheBytes = 8 << 20

// NewRouter makes the router of the service named provider.
func NewRouter(provider string, guard Guard, log *slog.Logger, observe Observer) *Router {
	if observe == nil {
		observe = func(*Op, int, time.Duration) {}
	}
	r := &Router{
		provider: provider, guard: guard, log: log, observe: observe,
		away: func(error) bool { return false },
		mux:  http.NewServeMux(), reg: newRegistry(provider), answers: newLRU[*encoded](answerCacheBytes),
	}
	r.mux.HandleFunc("/", r.unmatched)
	return r
}

// Provider is the name of the service that the router serves.
func (r *Router) Provider() string { return r.provider }

// Served lists the operations that have a handler.
func (r *Router) Served() []*Op {
	ops := make([]*Op, len(r.routes))
	for i, rt := range r.routes {
		ops[i] = rt.op
	}
	return ops
}

// Away says which errors of handlers mean that a store cannot be reached: their
// answer is 503 with Retry-After in place of 500.
func (r *Router) Away(is func(error) bool) { r.away = is }

// Handle serves an operation by h. All of a router's operations are handled before it serves.
func Handle[I, O any](r *Router, op *Operation[I, O], h func(context.Context, *I) (*O, error)) {
	r.handle(op.Meta(), nil, generic(h))
}

// HandleCached serves a Cached operation. etag is known before the work: from it
// the server answers 304, or the bytes it has encoded before. An empty etag
// means that this answer is not to be kept.
func HandleCached[I, O any](r *Router, op *Operation[I, O], etag func(*I) string, h func(context.Context, *I) (*O, error)) {
	r.handle(op.Meta(), func(in any) string { return etag(in.(*I)) }, generic(h))
}

// HandleAny is Handle, and with an etag HandleCached, for who knows the operation's
// types only when running: h takes and gives pointers to them.
func HandleAny(r *Router, op *Op, etag func(in any) string, h func(ctx context.Context, in any) (any, error)) {
	r.handle(op, etag, h)
}

// generic hides h's types; a nil answer becomes a nil of no type.
func generic[I, O any](h func(context.Context, *I) (*O, error)) func(context.Context, any) (any, error) {
	return func(ctx context.Context, in any) (any, error) {
		out, err := h(ctx, in.(*I))
		if out == nil {
			return nil, err
		}
		return out, err
	}
}

// handle panics for a fault of the operation's line: it is the program's, and shows when it starts.
func (r *Router) handle(op *Op, etag func(any) string, h func(context.Context, any) (any, error)) {
	if err := op.Check(); err != nil {
		panic(err)
	}
	if op.IsCached != (etag != nil) {
		panic(op.String() + ": a Cached operation, and no other, is served by HandleCached")
	}
	rt := &route{router: r, op: op, reader: newReader(op, r.reg), etag: etag, call: h}
	r.routes = append(r.routes, rt)
	r.mux.Handle(op.Method+" "+op.Path, rt)
}

// ServeHTTP answers one request; whatever happens, the answer is the operation's
// output or a problem.
func (r *Router) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if unclean(req.URL.EscapedPath()) { // the mux would redirect
		boundBody(w, req, defaultTimeout)
		problem.Write(w, problem.NotFound("no_such_resource"))
		return
	}
	r.mux.ServeHTTP(w, req)
}

func unclean(path string) bool {
	return !strings.HasPrefix(path, "/") || strings.Contains(path, "//") || strings.Contains(path, "/./") || strings.Contains(path, "/../") ||
		strings.HasSuffix(path, "/.") || strings.HasSuffix(path, "/..")
}

var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

func (r *Router) unmatched(w http.ResponseWriter, req *http.Request) {
	boundBody(w, req, defaultTimeout)
	var allowed []string
	probe := *req
	for _, m := range methods {
		probe.Method = m
		if _, pattern := r.mux.Handler(&probe); pattern != "/" && pattern != "" {
			allowed = append(allowed, m)
		}
	}
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		problem.Write(w, problem.New(http.StatusMethodNotAllowed, "method_not_allowed"))
		return
	}
	problem.Write(w, problem.NotFound("no_such_resource"))
}
