package shop

import (
	"net/http"
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// refusal says a service's no in one sentence or a few, for a page without the form
// that was refused. ok is false for what belongs on the error page.
func refusal(v *web.Visit, err error) (text string, ok bool) {
	p, known := problem.From(err)
	if known && p.Status == http.StatusNotFound {
		return v.Words.Problem(p.Code, nil), true
	}
	f, ok := v.Faults(err)
	if !ok {
		return "", false
	}
	if f.Whole != "" {
		return f.Whole, true
	}
	var all []string
	for _, sentence := range f.Fields {
		if !slices.Contains(all, sentence) {
			all = append(all, sentence)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " "), true
}
