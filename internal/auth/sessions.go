package auth

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func (s *Service) listSessions(ctx context.Context, _ *contract.None) (*authapi.Sessions, error) {
	who := contract.Who(ctx)
	rows, err := s.read().ListSessions(ctx, who.UserID, clock.Micros(s.clk.Now()))
	if err != nil {
		return nil, err
	}
	out := &authapi.Sessions{Items: make([]authapi.Session, len(rows))}
	for i, r := range rows {
		out.Items[i] = authapi.Session{
			ID: r.ID, Device: r.Device, Current: r.ID == who.SessionID,
			CreatedAt: clock.FromMicros(r.CreatedUs), LastUsedAt: clock.FromMicros(r.LastUsedUs),
		}
	}
	return out, nil
}

func (s *Service) endSession(ctx context.Context, in *authapi.SessionID) (*contract.None, error) {
	err := s.write(ctx, "end a session", func(ctx context.Context, t tx) error {
		ended, err := t.EndOwnSession(ctx, in.ID, contract.Who(ctx).UserID)
		if err != nil {
			return err
		}
		if len(ended) == 0 {
			return problem.NotFound("session_not_found")
		}
		return s.tellEnded(ctx, t, rowsOf(ended), authapi.ReasonRevoked)
	})
	return &contract.None{}, err
}

func (s *Service) endOthers(ctx context.Context, _ *contract.None) (*contract.None, error) {
	who := contract.Who(ctx)
	err := s.write(ctx, "end the other sessions", func(ctx context.Context, t tx) error {
		return s.endSessionsOf(ctx, t, who.UserID, who.SessionID, authapi.ReasonRevoked)
	})
	return &contract.None{}, err
}

// logout ends the session that the refresh token belongs to, used or not, or the
// one of the access token. A token that is unknown by now is signed out already.
func (s *Service) logout(ctx context.Context, in *authapi.LogoutInput) (*contract.None, error) {
	sessionID := contract.Who(ctx).SessionID
	if in.Body.RefreshToken == "" && sessionID == "" {
		return nil, problem.Unauthorized("sign_in_required")
	}
	err := s.write(ctx, "log out", func(ctx context.Context, t tx) error {
		ending := sessionID
		if in.Body.RefreshToken != "" {
			held, found, err := relational.Found(t.RefreshTokenByHash(ctx, id.Hash(in.Body.RefreshToken), clock.Micros(s.clk.Now())))
			if err != nil || !found {
				return err
			}
			ending = held.SessionID
		}
		ended, err := t.EndSession(ctx, ending)
		if err != nil {
			return err
		}
		return s.tellEnded(ctx, t, rowsOf(ended), authapi.ReasonLogout)
	})
	return &contract.None{}, err
}

// endSessionsOf ends the user's sessions, but for one that may be named.
func (s *Service) endSessionsOf(ctx context.Context, t tx, userID, except, reason string) error {
	ended, err := t.EndSessionsOf(ctx, userID, except)
	if err != nil {
		return err
	}
	return s.tellEnded(ctx, t, rowsOf(ended), reason)
}

// endedSession is a session that was just deleted.
type endedSession struct{ ID, UserID string }

func rowsOf[R db.EndSessionRow | db.EndOwnSessionRow | db.EndSessionsOfRow](rows []R) []endedSession {
	out := make([]endedSession, len(rows))
	for i, r := range rows {
		out[i] = endedSession(r)
	}
	return out
}

// tellEnded puts ended sessions in the feed that verifiers follow, and publishes them.
func (s *Service) tellEnded(ctx context.Context, t tx, ended []endedSession, reason string) error {
	now := s.clk.Now()
	for _, e := range ended {
		if err := s.revoke(ctx, t, db.InsertRevocationParams{SessionID: e.ID, UserID: e.UserID}); err != nil {
			return err
		}
		err := t.publish(ctx, authapi.SessionRevoked.New(e.ID, clock.Micros(now), authapi.SessionRevokedData{
			SessionID: e.ID, UserID: e.UserID, Reason: reason, At: now.UTC(),
		}))
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) revoke(ctx context.Context, t tx, r db.InsertRevocationParams) error {
	r.ID, r.AtUs = id.New(), clock.Micros(s.clk.Now())
	return t.InsertRevocation(ctx, r)
}
