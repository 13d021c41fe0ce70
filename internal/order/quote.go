package order

import (
	"context"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// ask answers each slot's price and whether it is free.
func (s *Service) ask(ctx context.Context, in *orderapi.QuoteInput) (*orderapi.Quote, error) {
	b, err := s.asked(ctx, in)
	if err != nil {
		return nil, err
	}
	now := s.now()
	q := delivery.Query{Comuna: in.Body.Comuna, GoodsCLP: b.goodsCLP, PreparationMinutes: b.minutes, From: delivery.DateOf(now), Now: now}
	if in.Body.Date != "" {
		if q.From, err = delivery.ParseDate(in.Body.Date); err != nil {
			return nil, problem.Invalid(problem.At("/date", "expected_date"))
		}
	}
	q.Until = q.From.AddDays(max(1, in.Body.Days) - 1)
	used := s.counters(ctx)
	used.read(q.From, q.Until)
	q.Used = used.of
	out := quoteOf(s.rules, s.rules.Quote(q), q)
	return out, used.err
}

// asked is the goods that a quote is for: the cart and one SKU beside it, or a sum.
func (s *Service) asked(ctx context.Context, in *orderapi.QuoteInput) (*basket, error) {
	b := &basket{goodsCLP: in.Body.SubtotalCLP}
	if !in.Body.Cart && in.Body.SKU == "" {
		return b, nil
	}
	b.goodsCLP = 0
	if in.Body.Cart && (in.CartToken != "" || contract.Who(ctx).SignedIn()) {
		var err error
		if b, err = s.basket(ctx, in.CartToken); err != nil {
			return nil, err
		}
	}
	if in.Body.SKU != "" {
		one, err := s.priced(ctx, []productapi.Line{{SKU: in.Body.SKU, Quantity: 1}})
		switch {
		case err != nil:
			return nil, err
		case len(one.lines) == 0:
			return nil, problem.NotFound("sku_not_found")
		}
		b.goodsCLP += one.goodsCLP
		b.minutes = max(b.minutes, one.minutes)
	}
	return b, nil
}

// offer answers to a buyer's choice. The common case reads one counter; only a
// refusal looks for the next free place.
func (s *Service) offer(ctx context.Context, q delivery.Query, c delivery.Choice) (delivery.Offer, error) {
	o := s.rules.Offer(q, c)
	if o.Free {
		taken, err := s.store.Taken(ctx, o.Key)
		if err != nil || taken < s.rules.Places(o.Key) {
			o.PlacesLeft = s.rules.Places(o.Key) - taken
			return o, err
		}
	}
	used := s.counters(ctx)
	q.Used = used.of
	o = s.rules.Offer(q, c)
	return o, used.err
}
