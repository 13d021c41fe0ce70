package problem_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// sent is p as it arrives at a client.
func sent(p *problem.Problem) (*problem.Problem, *httptest.ResponseRecorder) {
	rec := httptest.NewRecorder()
	problem.Write(rec, p)
	return problem.Read(rec.Code, rec.Header(), rec.Body.Bytes()), rec
}

func TestAProblemArrivesAsItWasGiven(t *testing.T) {
	p := problem.Invalid(problem.At("/items/3/sku", "too_long", "max", "40"), problem.At("query:page", "required")).Because("see %s", "the docs").With([]int{1, 2})
	got, rec := sent(p)
	if got.Error() != p.Error() || got.Title != "Unprocessable Entity" || got.Type != "about:blank" || got.Errors[0].Params["max"] != "40" {
		t.Errorf("got %+v", got)
	}
	if info, ok := problem.Info[[]int](fmt.Errorf("wrapped: %w", got)); !ok || len(info) != 2 {
		t.Errorf("info is %s", got.Info)
	}
	h := rec.Header()
	if h.Get("Content-Type") != "application/problem+json" || h.Get("Cache-Control") != "no-store" || h.Get("Content-Length") != fmt.Sprint(rec.Body.Len()) || h.Get("Retry-After") != "" {
		t.Errorf("headers are %v", h)
	}
}

func TestEvenAnEmptyDetailArrives(t *testing.T) {
	for _, info := range []any{map[string]int{}, []int{}, "", 0, false} {
		if got, _ := sent(problem.Conflict("x").With(info)); len(got.Info) == 0 {
			t.Errorf("%v was lost", info)
		}
	}
}

func TestRetryAfterIsInWholeSecondsRoundedUp(t *testing.T) {
	for given, want := range map[time.Duration]time.Duration{
		0: 0, time.Nanosecond: time.Second, time.Second: time.Second, 1001 * time.Millisecond: 2 * time.Second, time.Hour: time.Hour,
	} {
		if got, _ := sent(problem.TooMany(given)); got.RetryAfter() != want {
			t.Errorf("%s: got %s", given, got.RetryAfter())
		}
	}
}

func TestFrom500OnNothingIsToldButTheCode(t *testing.T) {
	p := problem.New(503, "busy").Because("the database at 10.0.0.7")
	p.Errors = []problem.Field{problem.At("/x", "y")}
	got, rec := sent(p)
	if got.Code != "busy" || got.Detail != "" || got.Errors != nil || strings.Contains(rec.Body.String(), "10.0.0.7") {
		t.Errorf("got %s", rec.Body)
	}
	if p.Detail == "" || p.Errors == nil {
		t.Error("what the log sees is gone too")
	}
}

func TestAProblemTakesThePlaceOfTheAnswerThatWasToCome(t *testing.T) {
	rec := httptest.NewRecorder()
	rec.Header().Set("ETag", `"1"`)
	rec.Header().Set("Content-Disposition", "attachment")
	rec.Header().Set("Content-Encoding", "gzip")
	rec.Header().Set("Cache-Control", "public, max-age=60")
	problem.Write(rec, problem.NotFound("order_not_found"))
	if h := rec.Header(); h.Get("ETag")+h.Get("Content-Disposition")+h.Get("Content-Encoding") != "" || h.Get("Cache-Control") != "no-store" {
		t.Errorf("headers are %v", h)
	}
}

func TestAProblemThatIsNoneIsAFailure(t *testing.T) {
	for _, p := range []*problem.Problem{{}, {Code: "x", Status: 200}, {Code: "x", Status: 1000}} {
		if got, _ := sent(p); got.Status != 500 || got.Code != "internal" {
			t.Errorf("%+v: got %v", p, got)
		}
	}
}

func TestTextThatIsNoUTF8DoesNotSpoilTheAnswer(t *testing.T) {
	got, _ := sent(problem.BadRequest("x").Because("a\xffb"))
	if got.Status != 400 || got.Detail != "a\uFFFDb" {
		t.Errorf("got %+v", got)
	}
}

func TestAnAnswerThatIsNoProblemIsOneOfItsStatus(t *testing.T) {
	for _, body := range []string{"", "<html>", `{"error":"x"}`, `{"code":"cut`, `[]`, `{"code":7}`} {
		p := problem.Read(502, http.Header{"Retry-After": {"7"}}, []byte(body))
		if p.Status != 502 || p.Code != "http_502" || p.RetryAfter() != 7*time.Second {
			t.Errorf("%q: got %+v", body, p)
		}
	}
	if p := problem.Read(404, nil, []byte(`{"code":"a","status":200,"new":1}`)); p.Status != 404 || p.Code != "a" {
		t.Errorf("the status line decides, got %v", p)
	}
}

func TestProblemsAreToldApartByTheirCode(t *testing.T) {
	err := fmt.Errorf("placing: %w", problem.Conflict("sold_out"))
	if !errors.Is(err, problem.Conflict("sold_out")) || errors.Is(err, problem.Conflict("slot_full")) || errors.Is(errors.New("x"), problem.Conflict("x")) {
		t.Error("Is does not compare codes")
	}
	if problem.Code(err) != "sold_out" || problem.Code(errors.New("x")) != "" || problem.Code(nil) != "" {
		t.Errorf("got %q", problem.Code(err))
	}
	if _, ok := problem.Info[int](err); ok {
		t.Error("an info that nobody gave")
	}
	for p, want := range map[*problem.Problem]string{
		problem.BadRequest("x"):               "400 x",
		problem.Unauthorized("x"):             "401 x",
		problem.Forbidden():                   "403 forbidden",
		problem.NotFound("x"):                 "404 x",
		problem.Unprocessable("x"):            "422 x",
		problem.Unavailable("x").Because("y"): "503 x: y",
	} {
		if p.Error() != want {
			t.Errorf("got %q, want %q", p, want)
		}
	}
}
