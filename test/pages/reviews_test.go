package pages

import (
	"context"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// published is what the shop shows of a product's opinions.
func (w *world) published(slug string) []reviewapi.Review {
	w.t.Helper()
	out, err := reviewapi.List.Call(context.Background(), w.api, &reviewapi.ListInput{Slug: slug})
	w.must(err)
	return out.Items
}

// Support publishes an opinion once, and may decide otherwise later.
func TestAnOpinionIsDecidedAndDecidedOtherwise(t *testing.T) {
	w := newWorld(t)
	r := w.reviewed("Preciosas")
	path := "/admin/opiniones/" + r.ID
	b := w.at(authapi.Support)
	b.open("/admin/opiniones")
	b.says("Preciosas", "Llegaron a la hora.", r.Author)
	publish := b.form(path, "estado", "published")
	b.send(publish, nil)
	b.says(b.words.T("admin.reviews.done", "Author", r.Author, "State", b.words.T("review.published")), b.words.T("admin.reviews.none"))
	if got := w.published(r.Slug); len(got) != 1 || got[0].Title != "Preciosas" {
		t.Errorf("the shop shows %+v", got)
	}
	b.send(publish, nil)
	if got := w.published(r.Slug); len(got) != 1 {
		t.Errorf("the form sent twice leaves %+v", got)
	}
	b.open("/admin/opiniones?estado=published")
	b.send(b.form(path, "estado", "rejected"), fill{"motivo": "Habla de otra tienda"})
	if strings.Contains(b.main, "Preciosas") || len(w.published(r.Slug)) != 0 {
		t.Error("a rejected opinion is still published")
	}
	b.open("/admin/opiniones?estado=rejected")
	b.says("Preciosas", b.words.T("admin.reviews.because", "Why", "Habla de otra tienda"))
}

// Nobody publishes what they have not read, nor decides on what is gone.
func TestAnOpinionThatWasRewrittenIsReadAgain(t *testing.T) {
	w := newWorld(t)
	r := w.reviewed("Preciosas")
	path := "/admin/opiniones/" + r.ID
	one, two := w.at(authapi.Support), w.at(authapi.Support)
	one.open("/admin/opiniones")
	two.open("/admin/opiniones")
	one.send(one.form(path, "estado", "rejected"), nil)
	two.send(two.form(path, "estado", "published"), nil)
	two.says(two.words.T("admin.reviews.rewritten"))
	if len(w.published(r.Slug)) != 0 {
		t.Error("what somebody else rejected was published unread")
	}
	two.post("/admin/opiniones/"+id.New(), map[string][]string{"estado": {"published"}, "idempotency_key": {id.New()}})
	two.says(two.words.Problem("review_not_found", nil))
	long := strings.Repeat("x", 301)
	two.open("/admin/opiniones?estado=rejected")
	two.send(two.form(path, "estado", "published"), fill{"motivo": long})
	two.says(two.words.Problem("invalid", nil))
	queue, err := reviewapi.Queue.Call(w.boss, w.api, &reviewapi.QueueInput{State: reviewapi.Rejected, Paging: contract.Paging{Limit: 10}})
	w.must(err)
	if len(queue.Items) != 1 {
		t.Errorf("%+v", queue.Items)
	}
}
