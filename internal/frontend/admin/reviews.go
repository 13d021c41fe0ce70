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
	Notice  told
}

type reviewRow struct {
	reviewapi.Review
	When            string
	Publish, Reject bool
	PublishKey      string
	RejectKey       string
}

// reviews are what waits for a decision, or what was decided.
func reviews(v *web.Visit) error {
	t := v.Words.T
	states := []string{reviewapi.Waiting, reviewapi.Published, reviewapi.Rejected}
	n := narrow(v, nil, map[string][]string{"estado": states})
	state := n.get("estado")
	if state == "" {
		state = reviewapi.Waiting
	}
	out, err := web.Call(v, reviewapi.Queue, &reviewapi.QueueInput{State: state, Paging: paging(v)})
	if err != nil {
		return err
	}
	p := reviewsPage{AdminLayout: layout(v, t("admin.reviews")), Notice: taken(v), Pages: n.pages(out.Page, out.Total, out.Limit)}
	p.Subtitle = t("admin.reviews.count", "Count", out.Total)
	for _, s := range states {
		p.Tabs = append(p.Tabs, ui.Link{Href: "/admin/opiniones?estado=" + s, Text: t("review." + s), Current: s == state})
	}
	for _, r := range out.Items {
		p.Reviews = append(p.Reviews, reviewRow{
			Review: r, When: when(v, r.Created), Publish: r.State != reviewapi.Published, Reject: r.State != reviewapi.Rejected,
			PublishKey: id.New(), RejectKey: id.New(),
		})
	}
	p.Empty = ui.EmptyData{Title: t("admin.reviews.none")}
	if state != reviewapi.Waiting {
		p.Empty.Title = t("list.empty.title")
	}
	return v.Render(http.StatusOK, reviewsTempl(p))
}

// decideReview publishes or rejects. Both can be decided otherwise later, in the
// other tab, to which the next page's notice leads.
func decideReview(v *web.Visit) error {
	in := reviewapi.DecideInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ID: v.R.PathValue("id")}
	in.Body.State, in.Body.Why = v.FormValue("estado"), v.FormValue("motivo")
	in.Body.Version, _ = strconv.ParseInt(v.FormValue("version"), 10, 64)
	r, err := web.Call(v, reviewapi.Decide, &in)
	p, known := problem.From(err)
	switch {
	case err == nil:
		tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.reviews.done", "Author", r.Author, "State", v.Words.T("review."+r.State)),
			Link: ui.Link{Href: "/admin/opiniones?estado=" + r.State, Text: v.Words.T("admin.reviews.otherwise")}})
	case problem.Code(err) == "version_conflict": // nobody publishes what they have not read
		tell(v, told{Kind: ui.Bad, Text: v.Words.T("admin.reviews.rewritten")})
	case known && (p.Status == http.StatusNotFound || p.Status == http.StatusConflict || p.Status == http.StatusUnprocessableEntity):
		tell(v, told{Kind: ui.Bad, Text: v.Words.Problem(p.Code, nil)})
	default:
		return err
	}
	return v.Redirect("/admin/opiniones")
}
