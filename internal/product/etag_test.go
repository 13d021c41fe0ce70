package product_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// head asks as a browser does and returns the status and the ETag.
func (s *shop) head(path, known string) (int, string) {
	s.t.Helper()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	if known != "" {
		req.Header.Set("If-None-Match", known)
	}
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, req)
	return w.Code, w.Header().Get("ETag")
}

func (s *shop) tag(path string) string {
	s.t.Helper()
	status, tag := s.head(path, "")
	if status != http.StatusOK || tag == "" {
		s.t.Fatalf("%s: %d, ETag %q", path, status, tag)
	}
	return tag
}

func TestOnlyAnotherBandChangesWhatListsShow(t *testing.T) {
	s := smallShop(t)
	list, roses, vase := s.tag("/api/products"), s.tag("/api/products/rosas"), s.tag("/api/products/florero")
	if status, _ := s.head("/api/products", list); status != http.StatusNotModified {
		t.Fatalf("%d for what is known", status)
	}
	call(s, productapi.PlaceHold, holdOf("a", 1, s.later(), line("ROSA", 4)))
	if s.tag("/api/products") != list || s.tag("/api/products/rosas") != roses {
		t.Fatal("a purchase in the same band changed the ETag")
	}
	call(s, productapi.PlaceHold, holdOf("b", 1, s.later(), line("ROSA", 1)))
	if s.tag("/api/products") == list || s.tag("/api/products/rosas") == roses {
		t.Fatal("few are left and the ETag is the same")
	}
	if s.tag("/api/products/florero") != vase {
		t.Fatal("another product's ETag changed")
	}
	if p := call(s, productapi.Get, productapi.BySlug{Slug: "rosas"}); p.Variants[0].Band != productapi.Few {
		t.Fatalf("band %s", p.Variants[0].Band)
	}
	call(s, productapi.ReleaseHold, releaseOf("b", 2))
	if s.tag("/api/products") != list || s.tag("/api/products/rosas") != roses {
		t.Fatal("the same content has another ETag")
	}
}

func TestWhatIsSoldOutComesLast(t *testing.T) {
	s := smallShop(t)
	first := func() string { return call(s, productapi.List, productapi.ListInput{}).Items[0].Slug }
	if first() != "rosas" {
		t.Fatalf("%s is first", first())
	}
	call(s, productapi.PlaceHold, holdOf("a", 1, s.later(), line("ROSA", 10), line("ROSA-D", 3)))
	if err := s.Load(s.ctx); err != nil { // what the poll does
		t.Fatal(err)
	}
	page := call(s, productapi.List, productapi.ListInput{})
	if page.Items[0].Slug != "florero" || page.Items[1].Band != productapi.SoldOut {
		t.Fatalf("first %s; the other is %s", page.Items[0].Slug, page.Items[1].Band)
	}
}

func TestReplicasAnswerTheSameETag(t *testing.T) {
	s := smallShop(t)
	other := openShop(t, s.path, s.clock)
	if status, _ := other.head("/api/products", ""); status != http.StatusServiceUnavailable {
		t.Fatalf("%d before the catalogue is loaded", status)
	}
	same := func() {
		t.Helper()
		if err := other.Load(s.ctx); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/api/products", "/api/products?q=rosas", "/api/products/rosas", "/api/products/add-ons", "/api/categories", "/api/occasions", "/api/products/terms", "/api/products/suggestions?q=ro"} {
			if s.tag(path) != other.tag(path) {
				t.Errorf("%s: two ETags", path)
			}
		}
	}
	same()
	call(s, productapi.PlaceHold, holdOf("a", 1, s.later(), line("ROSA", 7)))
	hear(s, reviewapi.ReviewPublished, "x", 1, reviewapi.RatingChanged{Slug: "rosas", Count: 2, Sum: 9, Version: 1})
	same()
}

func TestRatingsFollowReviews(t *testing.T) {
	s := smallShop(t)
	before := call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"})
	tag := s.tag("/api/products/rosas")
	rated := func(version, count, sum int64) productapi.Rating {
		hear(s, reviewapi.ReviewPublished, before.ID, version, reviewapi.RatingChanged{ProductID: before.ID, Count: count, Sum: sum, Version: version})
		return call(s, productapi.Get, productapi.BySlug{Slug: "rosas"}).Rating
	}
	if got := rated(2, 3, 14); got != (productapi.Rating{Average: 4.67, Count: 3}) {
		t.Fatalf("%+v", got)
	}
	if got := rated(1, 9, 9); got.Count != 3 {
		t.Fatalf("an older count was taken: %+v", got)
	}
	if s.tag("/api/products/rosas") == tag {
		t.Fatal("the page is kept though the rating changed")
	}
	hear(s, reviewapi.ReviewRemoved, before.ID, 3, reviewapi.RatingChanged{ProductID: before.ID, Version: 3})
	if got := call(s, productapi.Get, productapi.BySlug{Slug: "rosas"}).Rating; got != (productapi.Rating{}) {
		t.Fatalf("%+v", got)
	}
	call(s, productapi.Change, changeOf(before)) // a rating is no conflict to who edits
}

func TestTheSnapshotIsNotWhatOrdersArePricedFrom(t *testing.T) {
	s := smallShop(t)
	other := openShop(t, s.path, s.clock)
	if err := other.Load(s.ctx); err != nil {
		t.Fatal(err)
	}
	in := changeOf(call(s, productapi.Edit, productapi.BySlug{Slug: "rosas"}))
	in.Body.Variants[0].PriceCLP = 31000
	call(s, productapi.Change, in)
	prices := productapi.PricesInput{}
	prices.Body.SKUs = []string{"ROSA"}
	if got := call(other, productapi.Prices, prices).Items[0]; got.PriceCLP != 31000 {
		t.Fatalf("a replica that has not polled sells for %d", got.PriceCLP)
	}
	if got := call(other, productapi.Get, productapi.BySlug{Slug: "rosas"}).Variants[0].PriceCLP; got != 30000 {
		t.Fatalf("it shows %d: the test proves nothing", got)
	}
}

func TestNoneIsNotAPage(t *testing.T) {
	s := smallShop(t)
	if got := call(s, productapi.List, productapi.ListInput{Paging: contract.Paging{Page: 9, Limit: 2}}); got.Total != 2 || len(got.Items) != 0 || got.Page != 9 {
		t.Fatalf("%+v", got)
	}
}
