package order

import (
	"context"
	"errors"
	"net/http"
	"time"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// refund gives money back for staff: what is owed of an order that is over, asked
// of the provider again, or the whole of a delivered one.
func (s *Service) refund(ctx context.Context, in *orderapi.RefundInput) (*orderapi.Order, error) {
	o, err := s.store.ByNumber(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	if o == nil {
		return nil, errNoOrder
	}
	v := staffViewer(contract.Who(ctx))
	c := call{scope: v.scope + "/refund/" + o.ID, key: in.Key, hash: hashOf("refund")}
	return once(ctx, s, c, func(ctx context.Context) (*orderapi.Order, error) {
		if o.State == orderapi.Delivered && !o.GiveBack && o.PaidBy != "" {
			if o, err = s.giveBack(ctx, o); err != nil {
				return nil, err
			}
		}
		if o.OwedCLP() == 0 {
			return nil, errWrongState
		}
		by := actor{by: lifecycle.Payment, id: v.id, channel: channelBackOffice}
		return s.payBack(ctx, o, by, &refundCall{c, v})
	})
}

// giveBack notes that a delivered order is to be refunded, before the provider is
// asked: a crash after that must not forget why the money went.
func (s *Service) giveBack(ctx context.Context, o *store.Order) (*store.Order, error) {
	ch := s.begin(o)
	ch.Order.GiveBack = true
	err := ch.apply(ctx)
	if errors.Is(err, store.ErrConflict) {
		err = errWrongState
	}
	return ch.Order, err
}

// refundCall is the call that asked for a refund, and who sees its answer.
type refundCall struct {
	call
	viewer
}

// refundAgain is when Sweep asks a provider again that did not refund. It is also
// how long one replica works on a refund alone.
const refundAgain = 30 * time.Second

// payBack has the providers give back what is owed, then books it. Asking twice
// pays once: providers promise that, and the ledger has one refund a payment.
func (s *Service) payBack(ctx context.Context, o *store.Order, by actor, rc *refundCall) (*orderapi.Order, error) {
	mine, err := s.store.TakeDue(ctx, o, s.now().Add(refundAgain))
	switch {
	case err != nil:
		return nil, err
	case !mine:
		return nil, inProgress(0)
	}
	for range moveTries {
		if err := s.askRefunds(ctx, o); err != nil {
			s.log.WarnContext(ctx, "a refund is owed still", "order", o.ID, "err", err)
			return nil, problem.Conflict("refund_failed")
		}
		out, err := s.bookRefunds(ctx, o, by, rc)
		if !errors.Is(err, store.ErrConflict) {
			return out, err
		}
		if o, err = s.store.ByID(ctx, o.ID); err != nil {
			return nil, err
		}
	}
	return nil, inProgress(0)
}

func (s *Service) askRefunds(ctx context.Context, o *store.Order) error {
	for _, p := range o.Payments {
		owed := o.Owes(p)
		if owed <= 0 {
			continue
		}
		provider := s.providers[p.Provider]
		if provider == nil {
			return errors.New("the payment's provider is not there")
		}
		if err := provider.Refund(ctx, p.Token, owed); err != nil {
			return err
		}
	}
	return nil
}

// bookRefunds writes to the ledger what askRefunds had given back of this very order.
func (s *Service) bookRefunds(ctx context.Context, o *store.Order, by actor, rc *refundCall) (*orderapi.Order, error) {
	ch := s.begin(o)
	for _, p := range o.Payments {
		if owed := o.Owes(p); owed > 0 {
			ch.book(p.ID, store.Refund, owed)
			ch.payment(p.ID, store.Refunded)
		}
	}
	if lifecycle.Allowed(o.State, orderapi.Refunded, by.by) && ch.Order.RefundedCLP() > 0 && ch.Order.RefundedCLP() == ch.Order.PaidCLP() {
		if err := ch.move(ctx, orderapi.Refunded, by); err != nil {
			return nil, err
		}
	}
	if rc == nil {
		return nil, ch.apply(ctx)
	}
	out := view(ch.Order, rc.viewer, ch.Order.Updated)
	var err error
	if ch.Answer, err = s.answer(rc.call, o.ID, http.StatusOK, out); err != nil {
		return nil, err
	}
	return out, ch.apply(ctx)
}
