package shop

import (
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

const (
	shownOpinions = 6
	// opinionsLife bounds how long an author who has left is still shown; a new opinion
	// changes the product's rating, and is shown with it.
	opinionsLife     = 10 * time.Second
	opinionsProducts = 2048 // kept at once; above it all are forgotten
)

type opinion struct {
	Rating      int
	Title, Text string
	Author, Day string
}

// kept opinions are those that were asked for with a product's answer: its rating is
// part of it, so that opinions and stars tell the same.
type keptOpinions struct {
	clk clock.Clock
	mu  sync.Mutex
	at  map[string]opinionsEntry // by slug
}

type opinionsEntry struct {
	with  *productapi.Product
	list  *contract.List[reviewapi.Review]
	until time.Time
}

func newKeptOpinions(clk clock.Clock) *keptOpinions {
	return &keptOpinions{clk: clk, at: map[string]opinionsEntry{}}
}

// of is nil for a product without opinions, which is not worth asking about.
func (k *keptOpinions) of(v *web.Visit, pr *productapi.Product) (*contract.List[reviewapi.Review], error) {
	if pr.Rating.Count == 0 {
		return nil, nil
	}
	now := k.clk.Now()
	k.mu.Lock()
	e, ok := k.at[pr.Slug]
	k.mu.Unlock()
	if ok && e.with == pr && now.Before(e.until) {
		return e.list, nil
	}
	list, err := web.Call(v, reviewapi.List, &reviewapi.ListInput{Slug: pr.Slug, Paging: contract.Paging{Limit: shownOpinions}})
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.at) >= opinionsProducts {
		clear(k.at)
	}
	k.at[pr.Slug] = opinionsEntry{with: pr, list: list, until: now.Add(opinionsLife)}
	return list, nil
}

func opinions(v *web.Visit, list *contract.List[reviewapi.Review]) []opinion {
	out := make([]opinion, len(list.Items))
	for i, r := range list.Items {
		out[i] = opinion{Rating: r.Rating, Title: r.Title, Text: r.Text, Author: r.Author, Day: v.Words.Date(r.Created)}
	}
	return out
}
