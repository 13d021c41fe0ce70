package shop

import (
	"floresvictoria.cl/flores/internal/frontend/web"
)

// Mount adds the storefront's pages to the site.
func Mount(site *web.Site) {
	s := &pages{today: newTodays(site.Clock), opinions: newKeptOpinions(site.Clock)}
	site.Page("GET /{$}", s.home)
	site.Page("GET /flores", s.list)
	site.Page("GET /flores/{category}", s.list)
	site.Page("GET /ocasiones", s.occasions)
	site.Page("GET /ocasiones/{occasion}", s.list)
	site.Page("GET /buscar", s.list)
	site.Page("GET /buscar/sugerencias", s.suggest)
	site.Page("GET /producto/{slug}", s.product)
	mountBuy(site, s)
	mountAccount(site, s)
}

// pages holds what the storefront's handlers share beside the site.
type pages struct {
	today    *todays
	opinions *keptOpinions
	kept     web.Fragments
}
