package review

import (
	"context"
	"strings"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// queue lists reviews for moderation.
func (s *Service) queue(ctx context.Context, in *reviewapi.QueueInput) (*contract.List[reviewapi.Review], error) {
	state := in.State
	if state == "" {
		state = reviewapi.Waiting
	}
	all, total, err := s.store.InState(ctx, state, in.Offset(), in.Size())
	if err != nil {
		return nil, err
	}
	items := make([]reviewapi.Review, len(all))
	for i, r := range all {
		items[i] = *r.staffView()
	}
	return contract.Listed(items, total, in.Paging), nil
}

// decide publishes or rejects, also what was decided otherwise before.
func (s *Service) decide(ctx context.Context, in *reviewapi.DecideInput) (*reviewapi.Review, error) {
	c, err := callOf(contract.Who(ctx).UserID, in.Key, "decide "+in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	for {
		if out, err := s.repeated(ctx, c); out != nil || err != nil {
			return out, err
		}
		before, err := s.store.Review(ctx, in.ID)
		switch {
		case err != nil:
			return nil, err
		case before == nil:
			return nil, problem.NotFound("review_not_found")
		case in.Body.Version != 0 && in.Body.Version != before.Turn:
			return nil, problem.Conflict("version_conflict")
		}
		next := before.clone()
		next.State, next.Why = in.Body.State, ""
		if next.State == reviewapi.Rejected {
			next.Why = strings.TrimSpace(in.Body.Why)
		}
		next.turned(before, s.now())
		out := next.answered(c, next.staffView())
		err = s.store.SaveReview(ctx, before.Rev, next)
		if raced(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		s.log.InfoContext(ctx, "a review was decided", "by", contract.Who(ctx).UserID, "review", next.ID, "state", next.State)
		s.follow(ctx, next)
		return out, nil
	}
}
