package contract_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
)

type pageInput struct {
	contract.Paging
	Lang string `query:"lang" enum:"es,en"`
}

type page struct {
	Items []string          `json:"items"`
	Notes map[string]string `json:"notes,omitzero"`
}

var catalogue = contract.Get[pageInput, page]("/api/catalogue", contract.Public, contract.Cached)

// shelf is a catalogue with a version that is its ETag.
type shelf struct {
	version, work atomic.Int32
	size          int
}

func (s *shelf) routes(r *contract.Router) {
	contract.HandleCached(r, catalogue,
		func(*pageInput) string { return fmt.Sprintf("v%d", s.version.Load()) },
		func(_ context.Context, in *pageInput) (*page, error) {
			s.work.Add(1)
			item := fmt.Sprintf("%s %d v%d", in.Lang, in.Page, s.version.Load())
			return &page{Items: []string{item, strings.Repeat("x", s.size)}, Notes: map[string]string{"b": "2", "a": "1", "c": "3"}}, nil
		})
}

func TestACachedReadIsWorkedOnceAndSharedUntilItsContentChanges(t *testing.T) {
	var s shelf
	both(t, s.routes, func(t *testing.T, site *site) {
		s.work.Store(0)
		call := func(in pageInput) *page {
			t.Helper()
			out, err := catalogue.Call(t.Context(), site.conn, &in)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		first := call(pageInput{Lang: "es"})
		if again := call(pageInput{Lang: "es"}); again != first {
			t.Error("the decoded answer is not shared")
		}
		if site.observed.last(t) != 304 || s.work.Load() != 1 {
			t.Errorf("answered %d after working %d times", site.observed.last(t), s.work.Load())
		}
		if other := call(pageInput{Lang: "en"}); other.Items[0] != fmt.Sprintf("en 1 v%d", s.version.Load()) {
			t.Errorf("another question got %v", other)
		}
		s.version.Add(1)
		if changed := call(pageInput{Lang: "es"}); changed == first || changed.Items[0] != fmt.Sprintf("es 1 v%d", s.version.Load()) {
			t.Errorf("after a change got %v", changed)
		}
		if s.work.Load() != 3 {
			t.Errorf("worked %d times", s.work.Load())
		}
		if a := site.conn.Altered(); len(a) != 0 {
			t.Errorf("altered: %v", a)
		}
	})
}

func TestWhoChangesASharedAnswerIsFound(t *testing.T) {
	var s shelf
	both(t, s.routes, func(t *testing.T, site *site) {
		out, err := catalogue.Call(t.Context(), site.conn, &pageInput{})
		if err != nil {
			t.Fatal(err)
		}
		out.Items[0] = "mine"
		if a := site.conn.Altered(); len(a) != 1 || a[0] != "/api/catalogue" {
			t.Errorf("got %v", a)
		}
	})
}

func TestACachedAnswerGoesOutWithItsTagPlainOrCompressed(t *testing.T) {
	s := shelf{size: 5000}
	both(t, s.routes, func(t *testing.T, site *site) {
		plain := site.raw("GET", "/api/catalogue?lang=es", "")
		body := read(t, plain)
		tag := plain.Header.Get("ETag")
		if tag == "" || tag[0] != '"' || plain.Header.Get("Cache-Control") != "no-cache" || plain.Header.Get("Vary") != "Accept-Encoding" || plain.Header.Get("Content-Type") != "application/json" {
			t.Errorf("got %v", plain.Header)
		}
		for range 2 { // compressed once, served twice
			zipped := site.raw("GET", "/api/catalogue?lang=es", "", "Accept-Encoding", "br, gzip")
			z, err := gzip.NewReader(zipped.Body)
			if err != nil {
				t.Fatal(err)
			}
			if unzipped, err := io.ReadAll(z); err != nil || string(unzipped) != body {
				t.Errorf("got %s, %v", unzipped, err)
			}
			if zipped.Header.Get("Content-Encoding") != "gzip" || zipped.Header.Get("ETag") != "W/"+tag || zipped.ContentLength > 1000 {
				t.Errorf("got %v", zipped.Header)
			}
		}
		if no := site.raw("GET", "/api/catalogue?lang=es", "", "Accept-Encoding", "gzip;q=0, identity"); no.Header.Get("Content-Encoding") != "" {
			t.Error("compressed for who refuses it")
		}
		for _, sent := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
			resp := site.raw("GET", "/api/catalogue?lang=es", "", "If-None-Match", sent)
			if resp.StatusCode != 304 || read(t, resp) != "" || resp.Header.Get("ETag") != tag || resp.Header.Get("Vary") == "" {
				t.Errorf("%s: got %d %v", sent, resp.StatusCode, resp.Header)
			}
		}
		if resp := site.raw("GET", "/api/catalogue?lang=es", "", "If-None-Match", `"old"`); resp.StatusCode != 200 || read(t, resp) != body {
			t.Errorf("an old tag: got %d", resp.StatusCode)
		}
		if s.work.Load() > 2 { // once a way
			t.Errorf("worked %d times", s.work.Load())
		}
		if p := refused(t, site.raw("GET", "/api/catalogue?lang=fr", "", "If-None-Match", "*")); p.Status != 422 {
			t.Errorf("a wrong question is refused before any tag: %v", p)
		}
	})
}

func TestAnAnswerTooLargeToKeepIsAnsweredAllTheSame(t *testing.T) {
	s := shelf{size: 3 << 20}
	both(t, s.routes, func(t *testing.T, site *site) {
		s.work.Store(0)
		for range 2 {
			if out, err := catalogue.Call(t.Context(), site.conn, &pageInput{}); err != nil || len(out.Items[1]) != s.size {
				t.Fatal(err)
			}
		}
		if s.work.Load() != 2 {
			t.Errorf("worked %d times", s.work.Load())
		}
	})
}

func TestContentThatChangesWhileItIsReadIsNotKeptUnderTheOldTag(t *testing.T) {
	var version atomic.Int32
	routes := func(r *contract.Router) {
		contract.HandleCached(r, catalogue,
			func(*pageInput) string { return fmt.Sprint(version.Load()) },
			func(context.Context, *pageInput) (*page, error) {
				return &page{Items: []string{fmt.Sprint(version.Add(1))}}, nil
			})
	}
	both(t, routes, func(t *testing.T, site *site) {
		resp := site.raw("GET", "/api/catalogue", "")
		if resp.Header.Get("ETag") != "" || resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("got %v", resp.Header)
		}
		version.Add(-1) // the content is again what the first tag named
		if again := read(t, site.raw("GET", "/api/catalogue", "")); !strings.Contains(again, fmt.Sprint(version.Load())) {
			t.Errorf("got %s at version %d", again, version.Load())
		}
	})
}

func TestAnEmptyTagKeepsNothing(t *testing.T) {
	work := 0
	routes := func(r *contract.Router) {
		contract.HandleCached(r, catalogue, func(*pageInput) string { return "" },
			func(context.Context, *pageInput) (*page, error) { work++; return &page{}, nil })
	}
	both(t, routes, func(t *testing.T, site *site) {
		work = 0
		for range 2 {
			if _, err := catalogue.Call(t.Context(), site.conn, &pageInput{}); err != nil {
				t.Fatal(err)
			}
		}
		if work != 2 {
			t.Errorf("worked %d times", work)
		}
	})
}
