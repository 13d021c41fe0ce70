package contract_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

const (
	aTrace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	bTrace = "00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01"
	cTrace = "00-4bf92f3577b34da6a3ce929d0e0e4736-2222222222222222-01"
)

// witness sees one operation at a server or a connection, and leads its trace on.
type witness struct {
	mu       sync.Mutex
	next     string
	came     []string // the traces of what began
	statuses []int
	sent     []contract.Sent
}

func (w *witness) begin(ctx context.Context) (context.Context, any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.came = append(w.came, contract.Trace(ctx))
	return contract.WithTrace(ctx, w.next), len(w.came)
}

type atServer struct{ *witness }

func (w atServer) Begin(ctx context.Context, _ *contract.Op) (context.Context, any) {
	return w.begin(ctx)
}

func (w atServer) End(_ *contract.Op, begun any, status int, _ time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if begun != len(w.came) {
		status = -1
	}
	w.statuses = append(w.statuses, status)
}

type atConn struct{ *witness }

func (w atConn) Begin(ctx context.Context, _ *contract.Op) (context.Context, any) {
	return w.begin(ctx)
}

func (w atConn) End(_ *contract.Op, _ any, sent contract.Sent, _ time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = append(w.sent, sent)
}

func TestWhoWatchesSeesTheCallAndWhatServesIt(t *testing.T) {
	var (
		get   = contract.Get[contract.None, contract.None]("/api/x", contract.Public)
		tries atomic.Int32
		seen  atomic.Value
	)
	server := &witness{next: cTrace}
	both(t, func(r *contract.Router) {
		r.Watch(atServer{server})
		shaky(r, get, 1, &tries, func(*contract.None) {})
		contract.Handle(r, readIt, func(ctx context.Context, _ *contract.None) (*note, error) {
			seen.Store(contract.Trace(ctx))
			return &note{}, nil
		})
	}, func(t *testing.T, s *site) {
		tries.Store(0)
		*server = witness{next: cTrace}
		client := &witness{next: bTrace}
		s.conn.Watch(atConn{client})
		ctx := contract.WithTrace(t.Context(), aTrace)
		if _, err := get.Call(ctx, s.conn, &contract.None{}); err != nil {
			t.Fatal(err)
		}
		if _, err := readIt.Call(ctx, s.conn, &contract.None{}); err != nil {
			t.Fatal(err)
		}
		client.mu.Lock()
		defer client.mu.Unlock()
		if !slices.Equal(client.came, []string{aTrace, aTrace}) || len(client.sent) != 2 || client.sent[0].Attempts != 2 || client.sent[0].Status != 204 || client.sent[0].Err != nil {
			t.Errorf("the connection's: %v, %+v", client.came, client.sent)
		}
		ended := func() bool { server.mu.Lock(); defer server.mu.Unlock(); return len(server.statuses) == 3 }
		for end := time.Now().Add(5 * time.Second); !ended() && time.Now().Before(end); time.Sleep(time.Millisecond) {
		}
		server.mu.Lock()
		defer server.mu.Unlock()
		if !slices.Equal(server.came, []string{bTrace, bTrace, bTrace}) || !slices.Equal(server.statuses, []int{503, 204, 200}) || seen.Load() != cTrace {
			t.Errorf("the server's: %v, %v; the handler is of %v", server.came, server.statuses, seen.Load())
		}
	})
}

func TestWhoWatchesIsToldOfCallsThatFail(t *testing.T) {
	post := contract.Post[contract.None, contract.None]("/api/x", contract.Public, contract.Once("a test"))
	client := &witness{next: aTrace}
	gone := contract.Join("shop-service", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }), nil)
	gone.Watch(atConn{client})
	for range 40 {
		_, _ = post.Call(t.Context(), gone, &contract.None{})
	}
	first, last := client.sent[0], client.sent[len(client.sent)-1]
	if first.Status != http.StatusBadGateway || first.Err == nil || first.Open || !last.Open || last.Status != 0 || !gone.Open() {
		t.Errorf("%+v … %+v", first, last)
	}
	byNumber := contract.Get[struct {
		Number string `path:"number"`
	}, contract.None]("/api/x/{number}", contract.Public)
	_, err := byNumber.Call(t.Context(), gone, &struct {
		Number string `path:"number"`
	}{})
	if sent := client.sent[len(client.sent)-1]; err == nil || sent.Attempts != 0 || !errors.Is(sent.Err, err) {
		t.Errorf("%+v, %v", sent, err)
	}
}

// A trace that is none is not carried on: it would stand in logs and events.
func TestATraceThatIsNoneIsDropped(t *testing.T) {
	var seen atomic.Value
	both(t, func(r *contract.Router) {
		contract.Handle(r, readIt, func(ctx context.Context, _ *contract.None) (*note, error) {
			seen.Store(contract.Trace(ctx))
			return &note{}, nil
		})
	}, func(t *testing.T, s *site) {
		for tp, want := range map[string]string{aTrace: aTrace, "": "", "00-<script>-01": "", aTrace + "0": ""} {
			s.raw(http.MethodGet, readIt.Path, "", "Traceparent", tp)
			if seen.Load() != want {
				t.Errorf("%q becomes %q", tp, seen.Load())
			}
		}
	})
}

// A door learns which route served a request, and its own trace goes with what it
// hands on, whatever the client sent.
func TestADoorNamesTheRouteAndSendsItsTrace(t *testing.T) {
	var seen atomic.Value
	both(t, func(r *contract.Router) {
		contract.Handle(r, readIt, func(ctx context.Context, _ *contract.None) (*note, error) {
			seen.Store(contract.Trace(ctx))
			return nil, problem.NotFound("no_note")
		})
	}, func(t *testing.T, s *site) {
		door := contract.NewRouter("api-gateway", doorman{}, slog.New(slog.DiscardHandler), nil)
		door.Forward(readIt.Meta(), http.HandlerFunc(s.conn.Forward))
		for path, want := range map[string]string{readIt.Path: readIt.ID(), "/elsewhere": ""} {
			ctx, route := contract.WithRoute(contract.WithTrace(t.Context(), bTrace))
			req := httptest.NewRequest(http.MethodGet, path, nil).WithContext(ctx)
			req.Header.Set(traceparent.Header, aTrace)
			door.ServeHTTP(httptest.NewRecorder(), req)
			if *route != want {
				t.Errorf("%s is called %q", path, *route)
			}
		}
		if seen.Load() != bTrace {
			t.Errorf("the service is under %v", seen.Load())
		}
	})
	contract.Routed(t.Context(), "nobody asks")
}
