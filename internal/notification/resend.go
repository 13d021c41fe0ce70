package notification

import (
	"context"
	"errors"

	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

var errWrongState = problem.Conflict("wrong_state")

// resend queues a failed mail again, or one that was kept before there was a mail
// server. Without one a failed mail is kept from now on.
func (s *Service) resend(ctx context.Context, in *notificationapi.ResendInput) (*notificationapi.Mail, error) {
	m, err := s.byID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	call := contract.Who(ctx).UserID + "/" + in.Key
	if m.ResendKey == call {
		return s.shown(ctx, m)
	}
	to := notificationapi.Queued
	if s.sender == nil {
		to = notificationapi.Kept
	}
	if (m.State != notificationapi.Failed && m.State != notificationapi.Kept) || m.State == to {
		return nil, errWrongState
	}
	err = s.store.write(ctx, "send a mail again", func(ctx context.Context, q *db.Queries) error {
		return relational.Changed(q.SendAgain(ctx, db.SendAgainParams{ToState: to, NowUs: clock.Micros(s.clk.Now()), ResendKey: call, ID: m.ID, FromState: m.State}))
	})
	if err != nil {
		return s.resentElsewhere(ctx, m.ID, call, err)
	}
	s.poke()
	if m, err = s.byID(ctx, m.ID); err != nil {
		return nil, err
	}
	return s.shown(ctx, m)
}

// resentElsewhere answers a call that lost against another: the same call got its
// answer there.
func (s *Service) resentElsewhere(ctx context.Context, id, call string, err error) (*notificationapi.Mail, error) {
	if !errors.Is(err, relational.ErrConflict) {
		return nil, err
	}
	m, err := s.byID(ctx, id)
	if err != nil {
		return nil, err
	}
	if m.ResendKey != call {
		return nil, errWrongState
	}
	return s.shown(ctx, m)
}
