package store

import (
	"context"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// Forget anonymises orders of deleted accounts that were over before the time, at
// most so many, and says how many. Who bought, who received and what the card
// said is gone for good; goods, prices and comuna stay for the books.
func (s *Store) Forget(ctx context.Context, before time.Time, most int) (int, error) {
	rows, err := s.read().OrdersToForget(ctx, micros(before), int32(most))
	if err != nil {
		return 0, wrapped("list orders to anonymise", err)
	}
	for _, row := range rows {
		if err := s.forget(ctx, row); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

func (s *Store) forget(ctx context.Context, row db.Order) error {
	o, err := orderOf(row)
	if err != nil {
		return err
	}
	left := People{Recipient: orderapi.Recipient{Comuna: o.People.Recipient.Comuna}}
	people, err := json.Marshal(left)
	if err != nil {
		return wrapped("anonymise an order", err)
	}
	return s.write(ctx, "anonymise an order", func(ctx context.Context, q *db.Queries) error {
		n, err := q.Anonymise(ctx, db.AnonymiseParams{People: string(people), Words: Words(o.Number, left), ID: o.ID, Version: o.Version})
		if err != nil || n == 0 { // it has moved: another turn finds it
			return err
		}
		if err := q.AnonymiseSteps(ctx, o.ID); err != nil {
			return err
		}
		if err := q.ForgetAnswers(ctx, o.ID); err != nil {
			return err
		}
		return q.ForgetIntents(ctx, o.ID)
	})
}

// Prune forgets answers and ended intents from before the time, and counts of
// tries and the mailboxes of guests from before tries, at most so many of each, and says whether there were more.
func (s *Store) Prune(ctx context.Context, before, tries time.Time, most int) (more bool, err error) {
	err = s.write(ctx, "forget old answers", func(ctx context.Context, q *db.Queries) error {
		answers, err := q.PruneAnswers(ctx, micros(before), int32(most))
		if err != nil {
			return err
		}
		intents, err := q.PruneIntents(ctx, micros(before), int32(most))
		if err != nil {
			return err
		}
		more = answers == int64(most) || intents == int64(most)
		if _, err := q.PruneTries(ctx, micros(tries)); err != nil {
			return err
		}
		_, err = q.PruneMailboxes(ctx, micros(tries))
		return err
	})
	return more, err
}
