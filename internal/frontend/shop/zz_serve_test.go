package shop

import (
	"net/http"
	"os"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/frontend/static"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/drawing"
)

func TestServe(t *testing.T) {
	if os.Getenv("SERVE") == "" {
		t.Skip()
	}
	r := newRig(t)
	var site *web.Site = r.site
	site.File("GET "+static.Prefix, static.Handler())
	site.File("GET /favicon.svg", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Write(drawing.Favicon())
	}))
	go http.ListenAndServe("127.0.0.1:18081", site)
	time.Sleep(time.Hour)
}
