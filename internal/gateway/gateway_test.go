package gateway

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type rose struct {
	Name string `json:"name"`
}

var (
	get    = contract.Get[contract.None, rose]("/api/roses", contract.Public, contract.Doc("A rose"))
	hidden = contract.Get[contract.None, rose]("/internal/roses", contract.Internal("order-service"))
	few    = contract.Post[contract.None, rose]("/api/roses/guess", contract.Public, contract.Once("it is a guess"), contract.PerAddress(2, time.Minute))
)

type noGuard struct{}

func (noGuard) Identify(*http.Request) (contract.Identity, error) { return contract.Identity{}, nil }

// door is the gateway before one service, opened to pages of one other site.
func door(t *testing.T) http.Handler {
	t.Helper()
	router := contract.NewRouter("rose-service", noGuard{}, slog.New(slog.DiscardHandler), nil)
	for _, op := range []*contract.Operation[contract.None, rose]{get, hidden, few} {
		contract.HandleAny(router, op.Meta(), nil, func(context.Context, any) (any, error) { return &rose{"Rosa"}, nil })
	}
	clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	h, err := New(Options{
		Services: []Behind{{Name: "rose-service", About: "Roses.", Operations: []*contract.Op{get.Meta(), hidden.Meta(), few.Meta()}, Conn: contract.Join("rose-service", router, nil)}},
		Limiter:  edge.NewMemory(clk), Origins: []string{"https://friend.example"}, Version: "1.2.3", Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(t *testing.T, h http.Handler, method, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

func TestTheDocumentIsReadableZippedAndPlain(t *testing.T) {
	h := door(t)
	for _, zipped := range []bool{false, true} {
		var header []string
		if zipped {
			header = []string{"Accept-Encoding", "gzip"}
		}
		w := ask(t, h, http.MethodGet, "/api/openapi.json", header...)
		var body io.Reader = w.Body
		if zipped {
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		}
		var doc struct {
			Info  struct{ Version string }
			Paths map[string]any
		}
		if err := json.NewDecoder(body).Decode(&doc); err != nil {
			t.Fatalf("zipped %v: %v", zipped, err)
		}
		if doc.Info.Version != "1.2.3" || doc.Paths["/api/roses"] == nil || doc.Paths["/internal/roses"] != nil {
			t.Errorf("zipped %v: the document is %+v", zipped, doc)
		}
	}
	for path, part := range map[string]string{"/api/docs": "rapi-doc", "/api/docs/rapidoc.js": "RapiDoc"} {
		if w := ask(t, h, http.MethodGet, path); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), part) {
			t.Errorf("%s: %d without %s", path, w.Code, part)
		}
	}
}

func TestOnlyPublicOperationsAreRouted(t *testing.T) {
	h := door(t)
	if w := ask(t, h, http.MethodGet, "/api/roses"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Rosa") {
		t.Errorf("a public operation: %d %s", w.Code, w.Body)
	}
	for _, path := range []string{"/internal/roses", "/api/internal/roses", "/api/nothing", "/livez", "/metrics"} {
		if w := ask(t, h, http.MethodGet, path); w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != problem.ContentType {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
		}
	}
	if w := ask(t, h, http.MethodDelete, "/api/roses"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
		t.Errorf("another method: %d", w.Code)
	}
}

func TestAnOperationsOwnLimitHolds(t *testing.T) {
	h := door(t)
	codes := []int{}
	for range 3 {
		codes = append(codes, ask(t, h, http.MethodPost, "/api/roses/guess").Code)
	}
	if codes[1] != http.StatusOK || codes[2] != http.StatusTooManyRequests {
		t.Errorf("three guesses: %v", codes)
	}
}

func TestOtherSitesUseTheAPIOnlyWhereTheyAreNamed(t *testing.T) {
	h := door(t)
	friend := ask(t, h, http.MethodOptions, "/api/roses", "Origin", "https://friend.example", "Access-Control-Request-Method", "POST")
	if friend.Code != http.StatusNoContent || friend.Header().Get("Access-Control-Allow-Origin") != "https://friend.example" {
		t.Errorf("a named site: %d %v", friend.Code, friend.Header())
	}
	stranger := ask(t, h, http.MethodGet, "/api/roses", "Origin", "https://stranger.example")
	if stranger.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Error("a stranger's page may read the answers")
	}
	if w := ask(t, h, http.MethodPost, "/api/roses/guess", "Origin", "https://stranger.example", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("a stranger's form: %d", w.Code)
	}
}
