package admin

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// refused says within the back office why a page is not to be had, so that whoever
// works there is not sent to the shop. What is left over belongs to the shop's error
// page: log-in, the shop's own failures, and who does not work here.
func refused(v *web.Visit, err error) error {
	p, ok := problem.From(err)
	if !ok || !v.Account().Staff() {
		return err
	}
	title := "error.4xx"
	switch p.Status {
	case http.StatusForbidden, http.StatusNotFound, http.StatusConflict:
		if p.Code == "password_change_required" {
			return err
		}
		title = "error." + num(int64(p.Status))
	case http.StatusUnprocessableEntity:
	default:
		return err
	}
	l := layout(v, v.Words.T(title))
	l.Path = "/admin" // what was asked for may be mistyped: the other language does not repeat it
	e := ui.EmptyData{Title: v.Words.Problem(p.Code, nil)}
	if len(l.Nav) > 0 {
		e.Href, e.Link = l.Nav[0].Href, l.Nav[0].Text
	} else {
		l.Home = "/"
		e.Text, e.Href, e.Link = v.Words.T("account.no_office"), "/cuenta", v.Words.T("footer.account")
	}
	return v.Render(p.Status, refusedTempl(l, e))
}
