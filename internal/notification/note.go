package notification

import (
	"context"
	"errors"
	"time"

	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// noteWithin is how long what came of a mail is tried to be written down. With
// sendWithin it is well within the lease: afterwards another replica sends it.
const noteWithin = 90 * time.Second

// note writes down what came of a mail, again and again while the database is
// away: a mail that went out and is not noted goes out twice. Once ctx has ended
// it tries no more than once.
func (s *Service) note(ctx context.Context, doing string, fn func(ctx context.Context, q *db.Queries) error) error {
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	for failures := 1; ; failures++ {
		err := s.store.write(within, doing, fn)
		if err == nil || errors.Is(err, relational.ErrClosed) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-within.Done():
			return err
		case <-time.After(events.Backoff{}.After(failures)):
		}
	}
}
