package contract_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type colour string

type allParams struct {
	contract.Paging
	Name   string    `path:"name" maxLength:"80"`
	Q      string    `query:"q" maxLength:"20"`
	Colour colour    `query:"colour" enum:"red,white"`
	Size   int       `query:"size" enum:"1,2,3"`
	Floor  int32     `query:"floor" minimum:"-3" maximum:"30"`
	Price  int64     `query:"price" maximum:"9007199254740993"`
	Weight float64   `query:"weight" exclusiveMinimum:"0"`
	Gift   bool      `query:"gift"`
	Since  time.Time `query:"since"`
	Day    string    `query:"day" format:"date"`
	ID     uuid.UUID `query:"id"`
	Lang   string    `query:"lang" enum:"es,en" default:"es"`
	Must   int       `query:"must" required:"true" minimum:"0"`
	Tags   []string  `query:"tag,explode" maxItems:"3" maxLength:"9"`
	Sizes  []int     `query:"sizes,explode" maximum:"9"`
	Cart   string    `header:"x-cart-token" maxLength:"40"`
	At     time.Time `header:"X-At"`
}

var echoParams = contract.Get[allParams, contract.None]("/api/things/{name}/all", contract.Public)

func capture[I, O any](r *contract.Router, op *contract.Operation[I, O], got *I) {
	contract.Handle(r, op, func(_ context.Context, in *I) (*O, error) {
		*got = *in
		return new(O), nil
	})
}

