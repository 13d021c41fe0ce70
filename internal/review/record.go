package review

import (
	"maps"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// Review is a review's document.
type Review struct {
	ID        string    `json:"id"`
	ProductID string    `json:"product_id"`
	Slug      string    `json:"slug"`
	OrderID   string    `json:"order_id"`          // through which it was written last
	Customer  string    `json:"customer,omitzero"` // the account's id, or the hash of a guest's e-mail
	Rating    int       `json:"rating"`
	Title     string    `json:"title,omitzero"`
	Text      string    `json:"text,omitzero"`
	Author    string    `json:"author"`
	State     string    `json:"state"`
	Why       string    `json:"why,omitzero"`
	Created   time.Time `json:"created"` // when it was written last
	Changed   time.Time `json:"changed"` // when it was written or decided last
	Turn      int64     `json:"turn"`    // rises with each writing and decision
	Settled   bool      `json:"settled"` // the product's tally has followed
	Answers   []Answer  `json:"answers"`
	Rev       int64     `json:"rev"`
}

// Answer is what a call was answered, to answer it so again.
type Answer struct {
	Key    string           `json:"key"` // with who sent it
	Hash   string           `json:"hash"`
	Review reviewapi.Review `json:"review"`
}

// answersKept bounds them: a client that repeats does so soon.
const answersKept = 8

// clone is a copy that can be changed.
func (r *Review) clone() *Review {
	c := *r
	c.Answers = slices.Clone(r.Answers)
	return &c
}

// turned notes that the clone of before was written or decided. The tally has to
// follow where it may count either of the two.
func (r *Review) turned(before *Review, at time.Time) {
	r.Turn, r.Changed = before.Turn+1, at
	r.Settled = before.Settled && before.State != reviewapi.Published && r.State != reviewapi.Published
}

// answered keeps what a call is answered, and gives it.
func (r *Review) answered(c call, out *reviewapi.Review) *reviewapi.Review {
	r.Answers = append(r.Answers, Answer{Key: c.key, Hash: c.hash, Review: *out})
	if n := len(r.Answers) - answersKept; n > 0 {
		r.Answers = slices.Clone(r.Answers[n:])
	}
	return out
}

// view is the review as everybody may see it, once it is published.
func (r *Review) view() *reviewapi.Review {
	return &reviewapi.Review{
		ID: r.ID, Slug: r.Slug, Rating: r.Rating, Title: r.Title, Text: r.Text, Author: r.Author,
		State: r.State, Version: r.Turn, Created: r.Created,
	}
}

// staffView tells why it was rejected too.
func (r *Review) staffView() *reviewapi.Review {
	out := r.view()
	out.Why = r.Why
	return out
}

// Tally is a product's published reviews, counted.
type Tally struct {
	ProductID string           `json:"product_id"`
	Slug      string           `json:"slug"`
	Count     int64            `json:"count"`
	Sum       int64            `json:"sum"`
	Entries   map[string]Entry `json:"entries"` // by the review's id
	Rev       int64            `json:"rev"`     // the version that its events carry
}

// Entry is what a tally knows of a review. It stays when the review counts no
// longer, so that an older turn that comes late changes nothing.
type Entry struct {
	Rating int   `json:"rating,omitzero"` // 0 does not count
	Turn   int64 `json:"turn"`
}

// with is the tally after the review's turn; changed tells whether figures differ.
func (t *Tally) with(r *Review) (next *Tally, changed bool) {
	next = &Tally{ProductID: r.ProductID, Slug: r.Slug, Entries: maps.Clone(t.Entries)}
	if next.Entries == nil {
		next.Entries = map[string]Entry{}
	}
	e := Entry{Turn: r.Turn}
	if r.State == reviewapi.Published {
		e.Rating = r.Rating
	}
	changed = next.Entries[r.ID].Rating != e.Rating
	next.Entries[r.ID] = e
	for _, e := range next.Entries {
		if e.Rating > 0 {
			next.Count++
			next.Sum += int64(e.Rating)
		}
	}
	return next, changed
}
