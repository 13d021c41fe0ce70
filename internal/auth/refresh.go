package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func errRefresh() error { return problem.Unauthorized("refresh_invalid") }

func (s *Service) refresh(ctx context.Context, in *authapi.RefreshInput) (*authapi.SignIn, error) {
	token := in.Body.RefreshToken
	var (
		u      db.User
		held   db.RefreshToken
		reused bool
	)
	err := s.write(ctx, "refresh a session", func(ctx context.Context, t tx) error {
		now := s.clk.Now()
		var found bool
		var err error
		held, found, err = relational.Found(t.RefreshTokenByHash(ctx, id.Hash(token), clock.Micros(now)))
		if err != nil {
			return err
		}
		if !found {
			return errRefresh()
		}
		// The session before its token, as everybody who ends one: no deadlocks.
		session, found, err := relational.Found(t.TouchSession(ctx, clock.Micros(now), held.SessionID))
		if err != nil {
			return err
		}
		if !found {
			return errRefresh()
		}
		if u, err = t.UserByID(ctx, session.UserID); err != nil {
			return err
		}
		reused, err = s.rotate(ctx, t, held.SessionID, token, now)
		if err != nil || !reused {
			return err
		}
		// Committed although the answer is a refusal: the copy must not go on.
		ended, err := t.EndSession(ctx, held.SessionID)
		if err != nil {
			return err
		}
		return s.tellEnded(ctx, t, rowsOf(ended), authapi.ReasonReuse)
	})
	if err != nil {
		return nil, err
	}
	if reused {
		s.log.WarnContext(ctx, "a refresh token was used twice; its session is ended", "session", held.SessionID, "user", u.ID)
		return nil, errRefresh()
	}
	return s.signedIn(ctx, u, held.SessionID, s.successor(token))
}

// rotate uses the token up and stores its successor. Of parallel callers one
// does; the others find it used within the grace, and give the same successor.
func (s *Service) rotate(ctx context.Context, t tx, sessionID, token string, now time.Time) (reused bool, err error) {
	hash := id.Hash(token)
	rows, err := t.UseRefreshToken(ctx, clock.Micros(now), hash)
	if err != nil {
		return false, err
	}
	if rows == 0 {
		held, err := t.RefreshTokenByHash(ctx, hash, clock.Micros(now))
		return now.Sub(clock.FromMicros(held.UsedUs)) > s.cfg.RefreshGrace, err
	}
	return false, t.InsertRefreshToken(ctx, id.Hash(s.successor(token)), sessionID, clock.Micros(now.Add(s.cfg.RefreshLife)))
}

// successor follows from the token and a key that only auth-service has, so that
// nothing readable is stored and yet every parallel caller gets the same one.
func (s *Service) successor(token string) string {
	mac := hmac.New(sha256.New, s.secrets.RefreshKey)
	mac.Write([]byte("refresh:" + token))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
