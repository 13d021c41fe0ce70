package contact

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
	// ErrTaken says that a unique value (an id, a key, a number) belongs to another document.
	ErrTaken = errors.New("the value belongs to another document")
)

// Store is what contact-service keeps its messages in: reads, and writes of one
// document each. A write states the revision that it replaces (0: there is none
// yet), stores the next one as the revision after it, sets its Rev and, in the same
// atomic step, stores the events that tell of it. It is safe for concurrent use.
type Store interface {
	// Message and MessageByKey return nil for what is not there.
	Message(ctx context.Context, id string) (*Message, error)
	MessageByKey(ctx context.Context, key string) (*Message, error)
	// Messages lists a page, newest first, and counts all; an empty state means every one.
	Messages(ctx context.Context, state string, offset, limit int) ([]*Message, int, error)
	// MessagesFrom lists the ids of what a mailbox wrote until then.
	MessagesFrom(ctx context.Context, mailbox string, until time.Time) ([]string, error)
	// Save stores next as revision before+1. ErrTaken: its key or number is another's.
	Save(ctx context.Context, before int64, next *Message, evs ...events.Event) error
}
