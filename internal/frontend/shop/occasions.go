package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type occasionsPage struct {
	ui.Layout
	Occasions []ui.Occasion
}

// occasions shows all of them on their tissues.
func (s *pages) occasions(v *web.Visit) error {
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	p := occasionsPage{Layout: v.Layout(v.Words.T("nav.occasions")), Occasions: t.occasionRow(v.Lang(), "", 0)}
	p.Canonical = v.Absolute("/ocasiones")
	return v.Render(http.StatusOK, occasionsTempl(p))
}

// suggest completes what is being typed in the search box; it answers a piece of a page.
func (s *pages) suggest(v *web.Visit) error {
	q := clip(v.R.URL.Query().Get("q"), 60)
	out, err := web.Call(v, productapi.Suggest, &productapi.SuggestInput{Q: q, Lang: v.Lang()})
	if err != nil {
		return err
	}
	items := make([]ui.Suggestion, len(out.Items))
	for i, s := range out.Items {
		items[i] = ui.Suggestion{Href: suggestionHref(s), Text: s.Text, Note: v.Words.T("suggest." + s.Kind)}
	}
	return v.Render(http.StatusOK, ui.Suggestions(items))
}

func suggestionHref(s productapi.Suggestion) string {
	switch s.Kind {
	case "product":
		return "/producto/" + s.Slug
	case "category":
		return "/flores/" + s.Slug
	case "occasion":
		return "/ocasiones/" + s.Slug
	case "flower":
		return "/flores?flor=" + s.Slug
	}
	return "/flores?color=" + s.Slug
}
