package auth

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

const sweepEvery = 10 * time.Minute

func (s *Service) sweepNowAndThen(ctx context.Context) error {
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

// Sweep forgets what has ended, and keeps this replica's key published.
func (s *Service) Sweep(ctx context.Context) error {
	if err := s.seenKey(ctx); err != nil {
		return err
	}
	at := s.clk.Now()
	now := clock.Micros(at)
	return s.write(ctx, "sweep", func(ctx context.Context, t tx) error {
		for _, forget := range []struct {
			what   func(context.Context, int64) error
			before int64
		}{
			{t.SweepSessions, now},
			{t.SweepRefreshTokens, now},
			{t.SweepOneTimeTokens, now},
			{t.SweepThrottles, clock.Micros(at.Add(-max(s.cfg.LoginLock, s.cfg.MailEvery)))},
			{t.SweepRevocations, clock.Micros(at.Add(-tokens.RevocationKeep))},
			{t.SweepKeys, clock.Micros(at.Add(-keyKeep))},
		} {
			if err := forget.what(ctx, forget.before); err != nil {
				return err
			}
		}
		return nil
	})
}
