package admin

import (
	"net/http"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

type reviewsPage struct {
	ui.AdminLayout
	Tabs    []ui.Link
	Reviews []reviewRow
	Pages   ui.Pages
	Empty   ui.EmptyData
	Notice  string
}

type reviewRow struct {
	reviewapi.Review
	Day             string
	Publish, Reject bool
	PublishKey      string
	RejectKey       string
}

// reviews are what waits for a decision, or what was decided.
func reviews(v *web.Visit) error {
	state := v.R.URL.Query().Get("estado")
	if state == "" {
		state = reviewapi.Waiting
	}
	out, err := web.Call(v, reviewapi.Queue, &reviewapi.QueueInput{State: state, Paging: paging(v)})
	if err != nil {
		return err
	}
	p := reviewsPage{AdminLayout: layout(v, v.Words.T("admin.reviews")), Notice: v.TakeNotice(), Pages: pagesOf(v, out.Page, out.Total, out.Limit)}
	for _, s := range []string{reviewapi.Waiting, reviewapi.Published, reviewapi.Rejected} {
		p.Tabs = append(p.Tabs, ui.Link{Href: "/admin/opiniones?estado=" + s, Text: v.Words.T("review." + s), Current: s == state})
	}
	for _, r := range out.Items {
		p.Reviews = append(p.Reviews, reviewRow{
			Review: r, Day: v.Words.Date(r.Created), Publish: r.State != reviewapi.Published, Reject: r.State != reviewapi.Rejected,
			PublishKey: id.New(), RejectKey: id.New(),
		})
	}
	p.Empty = ui.EmptyData{Title: v.Words.T("admin.reviews.none")}
	return v.Render(http.StatusOK, reviewsTempl(p))
}

func decideReview(v *web.Visit) error {
	in := reviewapi.DecideInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ID: v.R.PathValue("id")}
	in.Body.State, in.Body.Why = v.FormValue("estado"), v.FormValue("motivo")
	in.Body.Version, _ = strconv.ParseInt(v.FormValue("version"), 10, 64)
	r, err := web.Call(v, reviewapi.Decide, &in)
	if problem.Code(err) == "version_conflict" { // nobody publishes what they have not read
		v.Notice(v.Words.Problem("version_conflict", nil))
		return v.Redirect("/admin/opiniones")
	}
	if err != nil {
		return err
	}
	v.Notice(v.Words.T("admin.reviews.done", "State", v.Words.T("review."+r.State)))
	return v.Redirect("/admin/opiniones")
}
