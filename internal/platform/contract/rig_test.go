package contract_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// site is a service and the two ways to it: conn for services, raw for any client.
type site struct {
	conn     *contract.Conn
	raw      func(method, target, body string, header ...string) *http.Response
	log      *journal
	observed *observations
	address  string // of the listener; "" in memory
}

func newRecorder() *httptest.ResponseRecorder { return httptest.NewRecorder() }

// both runs a test against the service in this process and against it behind a
// listener: whoever calls cannot tell which.
func both(t *testing.T, routes func(*contract.Router), test func(*testing.T, *site)) {
	t.Helper()
	for _, mode := range []string{"in memory", "over HTTP"} {
		t.Run(mode, func(t *testing.T) {
			s := &site{log: &journal{}, observed: &observations{}}
			r := contract.NewRouter("shop-service", doorman{}, slog.New(slog.NewTextHandler(s.log, nil)), s.observed.add)
			routes(r)
			join(t, s, r, mode == "over HTTP")
			test(t, s)
		})
	}
}

func join(t *testing.T, s *site, h http.Handler, remote bool) {
	t.Helper()
	if !remote {
		s.conn = contract.Join("shop-service", h, serviceToken)
		s.raw = func(method, target, body string, header ...string) *http.Response {
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, request(method, "http://shop-service"+target, body, header))
			return rec.Result()
		}
		return
	}
	srv := httptest.NewUnstartedServer(h)
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	srv.Start()
	t.Cleanup(srv.Close)
	s.address = srv.Listener.Addr().String()
	var err error
	if s.conn, err = contract.Dial("shop-service", srv.URL, serviceToken); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.conn.Close)
	transport := &http.Transport{DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	s.raw = func(method, target, body string, header ...string) *http.Response {
		req := request(method, srv.URL+target, body, header)
		req.RequestURI = ""
		resp, err := transport.RoundTrip(req) // follows no redirect
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = resp.Body.Close() })
		return resp
	}
}

func request(method, address, body string, header []string) *http.Request {
	req := httptest.NewRequest(method, address, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	if body != "" && req.Header.Get("Content-Type") == "" {
		req.Header.Set("Content-Type", "application/json")
	}
	return req
}

func read(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// refused reads a raw answer that must be a problem.
func refused(t *testing.T, resp *http.Response) *problem.Problem {
	t.Helper()
	if ct := resp.Header.Get("Content-Type"); ct != problem.ContentType {
		t.Errorf("Content-Type is %q of a %d", ct, resp.StatusCode)
	}
	return problem.Read(resp.StatusCode, resp.Header, []byte(read(t, resp)))
}

func wantProblem(t *testing.T, err error, status int, code string) *problem.Problem {
	t.Helper()
	p, ok := problem.From(err)
	if !ok {
		t.Fatalf("got %v, want the problem %d %s", err, status, code)
	}
	if p.Status != status || p.Code != code {
		t.Fatalf("got %v, want %d %s", p, status, code)
	}
	return p
}

// people are whom the doorman knows by their token.
var people = map[string]contract.Identity{
	"customer": {UserID: "u1"},
	"printed":  {UserID: "u2", MustChangePassword: true, Permissions: []string{"orders:move"}},
	"florist":  {UserID: "u3", Permissions: []string{"orders:move"}},
	"auditor":  {UserID: "u4", Permissions: []string{"orders:read"}},
	"stale":    {UserID: "u5", Permissions: []string{"orders:move"}, Stale: true},
}

type doorman struct{}

func (doorman) Identify(r *http.Request) (contract.Identity, error) {
	token := contract.Bearer(r.Header, "Authorization")
	id, known := people[token]
	if token != "" && !known {
		return contract.Identity{UserID: "half read"}, problem.Unauthorized("token_invalid")
	}
	id.Caller = contract.Bearer(r.Header, "Service-Authorization")
	return id, nil
}

// serviceToken is that of order-service.
func serviceToken(context.Context, string) (string, error) { return "order-service", nil }

type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

type observations struct {
	mu       sync.Mutex
	statuses []int
}

func (o *observations) add(_ *contract.Op, status int, _ time.Duration) {
	o.mu.Lock()
	o.statuses = append(o.statuses, status)
	o.mu.Unlock()
}

// last waits for the next observation: the client may have its answer before it.
func (o *observations) last(t *testing.T) int {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		o.mu.Lock()
		n := len(o.statuses)
		o.mu.Unlock()
		if n > 0 {
			o.mu.Lock()
			defer o.mu.Unlock()
			return o.statuses[n-1]
		}
	}
	t.Fatal("nothing was observed")
	return 0
}
