package user

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

const (
	sweepEvery = time.Hour
	callsKept  = 7 * 24 * time.Hour // far longer than any client repeats a call
	pruneBatch = 500
)

// Run sweeps until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "what is over could not be swept; the next round tries again", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Sweep forgets keys of old calls, events that can come no more, and of whom the
// account was deleted long ago.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.clk.Now()
	err := s.write(ctx, "sweep", func(ctx context.Context, t tx) error {
		if err := t.SweepCalls(ctx, clock.Micros(now.Add(-callsKept))); err != nil {
			return err
		}
		return t.SweepGone(ctx, clock.Micros(now.Add(-events.InboxKeep)))
	})
	for err == nil {
		var pruned int64
		if pruned, err = s.inbox.Prune(ctx, pruneBatch); pruned < pruneBatch {
			break
		}
	}
	return err
}
