package contact

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/events"
)

// forget anonymises what a deleted account's mailbox had written. What it writes
// later is a visitor's message like any other, also when the event comes again.
func (s *Service) forget(ctx context.Context, _ events.Event, gone authapi.DeletedData) error {
	ids, err := s.store.MessagesFrom(ctx, mailbox(gone.Email), gone.At)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := s.change(ctx, id, func(m *Message) ([]events.Event, bool, error) {
			keep := m.Mailbox != ""
			m.anonymise()
			return nil, keep, nil
		}); err != nil {
			return err
		}
	}
	return nil
}
