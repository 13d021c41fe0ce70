package contract_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type quote struct {
	TotalCLP int64 `json:"total_clp"`
}

var (
	ask     = contract.Get[contract.None, note]("/api/ask", contract.Public)
	hurried = contract.Get[contract.None, note]("/api/hurried", contract.Public, contract.Timeout(50*time.Millisecond))
)

func TestARefusalArrivesWithAllItSays(t *testing.T) {
	given := problem.Conflict("total_changed").With(quote{39990}).After(1500 * time.Millisecond).Because("the slot's price rose")
	given.Errors = []problem.Field{problem.At("/items/0", "sold_out", "sku", "R-12")}
	routes := func(r *contract.Router) { answer[contract.None, note](r, ask, nil, fmt.Errorf("quoting: %w", given)) }
	both(t, routes, func(t *testing.T, s *site) {
		_, err := ask.Call(t.Context(), s.conn, &contract.None{})
		p := wantProblem(t, err, 409, "total_changed")
		if q, ok := problem.Info[quote](err); !ok || q.TotalCLP != 39990 {
			t.Errorf("info is %s", p.Info)
		}
		if p.RetryAfter() != 2*time.Second {
			t.Errorf("Retry-After is %s, want whole seconds, rounded up", p.RetryAfter())
		}
		if p.Detail != "the slot's price rose" || len(p.Errors) != 1 || describe(p.Errors[0]) != "/items/0 sold_out map[sku:R-12]" {
			t.Errorf("got %v", p)
		}
		if s.log.String() != "" {
			t.Errorf("a refusal is no failure, yet logged: %s", s.log)
		}
		if got := s.observed.last(t); got != 409 {
			t.Errorf("observed %d", got)
		}
	})
}

func TestAFailureIsLoggedAndItsCauseNotTold(t *testing.T) {
	for name, c := range map[string]struct {
		fail   func() error
		status int
		code   string
	}{
		"an error":            {func() error { return errors.New("dial db: hunter2") }, 500, "internal"},
		"a panic":             {func() error { panic("hunter2") }, 500, "internal"},
		"a problem from 500":  {func() error { return problem.New(507, "disk_full").Because("hunter2") }, 507, "disk_full"},
		"a stranger's cancel": {func() error { return fmt.Errorf("hunter2: %w", context.Canceled) }, 500, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			routes := func(r *contract.Router) {
				contract.Handle(r, ask, func(context.Context, *contract.None) (*note, error) { return nil, c.fail() })
			}
			both(t, routes, func(t *testing.T, s *site) {
				_, err := ask.Call(t.Context(), s.conn, &contract.None{})
				if p := wantProblem(t, err, c.status, c.code); strings.Contains(fmt.Sprintf("%+v", p), "hunter2") {
					t.Errorf("told: %v", p)
				}
				if body := read(t, s.raw("GET", "/api/ask", "")); strings.Contains(body, "hunter2") {
					t.Errorf("told: %s", body)
				}
				if n := strings.Count(s.log.String(), "msg=\"operation failed\""); n != 2 || !strings.Contains(s.log.String(), "hunter2") {
					t.Errorf("logged %d times: %s", n, s.log)
				}
			})
		})
	}
}

// What a client sends may be a password in the wrong field.
func TestWhatWasSentIsNeverSaidBackNorLogged(t *testing.T) {
	routes := func(r *contract.Router) {
		capture(r, fill, new(basketInput))
		capture(r, echoParams, new(allParams))
	}
	both(t, routes, func(t *testing.T, s *site) {
		for _, send := range []func() *http.Response{
			func() *http.Response {
				return s.raw("PUT", "/api/basket", `{"email":"hunter2","code":"hunter2","wait":"hunter2","secret":"hunter2","until":"hunter2","total":"hunter2","lines":"hunter2","nested":{"deep":"hunter2"},"password":"hunter2"}`)
			},
			func() *http.Response { return s.raw("PUT", "/api/basket", `{"secret":"hunter2`) },
			func() *http.Response { return s.raw("PUT", "/api/basket", `hunter2`, "Content-Type", "hunter2/x") },
			func() *http.Response {
				return s.raw("GET", "/api/things/x/all?q=hunter2hunter2hunter2hunter2&colour=hunter2&size=hunter2&floor=hunter2&weight=hunter2&gift=hunter2&since=hunter2&day=hunter2&id=hunter2&lang=hunter2&must=hunter2&sizes=hunter2&password=hunter2", "", "X-At", "hunter2")
			},
			func() *http.Response { return s.raw("GET", "/hunter2", "", "Authorization", "Bearer hunter2") },
		} {
			resp := send()
			if body := read(t, resp); resp.StatusCode < 400 || strings.Contains(body+fmt.Sprint(resp.Header), "hunter2") {
				t.Errorf("said back: %s", body)
			}
		}
		if strings.Contains(s.log.String(), "hunter2") {
			t.Errorf("logged: %s", s.log)
		}
	})
}

