package order

import (
	"context"
	"errors"
	"net/http"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// cancel cancels an order for its owner, until preparing begins, or for staff,
// until it is out. What was paid is refunded.
func (s *Service) cancel(ctx context.Context, in *orderapi.CancelInput) (*orderapi.Order, error) {
	return s.moved(ctx, in.ByNumber, in.Key, orderapi.Cancelled, 0, in.Body.Why)
}

// move moves an order on, for staff.
func (s *Service) move(ctx context.Context, in *orderapi.MoveInput) (*orderapi.Order, error) {
	return s.moved(ctx, in.ByNumber, in.Key, in.Body.To, in.Body.Version, in.Body.Why)
}

// moveTries bounds how often a move is prepared anew because the order moved meanwhile.
const moveTries = 5

func (s *Service) moved(ctx context.Context, name orderapi.ByNumber, key string, to orderapi.State, version int64, why string) (*orderapi.Order, error) {
	o, v, err := s.owned(ctx, name)
	if err != nil {
		return nil, err
	}
	if v.as == lifecycle.Staff && !v.mayMoveTo(to) {
		if !v.owner || to != orderapi.Cancelled {
			return nil, problem.Forbidden()
		}
		v.as = lifecycle.Customer // of the staff, but also its buyer
	}
	c := call{scope: v.scope + "/move/" + o.ID, key: key, hash: hashOf(to, version, why)}
	return once(ctx, s, c, func(ctx context.Context) (*orderapi.Order, error) {
		for n := 1; ; n++ {
			if version != 0 && version != o.Version {
				return nil, problem.Conflict("version_conflict")
			}
			out, err := s.moveOnce(ctx, o, v, c, to, why)
			if !errors.Is(err, store.ErrConflict) || n == moveTries {
				return out, err
			}
			if o, err = s.store.ByID(ctx, o.ID); err != nil {
				return nil, err
			}
		}
	})
}

func (s *Service) moveOnce(ctx context.Context, o *store.Order, v viewer, c call, to orderapi.State, why string) (*orderapi.Order, error) {
	ch := s.begin(o)
	if err := ch.move(ctx, to, actor{by: v.as, id: v.id, channel: v.channel(), why: why}); err != nil {
		return nil, err
	}
	out := view(ch.Order, v, ch.Order.Updated)
	var err error
	if ch.Answer, err = s.answer(c, o.ID, http.StatusOK, out); err != nil {
		return nil, err
	}
	return out, ch.apply(ctx)
}
