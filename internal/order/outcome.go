package order

import (
	"context"
	"errors"
	"net/http"
	"time"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/payment"
	"floresvictoria.cl/flores/internal/order/store"
)

// record writes what the provider said of the attempt, whatever became of the
// order meanwhile: money that was taken is fulfilled or given back, never lost.
func (t *settlement) record(ctx context.Context, o *store.Order, r payment.Result) (*orderapi.Returned, error) {
	if r.Outcome != payment.Accepted {
		return t.refused(ctx, o, r.Outcome)
	}
	ch := t.accepted(o, r)
	if err := t.pays(ctx, ch, r); err != nil {
		return nil, err
	}
	out, err := t.apply(ctx, ch)
	if errors.Is(err, store.ErrFull) { // expired, and its place is another's now
		return t.apply(ctx, t.accepted(o, r))
	}
	return out, err
}

func (t *settlement) accepted(o *store.Order, r payment.Result) *change {
	ch := t.s.begin(o)
	ch.payment(t.paymentID, store.Accepted)
	if r.AmountCLP > 0 {
		ch.book(t.paymentID, store.Charge, r.AmountCLP)
	}
	return ch
}

// pays moves the order to paid, where the payment can pay it.
func (t *settlement) pays(ctx context.Context, ch *change, r payment.Result) error {
	for _, to := range t.path(ch.Order, r) {
		if to == orderapi.Paid {
			ch.Order.PaidBy = t.paymentID
		}
		if err := ch.move(ctx, to, t.by); err != nil {
			return err
		}
	}
	return nil
}

// path is where an accepted payment leads. Nowhere means that the money is owed
// back: the order is cancelled, paid already, or expired and too near. So is
// money that is not the total, which pays nothing.
func (t *settlement) path(o *store.Order, r payment.Result) []orderapi.State {
	exact := r.AmountCLP == o.TotalCLP
	switch {
	case o.State == orderapi.Paying && !exact:
		return []orderapi.State{orderapi.PendingPayment}
	case !exact:
		return nil
	case o.State == orderapi.PendingPayment:
		return []orderapi.State{orderapi.Paying, orderapi.Paid}
	case o.State == orderapi.Paying, o.State == orderapi.Expired && t.s.inTime(o):
		return []orderapi.State{orderapi.Paid}
	}
	return nil
}

// inTime tells whether an order that is paid late can still be made and brought
// as promised.
func (s *Service) inTime(o *store.Order) bool {
	minutes := s.rules.Config().Lead.MinimumMinutes
	if o.Goods.Delivery.Kind == orderapi.Express {
		minutes = s.rules.Config().Express.PromiseMinutes
	}
	return o.Goods.Delivery.End.Sub(s.now()) >= time.Duration(minutes)*time.Minute
}

// refused is the provider's definite no: the buyer may try again.
func (t *settlement) refused(ctx context.Context, o *store.Order, outcome payment.Outcome) (*orderapi.Returned, error) {
	ch := t.s.begin(o)
	state := store.Declined
	if outcome == payment.Abandoned {
		state = store.Abandoned
	}
	ch.payment(t.paymentID, state)
	if o.State == orderapi.Paying && o.PayingID == t.paymentID {
		by := t.by
		by.why = state
		if err := ch.move(ctx, orderapi.PendingPayment, by); err != nil {
			return nil, err
		}
	}
	return t.apply(ctx, ch)
}

// missed ends an order whose stock is gone, before anything was charged.
func (t *settlement) missed(ctx context.Context, o *store.Order) (*orderapi.Returned, error) {
	ch := t.s.begin(o)
	by := t.by
	by.why = "sold_out"
	if err := ch.move(ctx, orderapi.Expired, by); err != nil {
		return nil, err
	}
	return t.apply(ctx, ch)
}

// tooLate ends an order whose time to pay is over; the attempt is not committed.
func (t *settlement) tooLate(ctx context.Context, o *store.Order) (*orderapi.Returned, error) {
	ch := t.s.begin(o)
	if err := ch.move(ctx, orderapi.Expired, system); err != nil {
		return nil, err
	}
	return t.apply(ctx, ch)
}

// afterwards looks at an attempt of an order that waits for no payment any more.
// It is not committed; but should the provider have charged it, that counts.
func (t *settlement) afterwards(ctx context.Context, o *store.Order) (*orderapi.Returned, error) {
	r, err := t.provider.Status(ctx, t.token)
	switch {
	case err != nil:
		return nil, unavailable(err)
	case r.Outcome == payment.Accepted:
		return t.record(ctx, o, r)
	}
	return t.known(ctx, o)
}

// apply commits the change with the call's answer.
func (t *settlement) apply(ctx context.Context, ch *change) (*orderapi.Returned, error) {
	out := t.returned(ch.Order)
	if t.call != nil {
		var err error
		if ch.Answer, err = t.s.answer(*t.call, t.orderID, http.StatusOK, out); err != nil {
			return nil, err
		}
	}
	return out, ch.apply(ctx)
}

// known answers without a change.
func (t *settlement) known(ctx context.Context, o *store.Order) (*orderapi.Returned, error) {
	out := t.returned(o)
	if t.call == nil {
		return out, nil
	}
	a, err := t.s.answer(*t.call, t.orderID, http.StatusOK, out)
	if err != nil {
		return nil, err
	}
	return out, t.s.store.Keep(ctx, a)
}

// returned says how the attempt ended, from the order as it is then.
func (t *settlement) returned(o *store.Order) *orderapi.Returned {
	p := o.Payment(t.paymentID)
	out := &orderapi.Returned{Number: o.Number, State: o.State, Outcome: p.State}
	switch {
	case p.State == store.Accepted && o.Owes(*p) > 0:
		out.Outcome = "refunded" // on its way back
	case p.State != store.Started:
	case o.State == orderapi.Expired:
		out.Outcome = "expired"
	case lifecycle.Sold(o.State): // paid by another attempt
		out.Outcome = "accepted"
	default:
		out.Outcome = "abandoned"
	}
	return out
}
