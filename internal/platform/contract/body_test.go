package contract_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type line struct {
	SKU      string `json:"sku" minLength:"1" maxLength:"10"`
	Quantity int    `json:"quantity" minimum:"1" maximum:"99"`
}

type basket struct {
	Lines  []line            `json:"lines" minItems:"1" maxItems:"3"`
	Email  string            `json:"email,omitzero" format:"email"`
	Code   string            `json:"code,omitzero" pattern:"^[A-Z]+$" patternDescription:"capital letters"`
	Secret string            `json:"secret,omitzero" minLength:"8"`
	Wait   string            `json:"wait,omitzero" format:"duration"`
	Total  int64             `json:"total,omitzero"`
	Notes  map[string]string `json:"notes,omitzero"`
	Until  *time.Time        `json:"until,omitzero"`
	Nested *struct {
		Deep string `json:"deep" enum:"a,b"`
	} `json:"nested,omitzero"`
}

type basketInput struct {
	Body basket
}

var (
	fill      = contract.Put[basketInput, contract.None]("/api/basket", contract.Public)
	fillSlow  = contract.Put[basketInput, contract.None]("/api/slow", contract.Public, contract.Timeout(100*time.Millisecond))
	fillLarge = contract.Put[basketInput, contract.None]("/api/large", contract.Public, contract.MaxBody(6<<20))
)

