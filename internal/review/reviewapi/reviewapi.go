// Package reviewapi is review-service's contract: what buyers say of what was
// delivered to them.
package reviewapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
)

// The states of a review. Staff see all; everybody else sees the published.
const (
	Waiting   = "waiting"
	Published = "published"
	Rejected  = "rejected"
)

// Review is one, of a verified purchase: there are no others.
type Review struct {
	ID      string    `json:"id"`
	Slug    string    `json:"slug" doc:"of the product"`
	Rating  int       `json:"rating" minimum:"1" maximum:"5"`
	Title   string    `json:"title,omitzero"`
	Text    string    `json:"text,omitzero"`
	Author  string    `json:"author" doc:"first name and initial"`
	State   string    `json:"state" enum:"waiting,published,rejected"`
	Why     string    `json:"why,omitzero" doc:"of a rejection; staff see it"`
	Version int64     `json:"version" doc:"rises with each writing and each decision"`
	Created time.Time `json:"created" doc:"when it was last written"`
}

// ListInput lists the published reviews of a product.
type ListInput struct {
	contract.Paging
	Slug string `query:"product" required:"true" maxLength:"80"`
}

// Writer is who may review: the account, or who holds the link from the delivered mail.
type Writer struct {
	Link string `header:"X-Order-Link" maxLength:"200"`
}

// OpenInput asks what the caller may review.
type OpenInput struct {
	Writer
}

// Open is a delivered product and what the caller has said of it, if anything.
type Open struct {
	Slug   string  `json:"slug"`
	NameES string  `json:"name_es"`
	NameEN string  `json:"name_en"`
	Number string  `json:"number" doc:"of the order"`
	Review *Review `json:"review,omitzero"`
}

// WriteInput writes a review; one a customer and product, a second one replaces it and waits again.
type WriteInput struct {
	contract.Keyed
	Writer
	Body struct {
		Slug   string `json:"slug" minLength:"1" maxLength:"80"`
		Rating int    `json:"rating" minimum:"1" maximum:"5"`
		Title  string `json:"title,omitzero" maxLength:"100"`
		Text   string `json:"text,omitzero" maxLength:"2000"`
	}
}

// QueueInput lists reviews for moderation.
type QueueInput struct {
	contract.Paging
	State string `query:"state" enum:"waiting,published,rejected" doc:"waiting unless said"`
}

// DecideInput publishes or rejects.
type DecideInput struct {
	contract.Keyed
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		State string `json:"state" enum:"published,rejected"`
		Why   string `json:"why,omitzero" maxLength:"300"`
		// Version is the one that was read: its writer may have written anew since.
		Version int64 `json:"version,omitzero" minimum:"1" doc:"refused with version_conflict when the review has another by now"`
	}
}

// Everything review-service can do.
var (
	List   = contract.Get[ListInput, contract.List[Review]]("/api/reviews", contract.Public, contract.Doc("The published reviews of a product, newest first"))
	Mine   = contract.Get[OpenInput, contract.List[Open]]("/api/reviews/open", contract.Owner, contract.Doc("What the caller may review"), contract.Refuses("order_not_found"))
	Write  = contract.Post[WriteInput, Review]("/api/reviews", contract.Owner, contract.Idempotent, contract.Answers(201), contract.Doc("Review a delivered product"), contract.Refuses("not_purchased", "order_not_found", "key_reused"))
	Queue  = contract.Get[QueueInput, contract.List[Review]]("/api/reviews/queue", contract.Needs("reviews:moderate"), contract.Doc("Reviews to decide on, oldest first"))
	Decide = contract.Post[DecideInput, Review]("/api/reviews/{id}/decisions", contract.Needs("reviews:moderate"), contract.Idempotent, contract.Doc("Publish or reject"), contract.Refuses("review_not_found", "version_conflict", "key_reused"))
)

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{List.Meta(), Mine.Meta(), Write.Meta(), Queue.Meta(), Decide.Meta()}
}

// What review-service publishes. The subject is the product's id; the version
// rises with each change of that product's published reviews.
var (
	ReviewPublished = events.Define[RatingChanged]("review.published")
	ReviewRemoved   = events.Define[RatingChanged]("review.removed")
)

// RatingChanged carries absolute figures, so that an older event can be ignored.
type RatingChanged struct {
	ProductID string `json:"product_id"`
	Slug      string `json:"slug"`
	Count     int64  `json:"count"`
	Sum       int64  `json:"sum"`
	Version   int64  `json:"version"`
}
