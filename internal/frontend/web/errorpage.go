package web

import (
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/platform/problem"
)

func (v *Visit) errorLayout(p *problem.Problem) ui.Layout {
	l := v.Layout(errorTitle(v, p))
	l.NoIndex = true
	l.Path = "/" // the other language begins there: what was asked for may be a secret, mistyped, and is not repeated
	return l
}

// errorTitle is the status in the visitor's words; one without words of its own is
// told by its class.
func errorTitle(v *Visit, p *problem.Problem) string {
	key := "error." + strconv.Itoa(p.Status)
	if !v.Words.Has(key) {
		key = "error." + strconv.Itoa(p.Status/100) + "xx"
	}
	return v.Words.T(key)
}
