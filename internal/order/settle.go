package order

import (
	"context"
	"errors"
	"time"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/payment"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// back settles the payment of a buyer who is back from the provider. However
// often it is called, an attempt is charged once and ends in one way.
func (s *Service) back(ctx context.Context, in *orderapi.ReturnInput) (*orderapi.Returned, error) {
	c := call{scope: "return/" + id.Hash(in.Body.Token), key: in.Key, hash: hashOf("return")}
	return once(ctx, s, c, func(ctx context.Context) (*orderapi.Returned, error) {
		p, err := s.store.PaymentByToken(ctx, in.Body.Token)
		switch {
		case err != nil:
			return nil, err
		case p == nil:
			return nil, problem.NotFound("payment_not_found")
		}
		return s.settlement(p, channelWeb, &c).run(ctx)
	})
}

// settlement brings one attempt to its end.
type settlement struct {
	s         *Service
	orderID   string
	paymentID string
	provider  payment.Provider
	token     string
	by        actor
	call      *call // whose answer it is; nil for Sweep
}

func (s *Service) settlement(p *store.Payment, channel string, c *call) *settlement {
	return &settlement{
		s: s, orderID: p.OrderID, paymentID: p.ID, provider: s.providers[p.Provider], token: p.Token,
		by: actor{by: lifecycle.Payment, channel: channel}, call: c,
	}
}

// run decides on the order as it stands, again when it moved meanwhile.
func (t *settlement) run(ctx context.Context) (*orderapi.Returned, error) {
	if t.provider == nil {
		return nil, problem.Unavailable("payment_unavailable")
	}
	for range moveTries {
		o, err := t.s.store.ByID(ctx, t.orderID)
		if err != nil {
			return nil, err
		}
		out, err := t.decide(ctx, o)
		if !errors.Is(err, store.ErrConflict) {
			return out, err
		}
	}
	return nil, inProgress(0)
}

func (t *settlement) decide(ctx context.Context, o *store.Order) (*orderapi.Returned, error) {
	now := t.s.now()
	switch {
	case o.Payment(t.paymentID).State != store.Started:
		return t.known(ctx, o)
	case o.State == orderapi.PendingPayment && !now.Before(o.PayUntil):
		return t.tooLate(ctx, o)
	case o.State == orderapi.PendingPayment:
		leased, err := t.lease(ctx, o)
		if err != nil {
			return nil, err
		}
		return t.charge(ctx, leased)
	case o.State == orderapi.Paying && (o.PayingID != t.paymentID || now.Before(o.Due)):
		return nil, inProgress(o.Due.Sub(now))
	case o.State == orderapi.Paying:
		return t.resume(ctx, o)
	}
	return t.afterwards(ctx, o)
}

// lease moves the order to paying, for as long as a lease lasts.
func (t *settlement) lease(ctx context.Context, o *store.Order) (*store.Order, error) {
	ch := t.s.begin(o)
	if o.State != orderapi.Paying { // else the version alone rises: the lease before this one is refused from now on
		if err := ch.move(ctx, orderapi.Paying, t.by); err != nil {
			return nil, err
		}
	}
	ch.Order.PayingID = t.paymentID
	return ch.Order, ch.apply(ctx)
}

// resume goes on where a lease ended without an outcome: the provider knows.
func (t *settlement) resume(ctx context.Context, o *store.Order) (*orderapi.Returned, error) {
	leased, err := t.lease(ctx, o)
	if err != nil {
		return nil, err
	}
	switch r, err := t.provider.Status(ctx, t.token); {
	case err != nil:
		return t.unknown(ctx, leased, err)
	case r.Outcome == payment.Open:
		return t.charge(ctx, leased)
	default:
		return t.record(ctx, leased, r)
	}
}

// charge keeps the hold, then has the provider charge. The order is the lease's.
func (t *settlement) charge(ctx context.Context, o *store.Order) (*orderapi.Returned, error) {
	in := productapi.KeepInput{OrderID: o.ID}
	in.Body.Version = o.Version
	in.Body.Until = t.s.now().Add(t.s.windows.KeepFor)
	_, err := productapi.Keep.Call(ctx, t.s.product, &in)
	switch problem.Code(err) {
	case "sold_out", "hold_final", "hold_not_found":
		return t.missed(ctx, o)
	case "hold_superseded": // a later lease decides
		return nil, inProgress(0)
	}
	if err != nil {
		return t.unknown(ctx, o, neighbour("keep the hold", err))
	}
	r, err := t.provider.Commit(ctx, t.token)
	if err == nil && r.Outcome == payment.Open {
		err = errors.New("the provider committed to nothing")
	}
	if err != nil {
		return t.unknown(ctx, o, err)
	}
	return t.record(ctx, o, r)
}

// retrySoon is when Sweep goes on with a payment that could not be settled.
const retrySoon = 2 * time.Second

// unknown leaves the order paying: Sweep asks the provider, soon.
func (t *settlement) unknown(ctx context.Context, o *store.Order, cause error) (*orderapi.Returned, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	t.s.log.WarnContext(ctx, "a payment is not settled yet", "order", o.ID, "err", cause)
	soon := t.s.now().Add(retrySoon)
	if soon.Before(o.Due) {
		if _, err := t.s.store.TakeDue(ctx, o, soon); err != nil {
			return nil, err
		}
	}
	return &orderapi.Returned{Number: o.Number, State: o.State, Outcome: "pending"}, nil
}
