package review

import (
	"context"
	"errors"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
)

// delivered keeps what may be reviewed from now on.
func (s *Service) delivered(ctx context.Context, ev events.Event, o orderapi.Changed) error {
	at := o.At
	if at.IsZero() {
		at = ev.Time
	}
	return s.keep(ctx, orderOf(o.OrderID, o.Number, o.CustomerID, o.Buyer, o.Lines, at))
}

// forget takes a deleted account's name off its orders and reviews. That it is
// gone is noted first, so that what is being stored now sees it.
func (s *Service) forget(ctx context.Context, _ events.Event, gone authapi.DeletedData) error {
	box := mailbox(gone.Email)
	for _, who := range []string{gone.UserID, box} {
		if who == "" {
			continue
		}
		if err := s.store.SaveGone(ctx, who, gone.At); err != nil {
			return err
		}
	}
	if err := s.forgetOrders(ctx, gone.UserID, box); err != nil {
		return err
	}
	for _, who := range []string{gone.UserID, box} {
		reviews, err := s.store.ReviewsOf(ctx, who)
		if err != nil {
			return err
		}
		for _, r := range reviews {
			if err := s.forgetReviewIfGone(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetOrders erases an account's orders, and a guest's under its e-mail. What is
// erased is the account's no longer, so that each page read is the first.
func (s *Service) forgetOrders(ctx context.Context, customerID, box string) error {
	for {
		own, err := s.store.OrdersOf(ctx, customerID, ordersShown)
		if err != nil {
			return err
		}
		for _, o := range own {
			if err := s.forgetIfGone(ctx, o.ID); err != nil {
				return err
			}
		}
		if len(own) < ordersShown {
			break
		}
	}
	guest, err := s.store.OrdersFrom(ctx, box)
	for _, o := range guest {
		if err := s.forgetIfGone(ctx, o.ID); err != nil {
			return err
		}
	}
	return err
}

// forgetIfGone erases the order whose account was deleted, or whose guest's e-mail
// belonged to an account that was deleted after the delivery.
func (s *Service) forgetIfGone(ctx context.Context, orderID string) error {
	for {
		o, err := s.store.Order(ctx, orderID)
		if err != nil || o == nil || o.customer() == "" {
			return err
		}
		if gone, err := s.gone(ctx, o.customer(), o.Delivered); err != nil || !gone {
			return err
		}
		o.erase()
		if err := s.store.SaveOrder(ctx, o.Rev, o); !errors.Is(err, ErrStale) {
			return err
		}
	}
}

// forgetReviewIfGone leaves a review without its author in the same cases, and
// without the answers that name them.
func (s *Service) forgetReviewIfGone(ctx context.Context, r *Review) error {
	for {
		gone, err := s.gone(ctx, r.Customer, r.Created)
		if err != nil || !gone {
			return err
		}
		next := r.clone()
		next.Customer, next.Author, next.Answers = "", nobody, []Answer{}
		if err := s.store.SaveReview(ctx, r.Rev, next); !errors.Is(err, ErrStale) {
			*r = *next
			return err
		}
		if r, err = s.store.Review(ctx, r.ID); err != nil || r == nil || r.Customer == "" {
			return err
		}
	}
}

// gone tells whether the customer's account was deleted: for a guest, one of the
// same e-mail, since then.
func (s *Service) gone(ctx context.Context, customer string, since time.Time) (bool, error) {
	at, err := s.store.Gone(ctx, customer)
	return !at.IsZero() && (isAccount(customer) || !since.After(at)), err
}
