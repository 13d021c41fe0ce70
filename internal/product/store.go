package product

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
	// ErrTaken says that a unique value (a slug, a SKU, a key) belongs to another document.
	ErrTaken = errors.New("the value belongs to another document")
)

// Documents are reads and conditional writes of one document each. A write
// states the revision that it replaces (0: there is none yet), stores the next
// one with the revision after it and, in the same atomic step, the events that
// tell of it. Where the next document is a pointer, its Rev is set.
type Documents interface {
	// Product, ProductBySlug and ProductByKey return nil for what is not there.
	Product(ctx context.Context, id string) (*Record, error)
	ProductBySlug(ctx context.Context, slug string) (*Record, error)
	ProductByKey(ctx context.Context, key string) (*Record, error)
	// SaveProduct stores next as revision before+1. ErrTaken: its slug or key is another's.
	SaveProduct(ctx context.Context, before int64, next *Record, evs ...events.Event) error

	// Shares returns the SKUs' documents with what the order has of them, sorted
	// by SKU; unknown SKUs are missing. An empty order has nothing.
	Shares(ctx context.Context, orderID string, skus []string) ([]Share, error)
	// SaveShare stores next, with the order's entry, as revision before.Rev+1. A
	// movement is stored in the same atomic step. ErrTaken: the movement's key is
	// known, or the SKU is when before is the zero Share.
	SaveShare(ctx context.Context, before, next Share, move *Movement, evs ...events.Event) error
	// Movement finds a movement of the SKU by its key; nil when there is none.
	Movement(ctx context.Context, sku, key string) (*Movement, error)

	// Reservation returns nil when the order has none.
	Reservation(ctx context.Context, orderID string) (*Reservation, error)
	// SaveReservation stores next as revision before+1.
	SaveReservation(ctx context.Context, before int64, next *Reservation, evs ...events.Event) error

	// Terms returns the zero Terms before any were saved.
	Terms(ctx context.Context) (Terms, error)
	// SaveTerms stores next as revision before+1.
	SaveTerms(ctx context.Context, before int64, next Terms) error
}

// Store is what product-service keeps its documents in. It is safe for
// concurrent use.
type Store interface {
	Documents

	// Atomically runs fn, which may run several times. A store that can, commits
	// fn's writes together or, on an error, none of them; any other runs them
	// one by one, so fn leaves every document in a state that a later call or
	// the sweeper can go on from. A refusal is a result of fn and no error.
	Atomically(ctx context.Context, fn func(ctx context.Context, docs Documents) error) error

	// Heads lists the revision, by id, of the products written since then, by the
	// clock of whoever wrote; the zero time means all.
	Heads(ctx context.Context, since time.Time) (map[string]int64, error)
	// Products reads records, sorted by id; unknown ids are missing.
	Products(ctx context.Context, ids []string) ([]*Record, error)
	// Stocks lists the SKUs whose band, or what else lists show of them, changed
	// since then; the zero time means all.
	Stocks(ctx context.Context, since time.Time) ([]Stock, error)
	// LowSKUs lists the SKUs at or below their limit, sorted.
	LowSKUs(ctx context.Context) ([]string, error)
	// Offers reads the stock of SKUs and the revision of their products, in no
	// order; unknown SKUs are missing. Both were true while it ran: at one moment
	// where the store can, else the stock first and then the revision. That is
	// enough to price an order: a price was asked for while it was valid, and
	// whether there is enough is decided by the hold's own conditional write.
	Offers(ctx context.Context, skus []string) ([]Offer, error)
	// Movements lists a SKU's movements, newest first, and counts them all.
	Movements(ctx context.Context, sku string, offset, limit int) ([]Movement, int, error)

	// Unfinished lists the orders whose reservation was decided before then and
	// whose SKUs have not all followed, the oldest first.
	Unfinished(ctx context.Context, before time.Time, limit int) ([]string, error)
	// Overdue lists the orders that hold stock whose own expiry is before now.
	Overdue(ctx context.Context, now time.Time, limit int) ([]string, error)
	// Strays lists entries taken before then whose reservation is over.
	Strays(ctx context.Context, before time.Time, limit int) ([]Stray, error)
	// ForgetReturns drops the marks of stock given back before then.
	ForgetReturns(ctx context.Context, before time.Time) error
	// Holding lists the reservations that hold stock now.
	Holding(ctx context.Context) ([]Reservation, error)

	// Outbox is what the relay publishes from.
	Outbox() events.Outbox
	// Unpublished counts it.
	Unpublished(ctx context.Context) (int64, error)
	// Ping says whether the store answers.
	Ping(ctx context.Context) error
}

// Offer is a SKU's stock and the revision of its product.
type Offer struct {
	Stock
	ProductRev int64
}

// Stray is an entry that nobody will come for.
type Stray struct{ OrderID, SKU string }

// ignoreStale is for work that somebody else will go on with.
func ignoreStale(err error) error {
	if errors.Is(err, ErrStale) {
		return nil
	}
	return err
}
