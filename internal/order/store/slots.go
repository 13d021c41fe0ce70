package store

import (
	"context"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Taken is how many places of one counter are taken.
func (s *Store) Taken(ctx context.Context, key delivery.Key) (int, error) {
	n, _, err := relational.Found(s.read().Taken(ctx, string(key)))
	return int(n), wrapped("count a slot", err)
}

// TakenBetween reads every counter of some days, both included.
func (s *Store) TakenBetween(ctx context.Context, from, until delivery.Date) (map[delivery.Key]int, error) {
	rows, err := s.read().TakenBetween(ctx, from.String(), until.String())
	if err != nil {
		return nil, wrapped("count slots", err)
	}
	taken := make(map[delivery.Key]int, len(rows))
	for _, r := range rows {
		taken[delivery.Key(r.Key)] = int(r.Taken)
	}
	return taken, nil
}

// dateOf is the day of a counter. Keys come from the rules, so they can be read.
func dateOf(key delivery.Key) string {
	parts, err := key.Parts()
	if err != nil {
		return ""
	}
	return parts.Date.String()
}
