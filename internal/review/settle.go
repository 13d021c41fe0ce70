package review

import (
	"context"
	"errors"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

const (
	sweepEvery = 15 * time.Second
	sweepAfter = 5 * time.Second // a change younger than that is being settled by who made it
	sweepBatch = 100
)

// follow settles a review that was just stored. The change stands whatever comes
// of it: Sweep tries again.
func (s *Service) follow(ctx context.Context, r *Review) {
	if r.Settled {
		return
	}
	if err := s.settle(ctx, r); err != nil {
		s.log.WarnContext(ctx, "a rating does not follow its review yet", "review", r.ID, "err", err)
	}
}

// settle brings the product's tally to the review's turn, with the event that tells
// of it, and notes on the review that it has. It may be repeated: a turn that the
// tally knows, or is past, changes nothing.
func (s *Service) settle(ctx context.Context, r *Review) error {
	for {
		before, err := s.store.Tally(ctx, r.ProductID)
		if err != nil {
			return err
		}
		if before == nil {
			before = &Tally{}
		}
		if before.Entries[r.ID].Turn >= r.Turn {
			break
		}
		next, changed := before.with(r)
		var evs []events.Event
		if changed {
			evs = append(evs, rated(ctx, next, before.Rev+1, r.State == reviewapi.Published))
		}
		err = s.store.SaveTally(ctx, before.Rev, next, evs...)
		if err == nil {
			break
		}
		if !raced(err) {
			return err
		}
	}
	done := r.clone()
	done.Settled = true
	if err := s.store.SaveReview(ctx, r.Rev, done); !errors.Is(err, ErrStale) { // else a later turn settles itself
		return err
	}
	return nil
}

// rated is the event of a tally's figures.
func rated(ctx context.Context, t *Tally, version int64, published bool) events.Event {
	define := reviewapi.ReviewRemoved
	if published {
		define = reviewapi.ReviewPublished
	}
	ev := define.New(t.ProductID, version, reviewapi.RatingChanged{
		ProductID: t.ProductID, Slug: t.Slug, Count: t.Count, Sum: t.Sum, Version: version,
	})
	ev.TraceParent = contract.Trace(ctx)
	return ev
}

// Sweep settles what a crash left unsettled and forgets who is long gone.
func (s *Service) Sweep(ctx context.Context) error {
	for {
		left, err := s.store.Unsettled(ctx, s.now().Add(-sweepAfter), sweepBatch)
		if err != nil {
			return err
		}
		for _, r := range left {
			if err := s.settle(ctx, r); err != nil {
				return err
			}
		}
		if len(left) < sweepBatch {
			break
		}
	}
	return s.store.ForgetGone(ctx, s.now().Add(-events.InboxKeep))
}