func TestParametersArriveAsTheyWereSent(t *testing.T) {
	full := allParams{
		Paging: contract.Paging{Page: 2, Limit: 100},
		Name:   "a/b?c=ñ %2F //..", Q: "rosas & té; +1", Colour: "red", Size: 3, Floor: -3, Price: 9007199254740993,
		Weight: 1e-9, Gift: true, Since: time.Date(2026, 11, 24, 9, 30, 0, 123456789, time.FixedZone("", -3*3600)),
		Day: "2026-12-24", ID: uuid.MustParse("0193e7a5-0000-7000-8000-000000000001"), Lang: "en", Must: 7,
		Tags: []string{"a,b", "", "ñ"}, Sizes: []int{0, 9}, Cart: "tök,en;x", At: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC),
	}
	sparse := allParams{Name: "..x"}
	filled := sparse
	filled.Page, filled.Limit, filled.Lang = 1, 24, "es"
	for _, c := range []struct {
		name      string
		sent, got allParams
	}{
		{"all", full, full},
		{"absent ones are zero, or their default", sparse, filled},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got allParams
			both(t, func(r *contract.Router) { capture(r, echoParams, &got) }, func(t *testing.T, s *site) {
				if _, err := echoParams.Call(t.Context(), s.conn, &c.sent); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.got, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func TestParametersThatBreakARuleAreRefusedEachByItsCode(t *testing.T) {
	for query, want := range map[string]string{
		"must=0&q=" + strings.Repeat("ñ", 21): "query:q too_long map[max:20]",
		"must=0&colour=blue":                  "query:colour not_allowed map[allowed:red, white]",
		"must=0&size=4":                       "query:size not_allowed map[allowed:1, 2, 3]",
		"must=0&size=2.0":                     "query:size expected_integer map[]",
		"must=0&floor=31":                     "query:floor too_large map[max:30]",
		"must=0&floor=3000000000":             "query:floor expected_integer map[]",
		"must=0&weight=0":                     "query:weight too_small map[above:0]",
		"must=0&weight=NaN":                   "query:weight expected_number map[]",
		"must=0&gift=perhaps":                 "query:gift expected_boolean map[]",
		"must=0&since=yesterday":              "query:since expected_date_time map[]",
		"must=0&day=24-12-2026":               "query:day expected_date map[]",
		"must=0&id=42":                        "query:id malformed map[]",
		"must=0&page=0":                       "query:page too_small map[min:1]",
		"must=0&tag=1&tag=2&tag=3&tag=4":      "query:tag too_many map[max:3]",
		"must=0&tag=1&tag=0123456789":         "query:tag/1 too_long map[max:9]",
		"must=0&sizes=x":                      "query:sizes expected_integer map[]",
		"must=0&q=1&q=2":                      "query:q repeated map[]",
		"must=0&q=%00":                        "query:q malformed map[]",
		"must=0&q=%ff":                        "query:q malformed map[]",
		"":                                    "query:must required map[]",
		"must=0&Q=1":                          "query:Q unknown_parameter map[]",
		"must=0&" + strings.Repeat("ñ", 40) + "=1":  "query:" + strings.Repeat("ñ", 20) + " unknown_parameter map[]",
		"must=0&" + strings.Repeat("xñ", 40) + "=1": "query:" + strings.Repeat("xñ", 13) + "x unknown_parameter map[]",
	} {
		t.Run(want, func(t *testing.T) {
			both(t, func(r *contract.Router) { capture(r, echoParams, new(allParams)) }, func(t *testing.T, s *site) {
				p := refused(t, s.raw("GET", "/api/things/x/all?"+query, ""))
				if p.Status != 422 || p.Code != "invalid" || len(p.Errors) != 1 || describe(p.Errors[0]) != want {
					t.Errorf("got %v", p)
				}
			})
		})
	}
}

func TestAllFaultsAreToldAtOnceInOneOrder(t *testing.T) {
	both(t, func(r *contract.Router) { capture(r, echoParams, new(allParams)) }, func(t *testing.T, s *site) {
		p := refused(t, s.raw("GET", "/api/things/x/all?zz=1&aa=2&size=9&page=0", ""))
		var at []string
		for _, f := range p.Errors {
			at = append(at, f.Pointer)
		}
		if want := []string{"query:aa", "query:must", "query:page", "query:size", "query:zz"}; !cmp.Equal(at, want) {
			t.Errorf("got %v", at)
		}
	})
}

func TestAQueryThatCannotBeReadIsRefused(t *testing.T) {
	for query, want := range map[string]string{
		"must=1;q=2":                      "400 malformed_query",
		"must=%zz":                        "400 malformed_query",
		"q=" + strings.Repeat("x", 8<<10): "414 query_too_long",
	} {
		both(t, func(r *contract.Router) { capture(r, echoParams, new(allParams)) }, func(t *testing.T, s *site) {
			if p := refused(t, s.raw("GET", "/api/things/x/all?"+query, "")); p.Error() != want {
				t.Errorf("got %v, want %s", p, want)
			}
		})
	}
}

func TestWhatCannotTravelIsRefusedByTheCaller(t *testing.T) {
	for name, in := range map[string]allParams{
		"path:name required":            {},
		"path:name malformed":           {Name: ".."},
		"path:name malformed ":          {Name: "/"},
		"header:X-Cart-Token malformed": {Name: "x", Cart: "a\r\nX-Evil: 1"},
	} {
		t.Run(name, func(t *testing.T) {
			both(t, func(r *contract.Router) { capture(r, echoParams, new(allParams)) }, func(t *testing.T, s *site) {
				_, err := echoParams.Call(t.Context(), s.conn, &in)
				if p := wantProblem(t, err, 422, "invalid"); p.Errors[0].Pointer+" "+p.Errors[0].Code != strings.TrimSpace(name) {
					t.Errorf("got %v", p)
				}
			})
		})
	}
}

func TestAHeaderArrivesWithoutBlanksAroundIt(t *testing.T) {
	var got allParams
	both(t, func(r *contract.Router) { capture(r, echoParams, &got) }, func(t *testing.T, s *site) {
		if _, err := echoParams.Call(t.Context(), s.conn, &allParams{Name: "x", Cart: " a b\t"}); err != nil || got.Cart != "a b" {
			t.Errorf("got %q, %v", got.Cart, err)
		}
	})
}

func TestAPathParameterMayHoldAnything(t *testing.T) {
	for _, name := range []string{"a/b", "a//b", "../x", "./.", "%2e%2e", "a?b#c", "día", "a+b c"} {
		var got allParams
		both(t, func(r *contract.Router) { capture(r, echoParams, &got) }, func(t *testing.T, s *site) {
			resp := s.raw(http.MethodGet, "/api/things/"+url.PathEscape(name)+"/all?must=1", "")
			if resp.StatusCode != 204 || got.Name != name {
				t.Errorf("sent %q: %d, got %q", name, resp.StatusCode, got.Name)
			}
		})
	}
}

func describe(f problem.Field) string {
	return strings.Join([]string{f.Pointer, f.Code, mapText(f.Params)}, " ")
}

func mapText(m map[string]string) string {
	s := "map["
	for k, v := range m {
		s += k + ":" + v
	}
	return s + "]"
}

func TestWhoSendsNoUserAgentHasNone(t *testing.T) {
	type agent struct {
		UserAgent string `header:"User-Agent"`
	}
	op := contract.Get[agent, contract.None]("/api/agent", contract.Public)
	var got agent
	both(t, func(r *contract.Router) { capture(r, op, &got) }, func(t *testing.T, s *site) {
		for _, sent := range []agent{{}, {"Firefox"}} {
			if _, err := op.Call(t.Context(), s.conn, &sent); err != nil || got != sent {
				t.Errorf("sent %+v, got %+v, %v", sent, got, err)
			}
		}
	})
}
