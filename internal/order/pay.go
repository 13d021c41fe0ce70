package order

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/payment"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// pay opens an attempt to pay and says where the buyer goes. Nothing is charged
// until the buyer is back.
func (s *Service) pay(ctx context.Context, in *orderapi.PayInput) (*orderapi.Started, error) {
	o, v, err := s.owned(ctx, in.ByNumber)
	if err != nil {
		return nil, err
	}
	if !v.owner {
		return nil, problem.Forbidden()
	}
	c := call{scope: v.scope + "/pay/" + o.ID, key: in.Key, hash: hashOf("pay")}
	return once(ctx, s, c, func(ctx context.Context) (*orderapi.Started, error) {
		provider := s.providers[o.Goods.Provider]
		switch {
		case !s.payable(o):
			return nil, errWrongState
		case provider == nil:
			return nil, problem.Conflict("payment_unavailable")
		}
		p := store.Payment{
			ID: id.New(), OrderID: o.ID, Provider: provider.Name(), AmountCLP: o.TotalCLP, State: store.Started, Created: s.now(),
		}
		p.Updated = p.Created
		started, err := provider.Start(ctx, payment.Start{
			Reference: p.ID, Number: o.Number, AmountCLP: p.AmountCLP, ReturnURL: s.publicURL() + orderapi.ReturnPath,
		})
		if err != nil {
			return nil, unavailable(err)
		}
		// A crash before the next line leaves an attempt that nobody commits.
		p.Token = started.Token
		return s.started(ctx, o, p, started.URL, c)
	})
}

func (s *Service) payable(o *store.Order) bool {
	return o.State == orderapi.PendingPayment && s.now().Before(o.PayUntil)
}

// started stores an open attempt, if the order can still be paid.
func (s *Service) started(ctx context.Context, o *store.Order, p store.Payment, url string, c call) (*orderapi.Started, error) {
	out := &orderapi.Started{Payment: paymentView(p), URL: url}
	answer, err := s.answer(c, o.ID, http.StatusCreated, out)
	if err != nil {
		return nil, err
	}
	for n := 1; ; n++ {
		ch := s.begin(o)
		ch.Order.Payments = append(ch.Order.Payments, p)
		ch.Started, ch.Answer = []store.Payment{p}, answer
		err := ch.apply(ctx)
		if !errors.Is(err, store.ErrConflict) || n == moveTries {
			return out, err
		}
		if o, err = s.store.ByID(ctx, o.ID); err != nil {
			return nil, err
		}
		if !s.payable(o) {
			return nil, errWrongState
		}
	}
}

// unavailable is a provider that did not answer.
func unavailable(err error) error {
	return fmt.Errorf("%v: %w", err, problem.Unavailable("payment_unavailable"))
}
