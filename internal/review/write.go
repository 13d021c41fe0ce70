package review

import (
	"context"
	"strings"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// list shows a product's published reviews.
func (s *Service) list(ctx context.Context, in *reviewapi.ListInput) (*contract.List[reviewapi.Review], error) {
	all, total, err := s.store.Published(ctx, in.Slug, in.Offset(), in.Size())
	if err != nil {
		return nil, err
	}
	items := make([]reviewapi.Review, len(all))
	for i, r := range all {
		items[i] = *r.view()
	}
	return contract.Listed(items, total, in.Paging), nil
}

// write stores what a buyer says of a product. What they said before is replaced,
// and is not shown any more.
func (s *Service) write(ctx context.Context, in *reviewapi.WriteInput) (*reviewapi.Review, error) {
	orders, err := s.purchases(ctx, in.Link)
	if err != nil {
		return nil, err
	}
	o, g := bought(orders, in.Body.Slug)
	if o == nil {
		return nil, problem.NotFound("not_purchased")
	}
	c, err := callOf(o.customer(), in.Key, "write", in.Body)
	if err != nil {
		return nil, err
	}
	for {
		if out, err := s.repeated(ctx, c); out != nil || err != nil {
			return out, err
		}
		before, err := s.before(ctx, o, g)
		if err != nil {
			return nil, err
		}
		next := before.clone()
		next.OrderID, next.Customer, next.Slug, next.Author = o.ID, o.customer(), g.Slug, o.Author
		next.Rating = in.Body.Rating
		next.Title, next.Text = strings.Join(strings.Fields(in.Body.Title), " "), strings.TrimSpace(in.Body.Text)
		next.State, next.Why, next.Created = reviewapi.Waiting, "", s.now()
		next.turned(before, next.Created)
		out := next.answered(c, next.view())
		err = s.store.SaveReview(ctx, before.Rev, next)
		if raced(err) {
			continue
		}
		if err == nil {
			err = s.forgetReviewIfGone(ctx, next)
		}
		if err != nil {
			return nil, err
		}
		s.follow(ctx, next)
		return out, nil
	}
}

// bought finds the order through which the product is reviewed.
func bought(orders []*Order, slug string) (*Order, Goods) {
	for _, o := range orders {
		if g, ok := o.find(slug); ok && o.customer() != "" {
			return o, g
		}
	}
	return nil, Goods{}
}

// before is the review that a new one replaces, or an empty one of revision 0. What
// a guest wrote becomes the account's that the order has joined.
func (s *Service) before(ctx context.Context, o *Order, g Goods) (*Review, error) {
	r, err := s.store.ReviewOf(ctx, o.customer(), g.ProductID)
	if err == nil && r == nil && o.CustomerID != "" && o.Mailbox != "" {
		if r, err = s.store.ReviewOf(ctx, o.Mailbox, g.ProductID); r != nil && r.OrderID != o.ID {
			r = nil
		}
	}
	if err != nil {
		return nil, err
	}
	if r == nil {
		r = &Review{ID: id.New(), ProductID: g.ProductID, Answers: []Answer{}, Settled: true}
	}
	return r, nil
}
