package contract_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/platform/contract"
)

type placed struct {
	Status  int
	Cart    string    `header:"X-Cart-Token"`
	Changed time.Time `header:"X-Changed"`
	Left    int       `header:"X-Left"`
	Body    struct {
		Number string   `json:"number"`
		Lines  []string `json:"lines"`
	}
}

type bare struct {
	Location string `header:"Location"`
}

// note has members that look like an envelope's, and is none: it has json tags.
type note struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

var (
	place   = contract.Post[contract.None, placed]("/api/orders", contract.Public, contract.Once("a test"), contract.Answers(201))
	move    = contract.Post[contract.None, bare]("/api/moves", contract.Public, contract.Once("a test"))
	readIt  = contract.Get[contract.None, note]("/api/note", contract.Public)
	numbers = contract.Get[contract.None, []int]("/api/numbers", contract.Public)
)

func TestAnAnswerArrivesWithItsStatusHeadersAndBody(t *testing.T) {
	whole := placed{Status: 202, Cart: "tök", Changed: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC), Left: 3}
	whole.Body.Number, whole.Body.Lines = "FV-1", []string{"<a>"}
	sparse := placed{}
	defaulted := placed{Status: 201}
	defaulted.Body.Lines = []string{}
	for name, c := range map[string]struct{ given, got placed }{"whole": {whole, whole}, "sparse": {sparse, defaulted}} {
		t.Run(name, func(t *testing.T) {
			both(t, func(r *contract.Router) { answer(r, place, &c.given, nil) }, func(t *testing.T, s *site) {
				got, err := place.Call(t.Context(), s.conn, &contract.None{})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(&c.got, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func answer[I, O any](r *contract.Router, op *contract.Operation[I, O], out *O, err error) {
	contract.Handle(r, op, func(context.Context, *I) (*O, error) { return out, err })
}

func TestAnAnswerWithoutABodyIs204(t *testing.T) {
	both(t, func(r *contract.Router) { answer(r, move, &bare{Location: "/api/x"}, nil) }, func(t *testing.T, s *site) {
		resp := s.raw("POST", "/api/moves", "")
		if resp.StatusCode != 204 || resp.Header.Get("Location") != "/api/x" || resp.Header.Get("Content-Type") != "" {
			t.Errorf("got %d %v", resp.StatusCode, resp.Header)
		}
		got, err := move.Call(t.Context(), s.conn, &contract.None{})
		if err != nil || got.Location != "/api/x" {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

func TestAHandlerOfAnEmptyAnswerMayReturnNil(t *testing.T) {
	both(t, func(r *contract.Router) { answer[basketInput, contract.None](r, fill, nil, nil) }, func(t *testing.T, s *site) {
		if got, err := fill.Call(t.Context(), s.conn, &basketInput{Body: basket{Lines: []line{{"R", 1}}}}); err != nil || got == nil {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

func TestAHandlerThatForgetsItsAnswerIsAFailure(t *testing.T) {
	both(t, func(r *contract.Router) { answer[contract.None, note](r, readIt, nil, nil) }, func(t *testing.T, s *site) {
		_, err := readIt.Call(t.Context(), s.conn, &contract.None{})
		wantProblem(t, err, 500, "internal")
	})
}

func TestAnOutputWithJSONTagsIsTheBodyItself(t *testing.T) {
	both(t, func(r *contract.Router) { answer(r, readIt, &note{Status: 7, Body: "b"}, nil) }, func(t *testing.T, s *site) {
		resp := s.raw("GET", "/api/note", "")
		if body := read(t, resp); resp.StatusCode != 200 || body != `{"status":7,"body":"b"}` {
			t.Errorf("got %d %s", resp.StatusCode, body)
		}
		if resp.Header.Get("Cache-Control") != "no-store" || resp.Header.Get("Content-Length") != "23" {
			t.Errorf("got %v", resp.Header)
		}
	})
}

func TestAnEmptyListIsNotNull(t *testing.T) {
	both(t, func(r *contract.Router) { answer(r, numbers, new([]int), nil) }, func(t *testing.T, s *site) {
		if body := read(t, s.raw("GET", "/api/numbers", "")); body != `[]` {
			t.Errorf("got %s", body)
		}
	})
}

func TestAnAnswerHeaderCannotHoldAnother(t *testing.T) {
	both(t, func(r *contract.Router) { answer(r, move, &bare{Location: "/x\r\nSet-Cookie: a=b"}, nil) }, func(t *testing.T, s *site) {
		resp := s.raw("POST", "/api/moves", "")
		if resp.Header.Get("Set-Cookie") != "" || resp.Header.Get("Location") != "" {
			t.Errorf("got %v", resp.Header)
		}
	})
}

func TestMembersThatTheCallerDoesNotKnowAreIgnored(t *testing.T) {
	newer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"status":1,"body":"b","new":true}`))
	})
	for _, remote := range []bool{false, true} {
		s := &site{}
		join(t, s, newer, remote)
		if got, err := readIt.Call(t.Context(), s.conn, &contract.None{}); err != nil || got.Body != "b" {
			t.Errorf("got %v, %v", got, err)
		}
	}
}

func TestAnAnswerThatIsNoneFailsWithoutSayingWhatItHeld(t *testing.T) {
	for _, body := range []string{`{"status":"hunter2"}`, `<html>hunter2`, `{"body":"hunter2"`} {
		for _, remote := range []bool{false, true} {
			s := &site{}
			join(t, s, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }), remote)
			if _, err := readIt.Call(t.Context(), s.conn, &contract.None{}); err == nil || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s: got %v", body, err)
			}
		}
	}
}

func TestACallerThatIsGoneOrLateIsTold(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	late, stop := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer stop()
	both(t, func(r *contract.Router) { answer(r, readIt, &note{}, nil) }, func(t *testing.T, s *site) {
		if _, err := readIt.Call(gone, s.conn, &contract.None{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		_, err := readIt.Call(late, s.conn, &contract.None{})
		wantProblem(t, err, 504, "timeout")
	})
}
