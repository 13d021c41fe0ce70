package product

import (
	"context"
	"errors"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// Handlers are what product-service consumes. Each is idempotent in the document
// it changes: the reservation by the order's version, the rating by its own.
func (s *Service) Handlers() []events.Handler {
	return []events.Handler{
		events.On(orderapi.OrderPaid, func(ctx context.Context, _ events.Event, o orderapi.Changed) error {
			return s.consume(ctx, o, false)
		}),
		events.On(orderapi.OrderCancelled, func(ctx context.Context, _ events.Event, o orderapi.Changed) error {
			if !o.Restock { // the goods were used, whether or not order.paid was heard of first
				return s.consume(ctx, o, true)
			}
			return s.release(ctx, o)
		}),
		events.On(orderapi.OrderExpired, func(ctx context.Context, _ events.Event, o orderapi.Changed) error {
			return s.release(ctx, o)
		}),
		events.On(reviewapi.ReviewPublished, s.rate),
		events.On(reviewapi.ReviewRemoved, s.rate),
	}
}

// consume turns the hold into a sale. What was released meanwhile is taken
// again; when that is impossible hold.lost goes out, unless the order is over anyway.
func (s *Service) consume(ctx context.Context, o orderapi.Changed, quiet bool) error {
	lines := make([]productapi.Line, len(o.Lines))
	for i, l := range o.Lines {
		lines[i] = productapi.Line{SKU: l.SKU, Quantity: l.Quantity}
	}
	_, err := s.command(ctx, command{verb: toConsume, orderID: o.OrderID, version: o.Version, lines: lines, quiet: quiet})
	return err // a refusal means that a later version has decided: nothing is left to do
}

func (s *Service) release(ctx context.Context, o orderapi.Changed) error {
	_, err := s.command(ctx, command{verb: toRelease, orderID: o.OrderID, version: o.Version})
	return err
}

// rate copies a product's rating; an older count is ignored.
func (s *Service) rate(ctx context.Context, _ events.Event, r reviewapi.RatingChanged) error {
	for {
		p, err := s.store.Product(ctx, r.ProductID)
		if p == nil && err == nil {
			p, err = s.store.ProductBySlug(ctx, r.Slug)
		}
		switch {
		case err != nil:
			return err
		case p == nil:
			return events.Permanent(errors.New("a rating of no product"))
		case r.Version <= p.Rating.Version:
			return nil
		}
		next := p.clone()
		next.Rating = Rating{Sum: r.Sum, Count: r.Count, Version: r.Version}
		err = s.store.SaveProduct(ctx, p.Rev, next)
		if err == nil {
			return s.catalogue.refresh(ctx)
		}
		if !errors.Is(err, ErrStale) {
			return err
		}
	}
}
