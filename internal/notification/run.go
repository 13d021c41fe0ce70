package notification

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/platform/clock"
)

const (
	// lookEvery is how often due mails are looked for without being woken.
	lookEvery = 5 * time.Second
	// pruneEvery is how often what is old is looked for.
	pruneEvery = 10 * time.Minute
	// mailsKeep is how long the staff can look a mail up; mails name people.
	mailsKeep  = 180 * 24 * time.Hour
	pruneBatch = 500
)

// Run sends mails and forgets old ones until ctx ends. Several replicas may run it.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var pruned time.Time
	for {
		if err := s.Deliver(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "mails are not being sent; the next round tries again", "err", err)
		}
		if now := s.clk.Now(); now.Sub(pruned) >= pruneEvery {
			pruned = now
			if err := s.Prune(ctx); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "old mails are not forgotten", "err", err)
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

// Prune forgets mails after half a year, unless they still wait, and the notes of
// the events of old.
func (s *Service) Prune(ctx context.Context) error {
	before := clock.Micros(s.clk.Now().Add(-mailsKeep))
	for forgotten := int64(pruneBatch); forgotten == pruneBatch; {
		err := s.store.write(ctx, "forget old mails", func(ctx context.Context, q *db.Queries) (err error) {
			forgotten, err = q.ForgetMails(ctx, db.ForgetMailsParams{BeforeUs: before, Size: pruneBatch})
			return err
		})
		if err != nil {
			return err
		}
	}
	for {
		n, err := s.inbox.Prune(ctx, pruneBatch)
		if err != nil || n < pruneBatch {
			return err
		}
	}
}