func TestABodyArrivesAsItWasSent(t *testing.T) {
	until := time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)
	sent := basketInput{Body: basket{
		Lines: []line{{"R-12", 2}}, Email: "ana@example.cl", Code: "NAVIDAD", Total: 1<<62 + 1,
		Notes: map[string]string{"a.b[0]": "\"¿qué?\" \u2028 🌷"}, Until: &until,
		Nested: &struct {
			Deep string `json:"deep" enum:"a,b"`
		}{"b"},
	}}
	var got basketInput
	both(t, func(r *contract.Router) { capture(r, fill, &got) }, func(t *testing.T, s *site) {
		if _, err := fill.Call(t.Context(), s.conn, &sent); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sent, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestABodyThatBreaksARuleIsRefusedByPointerAndCode(t *testing.T) {
	const ok = `"lines":[{"sku":"R","quantity":1}]`
	for body, want := range map[string]string{
		`{}`:                                       "/lines required map[]",
		`{"lines":[]}`:                             "/lines too_few map[min:1]",
		`{"lines":null}`:                           "/lines expected_array map[]",
		`[]`:                                       " expected_object map[]",
		`null`:                                     " expected_object map[]",
		`{"lines":[{"sku":"R"}]}`:                  "/lines/0/quantity required map[]",
		`{"lines":[{"sku":"R","quantity":"1"}]}`:   "/lines/0/quantity expected_integer map[]",
		`{"lines":[{"sku":"R","quantity":1.5}]}`:   "/lines/0/quantity expected_integer map[]",
		`{"lines":[{"sku":"R","quantity":100}]}`:   "/lines/0/quantity too_large map[max:99]",
		`{` + ok + `,"unknown":1}`:                 "/unknown unknown_member map[]",
		`{` + ok + `,"Total":-5}`:                  "/Total unknown_member map[]",
		`{` + ok + `,"a.b[7]/~":1}`:                "/a.b[7]~1~0 unknown_member map[]",
		`{` + ok + `,"notes":{"a.b":1}}`:           "/notes/a.b expected_string map[]",
		`{` + ok + `,"email":"hunter2"}`:           "/email expected_email map[]",
		`{` + ok + `,"code":"hunter2"}`:            "/code wrong_form map[form:capital letters]",
		`{` + ok + `,"secret":"hunter2"}`:          "/secret too_short map[min:8]",
		`{` + ok + `,"wait":"hunter2"}`:            "/wait expected_duration map[]",
		`{` + ok + `,"until":"hunter2"}`:           "/until expected_date_time map[]",
		`{` + ok + `,"nested":{"deep":"hunter2"}}`: "/nested/deep not_allowed map[allowed:a, b]",
		`{` + ok + `,"total":9223372036854775808}`: "/total malformed map[]",
		`{` + ok + `,"secret":"hunter2\u0000x"}`:   "/secret malformed map[]",
		`{` + ok + `,"notes":{"x":"\u0000"}}`:      "/notes/x malformed map[]",
	} {
		t.Run(want, func(t *testing.T) {
			both(t, func(r *contract.Router) { capture(r, fill, new(basketInput)) }, func(t *testing.T, s *site) {
				p := refused(t, s.raw("PUT", "/api/basket", body))
				if p.Status != 422 || p.Code != "invalid" || len(p.Errors) != 1 || describe(p.Errors[0]) != want {
					t.Errorf("got %v", p)
				}
			})
		})
	}
}

func TestABodyThatIsNoJSONIsRefused(t *testing.T) {
	for _, c := range []struct{ body, contentType, want string }{
		{``, "application/json", "400 malformed_json"},
		{`{"lines":`, "application/json", "400 malformed_json"},
		{`{} {}`, "application/json", "400 malformed_json"},
		{`{"total":1,"total":-5}`, "application/json", "400 malformed_json"},
		{`{"lines":[{"sku":"R","quantity":1,"quantity":-5}]}`, "application/json", "400 malformed_json"},
		{"{\"secret\":\"\xff\"}", "application/json", "400 malformed_json"},
		{strings.Repeat("[", 20000), "application/json", "400 malformed_json"},
		{`{}`, "text/plain", "415 expected_json"},
		{`{}`, "multipart/form-data; boundary=x", "415 expected_json"},
	} {
		both(t, func(r *contract.Router) { capture(r, fill, new(basketInput)) }, func(t *testing.T, s *site) {
			if p := refused(t, s.raw("PUT", "/api/basket", c.body, "Content-Type", c.contentType)); p.Error() != c.want {
				t.Errorf("%.40q: got %v, want %s", c.body, p, c.want)
			}
		})
	}
}

func TestContentTypeMayHaveParametersAndAnyCase(t *testing.T) {
	both(t, func(r *contract.Router) { capture(r, fill, new(basketInput)) }, func(t *testing.T, s *site) {
		resp := s.raw("PUT", "/api/basket", `{"lines":[{"sku":"R","quantity":1}]}`, "Content-Type", "Application/JSON ; charset=utf-8")
		if resp.StatusCode != 204 {
			t.Errorf("got %d: %s", resp.StatusCode, read(t, resp))
		}
	})
}

func TestABodyOfFiveMegabytesIsRefusedUnlessTheLineAllowsIt(t *testing.T) {
	body := `{"lines":[{"sku":"R","quantity":1}],"secret":"` + strings.Repeat("x", 5<<20) + `"}`
	routes := func(r *contract.Router) {
		capture(r, fill, new(basketInput))
		capture(r, fillLarge, new(basketInput))
	}
	both(t, routes, func(t *testing.T, s *site) {
		if p := refused(t, s.raw("PUT", "/api/basket", body)); p.Status != 413 || p.Code != "body_too_large" {
			t.Errorf("got %v", p)
		}
		if resp := s.raw("PUT", "/api/large", body); resp.StatusCode != 204 {
			t.Errorf("got %d", resp.StatusCode)
		}
		large := &basketInput{Body: basket{Lines: []line{{"R", 1}}, Secret: strings.Repeat("x", 5<<20)}}
		_, err := fill.Call(t.Context(), s.conn, large)
		wantProblem(t, err, 413, "body_too_large")
	})
}

func TestABodyWithoutALengthIsBoundedToo(t *testing.T) {
	both(t, func(r *contract.Router) { capture(r, fill, new(basketInput)) }, func(t *testing.T, s *site) {
		req, _ := http.NewRequest("PUT", "http://shop-service/api/basket", struct{ *strings.Reader }{strings.NewReader(`{"secret":"` + strings.Repeat("x", 70<<10) + `"}`)})
		req.ContentLength = -1
		req.Header.Set("Content-Type", "application/json")
		rec := newRecorder()
		s.conn.Forward(rec, req)
		if p := refused(t, rec.Result()); p.Status != 413 {
			t.Errorf("got %v", p)
		}
	})
}

func TestWhoSendsABodyTooSlowlyIsLetGo(t *testing.T) {
	both(t, func(r *contract.Router) { capture(r, fillSlow, new(basketInput)) }, func(t *testing.T, s *site) {
		if s.address == "" {
			t.Skip("in one process the body is there")
		}
		c, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		_, _ = fmt.Fprintf(c, "PUT /api/slow HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		if p := refused(t, resp); p.Status != 408 || p.Code != "body_not_received" {
			t.Errorf("got %v", p)
		}
	})
}

func TestAHandlerMayTakeLongerThanItsBodyTook(t *testing.T) {
	routes := func(r *contract.Router) {
		contract.Handle(r, fillSlow, func(ctx context.Context, _ *basketInput) (*contract.None, error) {
			<-ctx.Done() // at its own deadline, not because reading the body ended the connection
			return nil, problem.Conflict(fmt.Sprint(ctx.Err() == context.DeadlineExceeded))
		})
	}
	both(t, routes, func(t *testing.T, s *site) {
		p := refused(t, s.raw("PUT", "/api/slow", `{"lines":[{"sku":"R","quantity":1}]}`))
		if p.Code != "true" {
			t.Errorf("got %v", p)
		}
	})
}

func TestNoMoreThanFiftyFaultsAreTold(t *testing.T) {
	both(t, func(r *contract.Router) { capture(r, fill, new(basketInput)) }, func(t *testing.T, s *site) {
		p := refused(t, s.raw("PUT", "/api/basket", `{"lines":[`+strings.Repeat("1,", 5000)+`1]}`))
		if len(p.Errors) != 50 {
			t.Errorf("got %d", len(p.Errors))
		}
	})
}
