package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"github.com/sony/gobreaker/v2"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// Conn is where a provider is: its handler when it runs in this process, else its
// address. Who holds a Conn cannot tell which.
type Conn struct {
	provider string
	base     *url.URL
	handler  http.Handler // nil when the provider is another process
	remote   *http.Transport
	proxy    *httputil.ReverseProxy
	token    ServiceToken
	breaker  *gobreaker.TwoStepCircuitBreaker[any]
	budget   retryBudget
	answers  *lru[*decoded]
	watch    CallWatch
}

// ServiceToken gives the caller's own token for a provider.
type ServiceToken func(ctx context.Context, provider string) (string, error)

// decodedCacheBytes bounds, by encoded length, the decoded answers that a Conn keeps.
const decodedCacheBytes = 4 << 20

// Join connects to a service whose handler runs in this process.
func Join(provider string, h http.Handler, token ServiceToken) *Conn {
	c := newConn(provider, &url.URL{Scheme: "http", Host: provider}, token)
	c.handler = h
	return c
}

// Dial connects to a service at an address such as http://product-service:3002.
func Dial(provider, address string, token ServiceToken) (*Conn, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("the address of %s is not an http(s) URL", provider)
	}
	c := newConn(provider, &url.URL{Scheme: u.Scheme, Host: u.Host}, token)
	t := &http.Transport{
		DialContext:           (&net.Dialer{Timeout: 2 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		MaxIdleConnsPerHost:   64,
		MaxConnsPerHost:       256,
		IdleConnTimeout:       30 * time.Second,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: maxTimeout + 5*time.Second,
		DisableCompression:    true, // both ends are in one cluster
	}
	c.remote = t
	c.proxy = &httputil.ReverseProxy{
		Transport: t,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(c.base)
			r.Out.Host = c.base.Host
			r.Out.URL.RawQuery = r.In.URL.RawQuery // a query that cannot be read is for the provider to refuse
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			problem.Write(w, problem.Unavailable("service_unavailable"))
		},
		FlushInterval: -1,
	}
	return c, nil
}

func newConn(provider string, base *url.URL, token ServiceToken) *Conn {
	return &Conn{
		provider: provider, base: base, token: token,
		budget:  retryBudget{tokens: retryBurst},
		answers: newLRU[*decoded](decodedCacheBytes),
		breaker: gobreaker.NewTwoStepCircuitBreaker[any](gobreaker.Settings{
			Name: provider, MaxRequests: 4, Interval: 10 * time.Second, Timeout: time.Second,
			ReadyToTrip: func(n gobreaker.Counts) bool { return n.Requests >= 20 && n.TotalFailures*2 > n.Requests },
		}),
	}
}

// Provider is the service at the other end.
func (c *Conn) Provider() string { return c.provider }

// Forward hands a request to the provider as it is: what a door does.
func (c *Conn) Forward(w http.ResponseWriter, req *http.Request) {
	if tp := Trace(req.Context()); tp != "" { // the door's own
		req.Header.Set(traceparent.Header, tp)
	}
	if c.handler != nil {
		c.handler.ServeHTTP(w, req)
		return
	}
	if err := rewindable(req); err != nil {
		problem.Write(w, problem.New(http.StatusRequestTimeout, "body_not_received"))
		return
	}
	c.proxy.ServeHTTP(w, req)
}

// maxRewind bounds the bodies that are read before they are forwarded.
const maxRewind = 64 << 10

// rewindable lets the transport send a small body again on another connection when
// the provider closed the one it took, idle, at that moment: nothing of the request
// was seen then. net/http does so only where it can get the body anew.
func rewindable(req *http.Request) error {
	if req.Body == nil || req.Body == http.NoBody || req.ContentLength <= 0 || req.ContentLength > maxRewind {
		return nil
	}
	b, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
	req.Body, _ = req.GetBody()
	return nil
}

// Close lets idle connections go.
func (c *Conn) Close() {
	if c.remote != nil {
		c.remote.CloseIdleConnections()
	}
}

// errOpen is an attempt that the circuit breaker did not let through.
var errOpen = errors.New("the circuit is open")

// send makes one attempt under the circuit breaker.
func (c *Conn) send(ctx context.Context, req *http.Request) (*http.Response, error) {
	done, err := c.breaker.Allow()
	if err != nil {
		return nil, errOpen
	}
	var resp *http.Response
	if c.handler != nil {
		resp, err = memory{c.handler}.send(ctx, req)
	} else {
		resp, err = c.remote.RoundTrip(req.WithContext(ctx))
	}
	switch {
	case err != nil && gone(ctx):
		done(nil) // the caller went away: no fault of the provider
	case err == nil && resp.StatusCode == http.StatusBadGateway:
		done(errors.New("bad gateway")) // a provider that answers, be it 500 or 503, is there; ways between say 502
	default:
		done(err)
	}
	return resp, err
}

// gone tells whether the caller went away before its time was over.
func gone(ctx context.Context) bool {
	return ctx.Err() != nil && !errors.Is(context.Cause(ctx), context.DeadlineExceeded)
}

// failure is what a caller gets of an attempt without an answer.
func (c *Conn) failure(ctx context.Context, err error) error {
	var slow net.Error
	switch {
	case gone(ctx):
		return ctx.Err()
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded), errors.As(err, &slow) && slow.Timeout():
		return fmt.Errorf("calling %s: %w", c.provider, problem.New(http.StatusGatewayTimeout, "timeout"))
	}
	return fmt.Errorf("calling %s: %v: %w", c.provider, err, problem.Unavailable("service_unavailable"))
}