func TestACallEndsAtTheDeadlineWhetherOrNotTheHandlerDoes(t *testing.T) {
	for name, wait := range map[string]func(ctx context.Context, forever chan struct{}) error{
		"the handler gives up":             func(ctx context.Context, _ chan struct{}) error { <-ctx.Done(); return ctx.Err() },
		"its store says it in other words": func(ctx context.Context, _ chan struct{}) error { <-ctx.Done(); return errors.New("interrupted") },
		"it does not listen":               func(_ context.Context, forever chan struct{}) error { <-forever; return nil },
	} {
		t.Run(name, func(t *testing.T) {
			forever := make(chan struct{})
			routes := func(r *contract.Router) {
				contract.Handle(r, hurried, func(ctx context.Context, _ *contract.None) (*note, error) { return &note{}, wait(ctx, forever) })
			}
			both(t, routes, func(t *testing.T, s *site) {
				_, err := hurried.Call(t.Context(), s.conn, &contract.None{})
				wantProblem(t, err, 504, "timeout")
				if name != "it does not listen" {
					if p := refused(t, s.raw("GET", "/api/hurried", "")); p.Status != 504 || p.Code != "timeout" {
						t.Errorf("got %v", p)
					}
				}
				if name == "it does not listen" {
					forever <- struct{}{} // once a way: before the listener closes
				}
			})
		})
	}
}

func TestTheHandlersContextEndsWhenTheCallerLeaves(t *testing.T) {
	ended, entered := make(chan error, 1), make(chan struct{})
	routes := func(r *contract.Router) {
		contract.Handle(r, ask, func(ctx context.Context, _ *contract.None) (*note, error) {
			entered <- struct{}{}
			<-ctx.Done()
			ended <- ctx.Err()
			return nil, ctx.Err()
		})
	}
	both(t, routes, func(t *testing.T, s *site) {
		ctx, cancel := context.WithCancel(t.Context())
		go func() { <-entered; cancel() }()
		if _, err := ask.Call(ctx, s.conn, &contract.None{}); !errors.Is(err, context.Canceled) {
			t.Errorf("the caller got %v", err)
		}
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the handler got %v", err)
		}
		if got := s.observed.last(t); got != 499 {
			t.Errorf("observed %d", got)
		}
		if s.log.String() != "" {
			t.Errorf("logged: %s", s.log)
		}
	})
}

type private struct{}

func TestNothingOfTheCallersContextReachesTheHandlerButWhoAsks(t *testing.T) {
	const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	cached := contract.Get[contract.None, note]("/api/cached", contract.Public, contract.Cached)
	var got context.Context
	look := func(ctx context.Context, _ *contract.None) (*note, error) { got = ctx; return &note{}, nil }
	routes := func(r *contract.Router) {
		contract.Handle(r, ask, look)
		contract.HandleCached(r, cached, func(*contract.None) string { return "" }, look)
	}
	both(t, routes, func(t *testing.T, s *site) {
		ctx := context.WithValue(t.Context(), private{}, "a transaction")
		ctx = contract.WithTrace(contract.WithIdentity(contract.WithUserToken(ctx, "customer"), contract.Identity{UserID: "someone else"}), trace)
		if _, err := ask.Call(ctx, s.conn, &contract.None{}); err != nil {
			t.Fatal(err)
		}
		if got.Value(private{}) != nil || contract.Who(got).UserID != "u1" || contract.Trace(got) != trace {
			t.Errorf("got %v %v %q", got.Value(private{}), contract.Who(got), contract.Trace(got))
		}
		if _, err := cached.Call(ctx, s.conn, &contract.None{}); err != nil || contract.Who(got).SignedIn() {
			t.Errorf("a cached read is nobody's, got %v, %v", contract.Who(got), err)
		}
		// And what the handler then calls carries the user, or nobody.
		if _, err := ask.Call(context.WithoutCancel(got), s.conn, &contract.None{}); err != nil || contract.Who(got).SignedIn() {
			t.Errorf("got %v, %v", contract.Who(got), err)
		}
	})
}

func TestAnAnswerThatIsNoProblemDocumentIsAProblemOfItsStatus(t *testing.T) {
	proxy := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404); _, _ = io.WriteString(w, "<html>") })
	for _, remote := range []bool{false, true} {
		s := &site{}
		join(t, s, proxy, remote)
		_, err := ask.Call(t.Context(), s.conn, &contract.None{})
		wantProblem(t, err, 404, "http_404")
	}
}

// A refusal that breaks off says nothing certain: its code is what callers decide by.
func TestARefusalThatIsCutOnTheWayIsNoRefusal(t *testing.T) {
	breaks := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", problem.ContentType)
		w.WriteHeader(409)
		_, _ = io.WriteString(w, `{"status":409,"code":"sold_`)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	for _, remote := range []bool{false, true} {
		s := &site{}
		join(t, s, breaks, remote)
		_, err := ask.Call(t.Context(), s.conn, &contract.None{})
		wantProblem(t, err, 503, "service_unavailable")
	}
}
