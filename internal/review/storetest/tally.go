package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

func readTally(t *testing.T, h Harness) *review.Tally {
	t.Helper()
	tally, err := h.Store().Tally(t.Context(), "p1")
	must(t, err)
	return tally
}

func tallies(t *testing.T, h Harness) {
	if got := readTally(t, h); got != nil {
		t.Errorf("before any: %+v", got)
	}
	next := &review.Tally{ProductID: "p1", Slug: "rosas", Count: 1, Sum: 4, Entries: map[string]review.Entry{"r": {Rating: 4, Turn: 2}}}
	must(t, h.Store().SaveTally(t.Context(), 0, next, news(1)))
	same(t, "the tally", readTally(t, h), next)
	if err := h.Store().SaveTally(t.Context(), 0, &review.Tally{ProductID: "p1"}, news(7)); !errors.Is(err, review.ErrTaken) {
		t.Errorf("a second first one: %v", err)
	}
	if err := h.Store().SaveTally(t.Context(), 5, &review.Tally{ProductID: "p1"}, news(7)); !errors.Is(err, review.ErrStale) {
		t.Errorf("a stale one: %v", err)
	}
	must(t, h.Store().SaveTally(t.Context(), 1, &review.Tally{ProductID: "p1", Count: 0}))
	if got := readTally(t, h); got.Rev != 2 || !slices.Equal(h.Pending(t), []int64{1}) {
		t.Errorf("%+v, events %v", got, h.Pending(t))
	}
}

func stale(t *testing.T, h Harness) {
	r := put(t, h, said(1, reviewapi.Waiting))
	late := read(t, h, r.ID)
	r.Text = "first"
	must(t, h.Store().SaveReview(t.Context(), 1, r))
	late.Text, late.Answers = "late", []review.Answer{{Key: "late"}}
	if err := h.Store().SaveReview(t.Context(), 1, late); !errors.Is(err, review.ErrStale) {
		t.Error(err)
	}
	if err := h.Store().SaveReview(t.Context(), 1, said(9, reviewapi.Waiting)); !errors.Is(err, review.ErrStale) {
		t.Errorf("a change of nothing: %v", err)
	}
	if got := read(t, h, r.ID); got.Text != "first" || got.Rev != 2 {
		t.Errorf("%+v", got)
	}
	for key, known := range map[string]bool{"late": false, "key 1": true, "key 9": false} {
		got, err := h.Store().ReviewByKey(t.Context(), key)
		must(t, err)
		if (got != nil) != known {
			t.Errorf("key %s: %v", key, got)
		}
	}
}

func gone(t *testing.T, h Harness) {
	for _, n := range []int{2, 1} { // out of order: the last deletion counts
		must(t, h.Store().SaveGone(t.Context(), "mail:ana", at(n)))
	}
	must(t, h.Store().SaveGone(t.Context(), "ana", at(5)))
	known := func(who string) string {
		when, err := h.Store().Gone(t.Context(), who)
		must(t, err)
		if when.IsZero() {
			return "never"
		}
		return when.Sub(start).String()
	}
	same(t, "before", []string{known("mail:ana"), known("ana"), known("eva")}, []string{"2m0s", "5m0s", "never"})
	must(t, h.Store().ForgetGone(t.Context(), at(5)))
	same(t, "after", []string{known("mail:ana"), known("ana")}, []string{"never", "5m0s"})
}

func insertTogether(t *testing.T, h Harness) {
	won := together(t, func(n int) bool {
		r := said(n, reviewapi.Waiting)
		r.Customer = "ana"
		err := h.Store().SaveReview(t.Context(), 0, r)
		if err != nil && !errors.Is(err, review.ErrTaken) {
			t.Error(err)
		}
		return err == nil
	})
	list, total, err := h.Store().InState(t.Context(), reviewapi.Waiting, 0, crowd)
	must(t, err)
	if won != 1 || total != 1 || len(list) != 1 {
		t.Errorf("%d won, %d are there", won, total)
	}
}

func tallyTogether(t *testing.T, h Harness) {
	together(t, func(n int) bool {
		for {
			before, err := h.Store().Tally(t.Context(), "p1")
			must(t, err)
			if before == nil {
				before = &review.Tally{ProductID: "p1", Entries: map[string]review.Entry{}}
			}
			rev := before.Rev
			before.Entries[fmt.Sprint(n)] = review.Entry{Rating: 5, Turn: 1}
			before.Count++
			err = h.Store().SaveTally(t.Context(), rev, before, news(rev+1))
			if err == nil {
				return true
			}
			if !errors.Is(err, review.ErrStale) && !errors.Is(err, review.ErrTaken) {
				t.Error(err)
				return false
			}
		}
	})
	got, versions := readTally(t, h), h.Pending(t)
	slices.Sort(versions)
	if got.Count != crowd || len(got.Entries) != crowd || got.Rev != crowd || len(slices.Compact(versions)) != crowd {
		t.Errorf("count %d, %d entries, revision %d, versions %v", got.Count, len(got.Entries), got.Rev, versions)
	}
}

func restart(t *testing.T, h Harness) {
	must(t, h.Store().SaveOrder(t.Context(), 0, order(1)))
	r := put(t, h, said(1, reviewapi.Published))
	must(t, h.Store().SaveTally(t.Context(), 0, &review.Tally{ProductID: "p1", Count: 1, Sum: 5}, news(1)))
	must(t, h.Store().SaveGone(t.Context(), "eva", at(1)))
	h.Restart(t)
	same(t, "the review", read(t, h, r.ID), r)
	byKey, err := h.Store().ReviewByKey(t.Context(), "key 1")
	must(t, err)
	o, err := h.Store().Order(t.Context(), "order-01")
	must(t, err)
	when, err := h.Store().Gone(t.Context(), "eva")
	must(t, err)
	if byKey == nil || o == nil || !when.Equal(at(1)) || readTally(t, h).Sum != 5 || !slices.Equal(h.Pending(t), []int64{1}) {
		t.Errorf("%v %v %v %v %v", byKey, o, when, readTally(t, h), h.Pending(t))
	}
}
