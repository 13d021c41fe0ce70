package storetest

import (
	"errors"
	"fmt"
	"testing"

	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

func orders(t *testing.T, h Harness) {
	for _, n := range []int{2, 1, 3} {
		must(t, h.Store().SaveOrder(t.Context(), 0, order(n)))
	}
	other := order(4)
	other.CustomerID, other.Mailbox = "", "mail:eva"
	must(t, h.Store().SaveOrder(t.Context(), 0, other))
	want := order(1)
	want.Rev = 1
	got, err := h.Store().Order(t.Context(), want.ID)
	must(t, err)
	same(t, "the order", got, want)

	list, err := h.Store().OrdersOf(t.Context(), "ana", 2)
	must(t, err)
	same(t, "Ana's", numbers(list), []string{"FV-3", "FV-2"})
	list, err = h.Store().OrdersFrom(t.Context(), "mail:eva")
	must(t, err)
	same(t, "of Eva's mailbox", numbers(list), []string{"FV-4"})
	for _, nobody := range []string{"", "tom"} {
		own, err := h.Store().OrdersOf(t.Context(), nobody, 9)
		must(t, err)
		guest, err := h.Store().OrdersFrom(t.Context(), nobody)
		must(t, err)
		if len(own)+len(guest) > 0 {
			t.Errorf("%q has %v and %v", nobody, numbers(own), numbers(guest))
		}
	}
	if o, err := h.Store().Order(t.Context(), "none"); o != nil || err != nil {
		t.Error(o, err)
	}
}

func numbers(list []*review.Order) (out []string) {
	for _, o := range list {
		out = append(out, o.Number)
	}
	return out
}

func orderOnce(t *testing.T, h Harness) {
	won := together(t, func(n int) bool {
		err := h.Store().SaveOrder(t.Context(), 0, order(1))
		if err != nil && !errors.Is(err, review.ErrTaken) {
			t.Error(err)
		}
		return err == nil
	})
	if won != 1 {
		t.Errorf("inserted %d times", won)
	}
	late := order(1)
	late.CustomerID = ""
	must(t, h.Store().SaveOrder(t.Context(), 1, late))
	if err := h.Store().SaveOrder(t.Context(), 1, order(1)); !errors.Is(err, review.ErrStale) {
		t.Error(err)
	}
	if list, err := h.Store().OrdersOf(t.Context(), "ana", 9); len(list) > 0 || err != nil {
		t.Errorf("%v, %v", list, err)
	}
}

func reviews(t *testing.T, h Harness) {
	r := put(t, h, said(1, reviewapi.Waiting))
	put(t, h, said(2, reviewapi.Waiting))
	byWriter, err := h.Store().ReviewOf(t.Context(), r.Customer, "p1")
	must(t, err)
	byKey, err := h.Store().ReviewByKey(t.Context(), "key 1")
	must(t, err)
	list, err := h.Store().ReviewsOf(t.Context(), r.Customer)
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("%d reviews", len(list))
	}
	for what, got := range map[string]*review.Review{"id": read(t, h, r.ID), "writer": byWriter, "key": byKey, "customer": list[0]} {
		same(t, what, got, r)
	}
	byWriter, err = h.Store().ReviewOf(t.Context(), r.Customer, "p2")
	must(t, err)
	byKey, err = h.Store().ReviewByKey(t.Context(), "none")
	must(t, err)
	if byWriter != nil || byKey != nil || read(t, h, "none") != nil {
		t.Error("what is not there was found")
	}
}

func oneEach(t *testing.T, h Harness) {
	r := put(t, h, said(1, reviewapi.Waiting))
	again := said(2, reviewapi.Waiting)
	again.Customer = r.Customer
	if err := h.Store().SaveReview(t.Context(), 0, again); !errors.Is(err, review.ErrTaken) {
		t.Error(err)
	}
	again.ProductID = "p2"
	put(t, h, again)
	for n := 3; n < 5; n++ { // nobody may have any number
		r := said(n, reviewapi.Published)
		r.Customer = ""
		put(t, h, r)
	}
	if list, err := h.Store().ReviewsOf(t.Context(), ""); len(list) > 0 || err != nil {
		t.Errorf("nobody's: %v, %v", list, err)
	}
}

func keys(t *testing.T, h Harness) {
	r := put(t, h, said(1, reviewapi.Waiting))
	other := said(2, reviewapi.Waiting)
	other.Answers = append(other.Answers, r.Answers[0])
	if err := h.Store().SaveReview(t.Context(), 0, other); !errors.Is(err, review.ErrTaken) {
		t.Error(err)
	}
	if read(t, h, other.ID) != nil {
		t.Error("it was stored all the same")
	}
	r.Answers = []review.Answer{{Key: "a"}, {Key: "b"}}
	must(t, h.Store().SaveReview(t.Context(), 1, r))
	for key, known := range map[string]bool{"a": true, "b": true, "key 1": false} {
		got, err := h.Store().ReviewByKey(t.Context(), key)
		must(t, err)
		if (got != nil) != known {
			t.Errorf("key %s: %v", key, got)
		}
	}
	put(t, h, other) // its key is free now
}

func published(t *testing.T, h Harness) {
	for n, state := range []string{reviewapi.Published, reviewapi.Waiting, reviewapi.Published, reviewapi.Rejected, reviewapi.Published} {
		put(t, h, said(n, state))
	}
	lilies := said(9, reviewapi.Published)
	lilies.Slug = "lirios"
	put(t, h, lilies)
	for _, c := range []struct {
		slug          string
		offset, limit int
		want          []string
		total         int
	}{
		{"rosas", 0, 10, []string{"review-04", "review-02", "review-00"}, 3},
		{"rosas", 1, 1, []string{"review-02"}, 3},
		{"rosas", 3, 10, nil, 3},
		{"lirios", 0, 10, []string{"review-09"}, 1},
		{"none", 0, 10, nil, 0},
	} {
		list, total, err := h.Store().Published(t.Context(), c.slug, c.offset, c.limit)
		must(t, err)
		same(t, fmt.Sprintf("%s %d+%d", c.slug, c.offset, c.limit), fmt.Sprint(ids(list), total), fmt.Sprint(c.want, c.total))
	}
}

func queue(t *testing.T, h Harness) {
	for _, n := range []int{3, 1, 2} {
		put(t, h, said(n, reviewapi.Waiting))
	}
	put(t, h, said(0, reviewapi.Rejected))
	list, total, err := h.Store().InState(t.Context(), reviewapi.Waiting, 1, 2)
	must(t, err)
	same(t, "waiting", fmt.Sprint(ids(list), total), "[review-02 review-03] 3")
	list, total, err = h.Store().InState(t.Context(), reviewapi.Rejected, 0, 2)
	must(t, err)
	same(t, "rejected", fmt.Sprint(ids(list), total), "[review-00] 1")
}

func unsettled(t *testing.T, h Harness) {
	for n := range 4 {
		r := said(n, reviewapi.Published)
		r.Settled = n == 0
		put(t, h, r)
	}
	list, err := h.Store().Unsettled(t.Context(), at(3), 10)
	must(t, err)
	same(t, "older than the third", ids(list), []string{"review-01", "review-02"})
	list[0].Settled = true
	must(t, h.Store().SaveReview(t.Context(), 1, list[0]))
	list, err = h.Store().Unsettled(t.Context(), at(9), 1)
	must(t, err)
	same(t, "one of the rest", ids(list), []string{"review-02"})
}
