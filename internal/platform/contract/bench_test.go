package contract_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
)

type card struct {
	Slug      string   `json:"slug"`
	Name      string   `json:"name"`
	Line      string   `json:"line"`
	Category  string   `json:"category"`
	Occasions []string `json:"occasions"`
	SKU       string   `json:"sku"`
	PriceCLP  int64    `json:"price_clp"`
	Band      string   `json:"band"`
	Picture   string   `json:"picture"`
	Average   float64  `json:"average"`
}

var (
	benchPost   = contract.Post[struct{ Body line }, line]("/api/items", contract.Public, contract.Once("a benchmark"))
	benchPage   = contract.Get[pageInput, contract.List[card]]("/api/page", contract.Public)
	benchCached = contract.Get[pageInput, contract.List[card]]("/api/cached", contract.Public, contract.Cached)
)

// cards are a page of 24, of about 10 KB.
func cards() *contract.List[card] {
	list := make([]card, 24)
	for i := range list {
		list[i] = card{
			Slug: fmt.Sprintf("ramo-de-rosas-rojas-%02d", i), Name: "Ramo de rosas rojas", Line: "12 rosas rojas de tallo largo, eucaliptus y gypsophila, atadas a mano",
			Category: "ramos", Occasions: []string{"amor", "aniversario", "cumpleanos"}, SKU: fmt.Sprintf("RR-%02d-S", i), PriceCLP: 29990, Band: "in_stock",
			Picture: "/api/media/ramo-de-rosas-rojas-standard.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.svg", Average: 4.7,
		}
	}
	return contract.Listed(list, 240, contract.Paging{})
}

func benchRouter() *contract.Router {
	r := contract.NewRouter("shop-service", doorman{}, slog.New(slog.DiscardHandler), nil)
	contract.Handle(r, benchPost, func(_ context.Context, in *struct{ Body line }) (*line, error) { return &in.Body, nil })
	contract.Handle(r, benchPage, func(context.Context, *pageInput) (*contract.List[card], error) { return cards(), nil })
	contract.HandleCached(r, benchCached, func(*pageInput) string { return `"v1"` }, func(context.Context, *pageInput) (*contract.List[card], error) { return cards(), nil })
	return r
}

func BenchmarkASmallPost(b *testing.B) {
	c := contract.Join("shop-service", benchRouter(), nil)
	in := &struct{ Body line }{line{"R-12", 2}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := benchPost.Call(b.Context(), c, in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAPageOf24(b *testing.B) {
	c := contract.Join("shop-service", benchRouter(), nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := benchPage.Call(b.Context(), c, &pageInput{Lang: "es"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkACachedPage(b *testing.B) {
	c := contract.Join("shop-service", benchRouter(), nil)
	in := &pageInput{Lang: "es"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := benchCached.Call(b.Context(), c, in); err != nil {
			b.Fatal(err)
		}
	}
}

// discard is a client that takes everything.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

func BenchmarkEncodedBytesServed(b *testing.B) {
	r := benchRouter()
	req := httptest.NewRequest("GET", "/api/cached?lang=es", nil)
	req.Header.Set("Accept-Encoding", "gzip")
	w := &discard{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		r.ServeHTTP(w, req)
	}
}
