package contract

import (
	"context"
	"net/http"
	"time"

	"github.com/sony/gobreaker/v2"
)

// ServerWatch sees every operation that a Router serves: where metrics and traces
// are made. It is called by many at one time and keeps nobody waiting.
type ServerWatch interface {
	// Begin is told before anything else. ctx carries the caller's Trace, if it sent
	// one; the context it returns is the handler's, and begun comes back at the end.
	Begin(ctx context.Context, op *Op) (_ context.Context, begun any)
	End(op *Op, begun any, status int, took time.Duration)
}

// CallWatch sees every call that a Conn makes, its repeats included.
type CallWatch interface {
	// Begin is told before the request is made: its Trace is that of the context
	// that Begin returns.
	Begin(ctx context.Context, op *Op) (_ context.Context, begun any)
	End(op *Op, begun any, sent Sent, took time.Duration)
}

// Sent is how a call went.
type Sent struct {
	Attempts int   // 0: the input had no request
	Status   int   // of the last answer; 0 without one
	Open     bool  // the circuit breaker let the last attempt not through
	Err      error // what the caller got
}

func (s *Sent) note(n int, resp *http.Response, err error) {
	s.Attempts, s.Status, s.Open = n, 0, err == errOpen
	if err == nil {
		s.Status = resp.StatusCode
	}
}

// Watch has w see what the router serves; before it serves.
func (r *Router) Watch(w ServerWatch) { r.watch = w }

// Watch has w see the connection's calls; before the first.
func (c *Conn) Watch(w CallWatch) { c.watch = w }

// Open tells whether the circuit breaker keeps calls from the provider.
func (c *Conn) Open() bool { return c.breaker.State() == gobreaker.StateOpen }

type routeKey struct{}

// WithRoute gives a context under which whoever finds the route of a request says
// so by Routed, and what tells it afterwards: "" when nobody did. A door counts its
// answers by it, since only the router inside knows.
func WithRoute(ctx context.Context) (context.Context, *string) {
	name := new(string)
	return context.WithValue(ctx, routeKey{}, name), name
}

// Routed names the route that serves the request of ctx: an operation's ID or a
// page's pattern, never the path itself, which may hold identifiers and tokens.
func Routed(ctx context.Context, name string) {
	if p, ok := ctx.Value(routeKey{}).(*string); ok {
		*p = name
	}
}
