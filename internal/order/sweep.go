package order

import (
	"context"
	"errors"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/problem"
)

const (
	sweepBatch = 100
	// answersKeep is how long a key's answer is repeated.
	answersKeep = 7 * 24 * time.Hour
	// attendAgain is when an order is looked at again that could not be helped.
	attendAgain = 30 * time.Second
	// forgetAfter leaves time for the last mails about an order of a deleted account.
	forgetAfter = time.Hour
	// pruneEvery is how often what is old is looked for.
	pruneEvery = 10 * time.Minute
)

// Run ends what was left half-done, again and again, until ctx ends. Several
// replicas may run it.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(s.sweepEvery())
	defer tick.Stop()
	var pruned time.Time
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "the sweep of the orders failed", "err", err)
		}
		if now := s.now(); now.Sub(pruned) >= pruneEvery {
			pruned = now
			if err := s.Prune(ctx); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "old answers are not forgotten", "err", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-s.wake:
		}
	}
}

// sweepEvery is a second, or less when the windows are short.
func (s *Service) sweepEvery() time.Duration {
	shortest := min(s.windows.IntentLease, s.windows.PayWithin, s.windows.PayingLease)
	return max(100*time.Millisecond, min(time.Second, shortest/4))
}

// poke wakes Run: there is something to do now.
func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Sweep does once what is due now: it ends abandoned intents, tells product-service
// of holds that are over, expires orders whose time to pay is over, settles
// payments whose lease ended, and pays back what is owed. One failure does not
// stop the rest.
func (s *Service) Sweep(ctx context.Context) error {
	return errors.Join(s.abandon(ctx), s.releaseOwed(ctx), s.attendDue(ctx))
}

// abandonAfter is how long after its lease an intent can still be resumed, in leases.
const abandonAfter = 2

func (s *Service) abandon(ctx context.Context) error {
	now := s.now()
	list, err := s.store.Abandoned(ctx, now.Add(-abandonAfter*s.windows.IntentLease), sweepBatch)
	for _, it := range list {
		it.State = store.IntentAbandoned
		ended, endErr := s.store.EndIntent(ctx, it, now.Add(settleTime))
		switch {
		case endErr == nil:
			s.release(ctx, ended)
		case !errors.Is(endErr, store.ErrLost): // else: resumed or ended meanwhile
			err = errors.Join(err, endErr)
		}
	}
	return err
}

func (s *Service) releaseOwed(ctx context.Context) error {
	now := s.now()
	list, err := s.store.ReleasesOwed(ctx, now, sweepBatch)
	for _, it := range list {
		if offErr := s.store.Released(ctx, it, now.Add(settleTime)); offErr != nil {
			err = errors.Join(err, offErr)
			continue
		}
		s.release(ctx, it)
	}
	return err
}

func (s *Service) attendDue(ctx context.Context) error {
	list, err := s.store.Due(ctx, s.now(), sweepBatch)
	for _, due := range list {
		if one := s.attend(ctx, due.ID); one != nil {
			err = errors.Join(err, one)
		}
	}
	if len(list) == sweepBatch {
		s.poke() // there may be more
	}
	return err
}

// attend does what an order needs that is due. Another replica may be faster.
func (s *Service) attend(ctx context.Context, orderID string) error {
	o, err := s.store.ByID(ctx, orderID)
	now := s.now()
	switch {
	case err != nil:
		return err
	case o == nil || o.Due.IsZero() || o.Due.After(now):
		return nil
	case o.State == orderapi.Paying:
		_, err = s.settlement(o.Payment(o.PayingID), channelJob, nil).run(ctx)
	case o.OwedCLP() > 0:
		_, err = s.payBack(ctx, o, paidBackByJob, nil)
	case o.State == orderapi.PendingPayment && !now.Before(o.PayUntil):
		ch := s.begin(o)
		if err = ch.move(ctx, orderapi.Expired, system); err == nil {
			err = ch.apply(ctx)
		}
	default:
		_, err = s.store.TakeDue(ctx, o, s.due(o))
	}
	if errors.Is(err, store.ErrConflict) || problem.Code(err) == "in_progress" || problem.Code(err) == "refund_failed" {
		return nil // somebody else is at it, or it has been put off
	}
	if err != nil { // what cannot be done now must not stand before what can
		_, offErr := s.store.TakeDue(ctx, o, now.Add(attendAgain))
		err = errors.Join(fmt.Errorf("attend to order %s: %w", o.ID, err), offErr)
	}
	return err
}

// Prune forgets stored answers and events that nobody asks for any more, and
// anonymises orders of deleted accounts that are over.
func (s *Service) Prune(ctx context.Context) error {
	now := s.now()
	for ctx.Err() == nil {
		more, err := s.store.Prune(ctx, now.Add(-answersKeep), now.Add(-trackWindow), sweepBatch)
		if err != nil {
			return err
		}
		n, err := s.store.Forget(ctx, now.Add(-forgetAfter), sweepBatch)
		if err != nil {
			return err
		}
		seen, err := s.inbox.Prune(ctx, sweepBatch)
		if err != nil || (!more && n < sweepBatch && seen < sweepBatch) {
			return err
		}
	}
	return nil
}
