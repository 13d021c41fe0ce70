package review

import (
	"context"
	"errors"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

// Errors of a store's conditional writes.
var (
	// ErrStale says that the document was written since it was read: read it again.
	ErrStale = errors.New("the document was written since")
	// ErrTaken says that a unique value belongs to another document, or that the document is there already.
	ErrTaken = errors.New("the value belongs to another document")
)

// Store is what review-service keeps its documents in: reads, and writes of one
// document each. A write states the revision that it replaces (0: there is none
// yet), stores the next one as the revision after it and sets its Rev. Reads of one
// document return nil for what is not there. It is safe for concurrent use.
type Store interface {
	Order(ctx context.Context, id string) (*Order, error)
	// OrdersOf lists an account's, the last delivered first.
	OrdersOf(ctx context.Context, customerID string, limit int) ([]*Order, error)
	// OrdersFrom lists those whose buyer's e-mail has the hash.
	OrdersFrom(ctx context.Context, mailbox string) ([]*Order, error)
	SaveOrder(ctx context.Context, before int64, next *Order) error

	Review(ctx context.Context, id string) (*Review, error)
	// ReviewOf finds the one of a customer and product.
	ReviewOf(ctx context.Context, customer, productID string) (*Review, error)
	// ReviewByKey finds the one that keeps an answer under the key.
	ReviewByKey(ctx context.Context, key string) (*Review, error)
	// ReviewsOf lists a customer's.
	ReviewsOf(ctx context.Context, customer string) ([]*Review, error)
	// Published lists a product's, the newest first, and counts all.
	Published(ctx context.Context, slug string, offset, limit int) ([]*Review, int, error)
	// InState lists reviews in a state, the oldest first, and counts all.
	InState(ctx context.Context, state string, offset, limit int) ([]*Review, int, error)
	// Unsettled lists those that were changed before then and whose tally has yet
	// to follow, the oldest first.
	Unsettled(ctx context.Context, before time.Time, limit int) ([]*Review, error)
	// SaveReview also refuses with ErrTaken when the customer has another one of
	// the product, or when another one keeps an answer under one of the keys.
	SaveReview(ctx context.Context, before int64, next *Review) error

	Tally(ctx context.Context, productID string) (*Tally, error)
	// SaveTally stores the events in the same atomic step.
	SaveTally(ctx context.Context, before int64, next *Tally, evs ...events.Event) error

	// Gone is when the account of that id, or of that e-mail's hash, was deleted
	// last; the zero time when none was.
	Gone(ctx context.Context, who string) (time.Time, error)
	// SaveGone notes it; an earlier time than the one that is noted changes nothing.
	SaveGone(ctx context.Context, who string, at time.Time) error
	// ForgetGone drops notes older than that.
	ForgetGone(ctx context.Context, before time.Time) error
}
