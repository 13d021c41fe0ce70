package auth

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func (s *Service) verifyEmail(ctx context.Context, in *authapi.OneTimeInput) (*contract.None, error) {
	err := s.write(ctx, "verify an e-mail", func(ctx context.Context, t tx) error {
		u, link, err := t.takeLink(ctx, id.Hash(in.Body.Token), purposeVerify, clock.Micros(s.clk.Now()))
		if err != nil {
			return err
		}
		if u, err = s.verify(ctx, t, u, registration{link.PasswordHash, link.Name, link.Lang}); err != nil {
			return err
		}
		if err := t.DropVerifications(ctx, u.ID); err != nil {
			return err
		}
		return t.mailAgain(ctx, u.Email)
	})
	return &contract.None{}, err
}

// resendVerification mails the registration that was made last; one that is not
// open any more, or never was, gets no mail and the same answer.
func (s *Service) resendVerification(ctx context.Context, in *authapi.MailInput) (*contract.None, error) {
	return s.mailed(ctx, in, "send a verification again", func(ctx context.Context, t tx, u db.User) error {
		if u.VerifiedUs > 0 {
			return nil
		}
		reg := registration{u.PasswordHash, u.Name, u.Lang}
		last, found, err := relational.Found(t.NewestOneTimeToken(ctx, u.ID, purposeVerify))
		if err != nil {
			return err
		}
		if found {
			reg = registration{last.PasswordHash, last.Name, last.Lang}
		}
		reg.lang = or(in.Body.Lang, reg.lang)
		return s.mailVerification(ctx, t, u, reg)
	})
}

func (s *Service) forgotPassword(ctx context.Context, in *authapi.MailInput) (*contract.None, error) {
	return s.mailed(ctx, in, "mail a reset link", func(ctx context.Context, t tx, u db.User) error {
		return s.mailReset(ctx, t, u, or(in.Body.Lang, u.Lang))
	})
}

// mailed does what a request for a mail asks, for an active account whose turn
// it is. The turn is taken for unknown e-mails too.
func (s *Service) mailed(ctx context.Context, in *authapi.MailInput, doing string, send func(context.Context, tx, db.User) error) (*contract.None, error) {
	email, err := address(in.Body.Email)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, doing, func(ctx context.Context, t tx) error {
		turn, err := s.mailTurn(ctx, t, email)
		if err != nil || !turn {
			return err
		}
		u, found, err := relational.Found(t.UserByEmail(ctx, email))
		if err != nil || !found || !u.Active {
			return err
		}
		return send(ctx, t, u)
	})
	return &contract.None{}, err
}
