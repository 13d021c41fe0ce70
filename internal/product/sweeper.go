package product

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/product/productapi"
)

// The sweeper's times. A call is over within its timeout (10 s, a consumer's
// within a minute), so what is older than these has nobody at work on it.
const (
	sweepEvery   = 10 * time.Second
	settleAfter  = 30 * time.Second
	strayAfter   = 2 * time.Minute
	returnsAfter = 15 * time.Minute
	sweepBatch   = 200
)

// Sweep finishes what a crash left half-done: it brings SKUs after reservations
// that were decided, releases orphans whose own expiry has passed, and pulls
// entries that outlived their reservation. Any number of replicas may sweep.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.clock.Now().UTC()
	unfinished, err := s.store.Unfinished(ctx, now.Add(-settleAfter), sweepBatch)
	if err != nil {
		return err
	}
	for _, orderID := range unfinished {
		if err := s.finish(ctx, orderID); err != nil {
			return err
		}
	}
	overdue, err := s.store.Overdue(ctx, now, sweepBatch)
	if err != nil {
		return err
	}
	for _, orderID := range overdue {
		if err := s.releaseOrphan(ctx, orderID); err != nil {
			return err
		}
	}
	strays, err := s.store.Strays(ctx, now.Add(-strayAfter), sweepBatch)
	if err != nil {
		return err
	}
	for _, stray := range strays {
		if err := s.pullStray(ctx, stray); err != nil {
			return err
		}
	}
	return s.store.ForgetReturns(ctx, now.Add(-returnsAfter))
}

// finish goes on with a decided reservation. One that is holding waits for its
// order, which calls again or lets it expire, unless it is paid for.
func (s *Service) finish(ctx context.Context, orderID string) error {
	return s.onReservation(ctx, orderID, func(ctx context.Context, h *holder, r *Reservation) error {
		if r.Settled || (r.State == productapi.Holding && !r.Paid) {
			return nil
		}
		return h.follow(ctx, r)
	})
}

// releaseOrphan releases with the version that holds, so that a later version of
// the order can still take the stock again.
func (s *Service) releaseOrphan(ctx context.Context, orderID string) error {
	return s.onReservation(ctx, orderID, func(ctx context.Context, h *holder, r *Reservation) error {
		holds := r.State == productapi.Held || (r.State == productapi.Holding && !r.Paid)
		if !holds || !r.Until.Before(h.now) {
			return nil
		}
		s.log.WarnContext(ctx, "a hold was past its own expiry and is released", "order", orderID, "version", r.Version)
		return h.run(ctx, command{verb: toRelease, orderID: orderID, version: r.Version})
	})
}

// pullStray removes what a call that had lost its decision put there late.
func (s *Service) pullStray(ctx context.Context, stray Stray) error {
	return s.onReservation(ctx, stray.OrderID, func(ctx context.Context, h *holder, r *Reservation) error {
		over := r.State == productapi.Consumed || r.State == productapi.Released
		if !over || !r.Settled {
			return nil
		}
		shares, err := h.docs.Shares(ctx, stray.OrderID, []string{stray.SKU})
		if err != nil || len(shares) == 0 {
			return err
		}
		return h.change(ctx, shares[0], func(sh Share) (Share, error) { return sh.pull(r.Version), nil })
	})
}

// onReservation runs one step of the sweeper; somebody else's write in between
// means that the order is being worked on, and that is as good.
func (s *Service) onReservation(ctx context.Context, orderID string, step func(context.Context, *holder, *Reservation) error) error {
	var h *holder
	err := s.store.Atomically(ctx, func(ctx context.Context, docs Documents) error {
		h = &holder{docs: docs, now: s.clock.Now().UTC(), alert: s.alerts}
		r, err := docs.Reservation(ctx, orderID)
		if err != nil || r == nil {
			return err
		}
		return ignoreStale(step(ctx, h, r))
	})
	if err == nil {
		s.catalogue.newLevels(h.out.changed)
	}
	return err
}
