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

func (s *Service) changePassword(ctx context.Context, in *authapi.ChangePasswordInput) (*authapi.Access, error) {
	who := contract.Who(ctx)
	u, err := s.ownAccount(ctx, "/current", in.Body.Current)
	if err != nil {
		return nil, err
	}
	if in.Body.New == in.Body.Current {
		return nil, problem.Invalid(problem.At("/new", "password_same"))
	}
	if err := acceptable("/new", in.Body.New, u.Email); err != nil {
		return nil, err
	}
	hash, err := s.hasher.hash(ctx, in.Body.New)
	if err != nil {
		return nil, err
	}
	old := u.PasswordHash
	err = s.write(ctx, "change a password", func(ctx context.Context, t tx) error {
		var found bool
		u, found, err = relational.Found(t.ReplacePassword(ctx, hash, who.UserID, old))
		if err != nil {
			return err
		}
		if !found { // changed from elsewhere since it was compared
			return wrongPassword("/current")
		}
		_, found, err = relational.Found(t.TouchSession(ctx, clock.Micros(s.clk.Now()), who.SessionID))
		if err != nil {
			return err
		}
		if !found {
			return problem.Unauthorized("session_revoked")
		}
		return s.afterNewPassword(ctx, t, u, who.SessionID)
	})
	if err != nil {
		return nil, err
	}
	return s.access(ctx, u, who.SessionID)
}

func (s *Service) resetPassword(ctx context.Context, in *authapi.ResetPasswordInput) (*contract.None, error) {
	token := id.Hash(in.Body.Token)
	// A look first: what guessed tokens cost is a read, not a hash.
	link, found, err := relational.Found(s.read().OneTimeToken(ctx, token, purposeReset, clock.Micros(s.clk.Now())))
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, errLink()
	}
	u, found, err := relational.Found(s.read().UserByID(ctx, link.UserID))
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, errLink()
	}
	if err := acceptable("/password", in.Body.Password, u.Email); err != nil {
		return nil, err
	}
	hash, err := s.hasher.hash(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, "reset a password", func(ctx context.Context, t tx) error {
		return s.takeReset(ctx, t, token, hash)
	})
	return &contract.None{}, err
}

func (s *Service) takeReset(ctx context.Context, t tx, token, hash string) error {
	now := clock.Micros(s.clk.Now())
	before, link, err := t.takeLink(ctx, token, purposeReset, now)
	if err != nil {
		return err
	}
	u, found, err := relational.Found(t.ResetPassword(ctx, hash, now, link.UserID))
	if err != nil {
		return err
	}
	if !found { // deactivated
		return errLink()
	}
	if before.VerifiedUs == 0 {
		if err := t.publish(ctx, s.verifiedEvent(u)); err != nil {
			return err
		}
	}
	return s.afterNewPassword(ctx, t, u, "")
}

// afterNewPassword ends what the old password had opened, but for one session.
func (s *Service) afterNewPassword(ctx context.Context, t tx, u db.User, except string) error {
	if err := s.endSessionsOf(ctx, t, u.ID, except, authapi.ReasonPassword); err != nil {
		return err
	}
	if err := t.DropOneTimeTokens(ctx, u.ID); err != nil {
		return err
	}
	if err := t.mailAgain(ctx, u.Email); err != nil {
		return err
	}
	return t.forgive(ctx, u.Email)
}

// ownAccount is the caller's account, once the password was given again. Wrong
// ones count as those of a log-in do.
func (s *Service) ownAccount(ctx context.Context, pointer, password string) (db.User, error) {
	u, err := s.caller(ctx)
	if err != nil {
		return u, err
	}
	allowed, err := s.attempt(ctx, u.Email)
	if err != nil {
		return u, err
	}
	if !allowed {
		return u, problem.TooMany(s.cfg.LoginLock)
	}
	ok, err := s.hasher.matches(ctx, password, u.PasswordHash)
	if err != nil {
		return u, err
	}
	if !ok {
		return u, wrongPassword(pointer)
	}
	return u, nil
}

func wrongPassword(pointer string) error {
	return problem.Invalid(problem.At(pointer, "password_wrong"))
}
