package auth

import (
	"cmp"
	"context"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/seal"
)

// What a one-time token is for.
const (
	purposeVerify = "verify"
	purposeReset  = "reset"
)

// registration is what a verification link makes true.
type registration struct{ passwordHash, name, lang string }

func errLink() error { return problem.Unprocessable("link_invalid") }

// mailVerification stores a new verification link and asks for its mail.
func (s *Service) mailVerification(ctx context.Context, t tx, u db.User, reg registration) error {
	sealed, expires, err := s.newLink(ctx, t, u.ID, purposeVerify, s.cfg.VerifyLife, reg)
	if err != nil {
		return err
	}
	return t.publish(ctx, authapi.VerificationRequested.New(u.ID, u.Version, authapi.VerificationData{
		UserID: u.ID, Email: u.Email, Name: reg.name, Lang: reg.lang, Staff: authapi.Role(u.Role).Staff(),
		SealedToken: sealed, ExpiresAt: expires,
	}))
}

// mailExists asks for the mail that tells an owner that somebody, perhaps they
// themselves, registered again.
func (s *Service) mailExists(ctx context.Context, t tx, u db.User, lang string) error {
	return t.publish(ctx, authapi.VerificationRequested.New(u.ID, u.Version, authapi.VerificationData{
		UserID: u.ID, Email: u.Email, Name: u.Name, Lang: lang, Staff: authapi.Role(u.Role).Staff(), Existed: true,
	}))
}

// mailReset stores a new reset link and asks for its mail.
func (s *Service) mailReset(ctx context.Context, t tx, u db.User, lang string) error {
	sealed, expires, err := s.newLink(ctx, t, u.ID, purposeReset, s.cfg.ResetLife, registration{})
	if err != nil {
		return err
	}
	return t.publish(ctx, authapi.PasswordResetRequested.New(u.ID, u.Version, authapi.PasswordResetData{
		UserID: u.ID, Email: u.Email, Name: u.Name, Lang: lang, Staff: authapi.Role(u.Role).Staff(),
		SealedToken: sealed, ExpiresAt: expires,
	}))
}

// newLink stores the hash of a new token and returns the token itself, readable
// by notification-service only.
func (s *Service) newLink(ctx context.Context, t tx, userID, purpose string, life time.Duration, reg registration) (sealed []byte, expires time.Time, err error) {
	token, now := id.Secret(), s.clk.Now()
	expires = now.Add(life).UTC()
	err = t.InsertOneTimeToken(ctx, db.InsertOneTimeTokenParams{
		Hash: id.Hash(token), UserID: userID, Purpose: purpose,
		PasswordHash: reg.passwordHash, Name: reg.name, Lang: reg.lang,
		CreatedUs: clock.Micros(now), ExpiresUs: clock.Micros(expires),
	})
	if err != nil {
		return nil, expires, err
	}
	sealed, err = seal.Seal(s.secrets.Mail, []byte(token))
	return sealed, expires, err
}

// takeLink uses a link up and gives it with its user, as the user is from here on
// until the commit. Of any number who follow it at once, one does. The user's row is
// held before the link's, as by everybody who deletes links of a user: no deadlocks.
func (t tx) takeLink(ctx context.Context, token, purpose string, now int64) (db.User, db.OneTimeToken, error) {
	link, found, err := relational.Found(t.OneTimeToken(ctx, token, purpose, now))
	if err != nil || !found {
		return db.User{}, link, cmp.Or(err, errLink())
	}
	u, found, err := relational.Found(t.LockUser(ctx, link.UserID))
	if err != nil || !found {
		return u, link, cmp.Or(err, errLink())
	}
	link, found, err = relational.Found(t.TakeOneTimeToken(ctx, token, purpose, now))
	if err != nil || !found {
		return u, link, cmp.Or(err, errLink())
	}
	return u, link, nil
}
