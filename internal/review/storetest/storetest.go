// Package storetest is what every store of review-service must do: the one suite
// that the twins pass.
package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// crowd is how many write at the same time.
const crowd = 32

// Harness is one empty store that survives restarts.
type Harness interface {
	// Store is the open one.
	Store() review.Store
	// Pending lists the versions of the events that wait to be published.
	Pending(t *testing.T) []int64
	// Restart closes the store and opens what it had stored.
	Restart(t *testing.T)
}

// Run proves a store. open makes an empty one and closes it after the test.
func Run(t *testing.T, open func(t *testing.T) Harness) {
	for name, test := range map[string]func(*testing.T, Harness){
		"orders are read as they were saved, the last delivered first": orders,
		"an order is inserted once":                                    orderOnce,
		"reviews are found by id, writer and key":                      reviews,
		"a customer has one review of a product":                       oneEach,
		"a key belongs to one review and goes with its answer":         keys,
		"the public list is of the published, newest first":            published,
		"the queue is by state, oldest first":                          queue,
		"unsettled reviews are found once they are old enough":         unsettled,
		"a stale write changes nothing and tells nobody":               stale,
		"a tally and its event are one write":                          tallies,
		"who is gone is known until forgotten":                         gone,
		"one of many first reviews wins":                               insertTogether,
		"many changes of a tally at once are all counted":              tallyTogether,
		"everything is there after a restart":                          restart,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var start = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// at is n minutes after the start.
func at(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// same compares documents by their print.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

// order is the n-th of Ana's.
func order(n int) *review.Order {
	return &review.Order{
		ID: fmt.Sprintf("order-%02d", n), Number: fmt.Sprint("FV-", n), CustomerID: "ana", Mailbox: "mail:ana", Author: "Ana R.",
		Goods: []review.Goods{{ProductID: "p1", Slug: "rosas", NameES: "Rosas", NameEN: "Roses"}}, Delivered: at(n),
	}
}

// said is the n-th customer's review of the roses.
func said(n int, state string) *review.Review {
	return &review.Review{
		ID: fmt.Sprintf("review-%02d", n), ProductID: "p1", Slug: "rosas", OrderID: "order", Customer: fmt.Sprint("customer ", n),
		Rating: 5, Title: "Bien", Text: "Muy bien", Author: "Ana R.", State: state, Created: at(n), Changed: at(n), Turn: 1, Settled: true,
		Answers: []review.Answer{{Key: fmt.Sprint("key ", n), Hash: "h", Review: reviewapi.Review{ID: "x", Created: at(n)}}},
	}
}

// put saves a new review.
func put(t *testing.T, h Harness, r *review.Review) *review.Review {
	t.Helper()
	must(t, h.Store().SaveReview(t.Context(), 0, r))
	return r
}

func read(t *testing.T, h Harness, id string) *review.Review {
	t.Helper()
	r, err := h.Store().Review(t.Context(), id)
	must(t, err)
	return r
}

func ids(list []*review.Review) (out []string) {
	for _, r := range list {
		out = append(out, r.ID)
	}
	return out
}

func news(version int64) events.Event {
	return reviewapi.ReviewPublished.New("p1", version, reviewapi.RatingChanged{ProductID: "p1", Version: version})
}

// together runs fn for a crowd at once and counts who got true.
func together(t *testing.T, fn func(n int) bool) (won int) {
	t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	begin := make(chan struct{})
	for n := range crowd {
		all.Go(func() {
			<-begin
			if fn(n) {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	close(begin)
	all.Wait()
	return won
}
