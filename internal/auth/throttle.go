package auth

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
)

// attempt counts a try of a password before it is looked at, so that no number
// of parallel guesses gets more than Config.LoginTries. It says false while the
// account is locked. Success forgets the count (forgive).
func (s *Service) attempt(ctx context.Context, email string) (allowed bool, err error) {
	now := s.clk.Now()
	err = s.write(ctx, "count a try of a password", func(ctx context.Context, t tx) error {
		count, err := t.CountAttempt(ctx, db.CountAttemptParams{
			EmailHash: throttleKey(email), NowUs: clock.Micros(now),
			WindowUs: clock.Micros(now.Add(-s.cfg.LoginLock)), Most: s.cfg.LoginTries,
		})
		allowed = count <= s.cfg.LoginTries
		return err
	})
	return allowed && err == nil, err
}

func (t tx) forgive(ctx context.Context, email string) error {
	return t.ClearThrottle(ctx, "login", throttleKey(email))
}

// mailTurn says whether a link may be mailed to the address now, and takes the turn.
func (s *Service) mailTurn(ctx context.Context, t tx, email string) (bool, error) {
	now := s.clk.Now()
	rows, err := t.TakeMailTurn(ctx, throttleKey(email), clock.Micros(now), clock.Micros(now.Add(-s.cfg.MailEvery)))
	return rows > 0, err
}

// mailAgain lets the next mail go at once: who followed a link reads the address.
func (t tx) mailAgain(ctx context.Context, email string) error {
	return t.ClearThrottle(ctx, "mail", throttleKey(email))
}
