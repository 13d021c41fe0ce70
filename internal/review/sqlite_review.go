package review

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func (s *sqliteStore) Review(ctx context.Context, id string) (*Review, error) {
	return one[Review](ctx, s, `SELECT doc FROM reviews WHERE id = $1`, id)
}

func (s *sqliteStore) ReviewOf(ctx context.Context, customer, productID string) (*Review, error) {
	return one[Review](ctx, s, `SELECT doc FROM reviews WHERE customer = $1 AND product_id = $2`, customer, productID)
}

func (s *sqliteStore) ReviewByKey(ctx context.Context, key string) (*Review, error) {
	return one[Review](ctx, s, `SELECT r.doc FROM review_keys k JOIN reviews r ON r.id = k.review_id WHERE k.key = $1`, key)
}

func (s *sqliteStore) ReviewsOf(ctx context.Context, customer string) ([]*Review, error) {
	return list[Review](ctx, s, `SELECT doc FROM reviews WHERE customer = $1 ORDER BY id`, customer)
}

func (s *sqliteStore) Published(ctx context.Context, slug string, offset, limit int) ([]*Review, int, error) {
	return s.page(ctx, `FROM reviews WHERE slug = $1 AND state = 'published'`, `created_us DESC, id DESC`, slug, offset, limit)
}

func (s *sqliteStore) InState(ctx context.Context, state string, offset, limit int) ([]*Review, int, error) {
	return s.page(ctx, `FROM reviews WHERE state = $1`, `created_us, id`, state, offset, limit)
}

func (s *sqliteStore) page(ctx context.Context, from, order, arg string, offset, limit int) ([]*Review, int, error) {
	var total int
	if err := s.db.Read().QueryRowContext(ctx, `SELECT count(*) `+from, arg).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count reviews: %w", err)
	}
	all, err := list[Review](ctx, s, `SELECT doc `+from+` ORDER BY `+order+` LIMIT $2 OFFSET $3`, arg, limit, offset)
	return all, total, err
}

func (s *sqliteStore) Unsettled(ctx context.Context, before time.Time, limit int) ([]*Review, error) {
	return list[Review](ctx, s, `SELECT doc FROM reviews WHERE settled = 0 AND changed_us < $1 ORDER BY changed_us LIMIT $2`, clock.Micros(before), limit)
}

func (s *sqliteStore) SaveReview(ctx context.Context, before int64, next *Review) error {
	next.Rev = before + 1
	settled := 0
	if next.Settled {
		settled = 1
	}
	return s.save(ctx, before, next, func(ctx context.Context, tx relational.DBTX, doc string) error {
		query := `INSERT INTO reviews (doc, rev, created_us, changed_us, settled, id) VALUES ($1, $2, $3, $4, $5, $6)`
		args := []any{doc, next.Rev, clock.Micros(next.Created), clock.Micros(next.Changed), settled, next.ID}
		if before > 0 {
			query = `UPDATE reviews SET doc = $1, rev = $2, created_us = $3, changed_us = $4, settled = $5 WHERE id = $6 AND rev = $7`
			args = append(args, before)
		}
		if err := relational.ChangedResult(tx.ExecContext(ctx, query, args...)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM review_keys WHERE review_id = $1`, next.ID); err != nil {
			return err
		}
		for _, a := range next.Answers {
			if _, err := tx.ExecContext(ctx, `INSERT INTO review_keys (key, review_id) VALUES ($1, $2)`, a.Key, next.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
