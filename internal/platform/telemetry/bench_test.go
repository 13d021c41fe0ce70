package telemetry_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/telemetry"
)

// A call and what it asks, both observed, is compared with the same unobserved.
func BenchmarkACall(b *testing.B) {
	away := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer away.Close()
	for _, mode := range []struct {
		name  string
		watch bool
		set   telemetry.Settings
	}{
		{"unobserved", false, telemetry.Settings{}},
		{"counted", true, telemetry.Settings{}},
		{"counted, and not sampled", true, telemetry.Settings{Endpoint: away.URL, Sampler: "parentbased_always_off"}},
		{"counted and traced", true, telemetry.Settings{Endpoint: away.URL}},
	} {
		b.Run(mode.name, func(b *testing.B) {
			tel, err := telemetry.New(telemetry.Options{Settings: mode.set, Log: slog.New(slog.DiscardHandler)})
			must(b, err)
			defer func() { must(b, tel.Close(context.Background())) }()
			r := contract.NewRouter("product-service", guard{}, slog.New(slog.DiscardHandler), nil)
			contract.Handle(r, takeStock, func(context.Context, *ask) (*answer, error) { return &answer{}, nil })
			c := contract.Join("product-service", r, nil)
			if mode.watch {
				tel.Service("product-service").Router(r)
				tel.Service("order-service").Conn(c)
			}
			ctx := b.Context()
			if mode.watch {
				ctx = contract.WithTrace(ctx, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"+map[bool]string{true: "1", false: "0"}[mode.name == "counted and traced"])
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := takeStock.Call(ctx, c, &ask{"FV-1"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What a door adds to a page that costs nothing.
func BenchmarkADoor(b *testing.B) {
	tel, err := telemetry.New(telemetry.Options{Log: slog.New(slog.DiscardHandler)})
	must(b, err)
	h := tel.Service("frontend").Door(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		contract.Routed(r.Context(), "GET /bolsa")
		w.WriteHeader(http.StatusOK)
	}))
	r, w := httptest.NewRequest(http.MethodGet, "/bolsa", nil), httptest.NewRecorder()
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(w, r)
	}
}
