// Package frontend is the pages' door: the storefront and the back office,
// server-rendered, on the public operations of the services behind it.
package frontend

import (
	"net/http"
	"net/netip"

	"floresvictoria.cl/flores/internal/frontend/admin"
	"floresvictoria.cl/flores/internal/frontend/shop"
	"floresvictoria.cl/flores/internal/frontend/static"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/product/drawing"
)

// Options of the frontend.
type Options struct {
	Site    web.Options
	General edge.Rate
	Trusted []netip.Prefix
}

// New makes the door.
func New(o Options) (http.Handler, error) {
	site := web.NewSite(o.Site)
	shop.Mount(site)
	admin.Mount(site)
	site.File("GET "+static.Prefix, static.Handler())
	site.File("GET /favicon.svg", picture(drawing.Favicon()))
	site.File("GET /favicon.ico", http.RedirectHandler("/favicon.svg", http.StatusMovedPermanently))
	site.File("GET /robots.txt", text("User-agent: *\nDisallow: /admin\nDisallow: /cuenta\nDisallow: /bolsa\nDisallow: /pago\nDisallow: /pedido\n"))
	return edge.New(edge.Options{
		Trusted: o.Trusted, PublicURL: o.Site.Public, Limiter: o.Site.Limiter, General: o.General,
		OnForeign: site.Foreign, OnLimit: site.Limited, Credential: site.Credential,
	}, site)
}

func picture(svg []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Header().Set("Cache-Control", "public, max-age=86400")
		_, _ = w.Write(svg)
	})
}

func text(s string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte(s))
	})
}
