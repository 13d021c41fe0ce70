package auth

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// errCredentials is the one answer to a log-in that fails: unknown e-mail, wrong
// password, not verified, deactivated, locked.
func errCredentials() error { return problem.Unauthorized("credentials_invalid") }

func (s *Service) login(ctx context.Context, in *authapi.LoginInput) (*authapi.SignIn, error) {
	email := normalised(in.Body.Email)
	allowed, err := s.attempt(ctx, email)
	if err != nil {
		return nil, err
	}
	u, _, err := relational.Found(s.read().UserByEmail(ctx, email))
	if err != nil {
		return nil, err
	}
	// Also when the answer is known already: it must take as long.
	ok, err := s.hasher.matches(ctx, in.Body.Password, u.PasswordHash)
	if err != nil {
		return nil, err
	}
	if !ok || !allowed {
		return nil, errCredentials()
	}
	sessionID, refreshToken := id.New(), id.Secret()
	err = s.write(ctx, "log in", func(ctx context.Context, t tx) error {
		now := s.clk.Now()
		_, found, err := relational.Found(t.NoteLogin(ctx, clock.Micros(now), u.ID, u.PasswordHash))
		if err != nil {
			return err
		}
		if !found { // not verified, not active, or given another password since it was compared
			return errCredentials()
		}
		if err := s.openSession(ctx, t, u.ID, sessionID, refreshToken, device(in.UserAgent), now); err != nil {
			return err
		}
		return t.forgive(ctx, email)
	})
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, u, sessionID, refreshToken)
}

func (s *Service) openSession(ctx context.Context, t tx, userID, sessionID, refreshToken, device string, now time.Time) error {
	err := t.InsertSession(ctx, db.InsertSessionParams{
		ID: sessionID, UserID: userID, Device: device,
		NowUs: clock.Micros(now), ExpiresUs: clock.Micros(now.Add(s.cfg.SessionLife)),
	})
	if err != nil {
		return err
	}
	return t.InsertRefreshToken(ctx, id.Hash(refreshToken), sessionID, clock.Micros(now.Add(s.cfg.RefreshLife)))
}

func (s *Service) signedIn(ctx context.Context, u db.User, sessionID, refreshToken string) (*authapi.SignIn, error) {
	access, err := s.access(ctx, u, sessionID)
	if err != nil {
		return nil, err
	}
	return &authapi.SignIn{
		Result: authapi.SignedIn, AccessToken: access.AccessToken, ExpiresAt: access.ExpiresAt,
		RefreshToken: refreshToken, User: userOf(u),
	}, nil
}

// access signs an access token; before the first one it makes sure that all
// replicas publish the key.
func (s *Service) access(ctx context.Context, u db.User, sessionID string) (*authapi.Access, error) {
	if err := s.saveKey(ctx); err != nil {
		return nil, err
	}
	role := authapi.Role(u.Role)
	c := tokens.Claims{
		SessionID: sessionID, Role: u.Role, RoleVersion: u.RoleVersion, Permissions: role.Permissions(),
		EmailVerified: u.VerifiedUs > 0, MustChangePassword: u.MustChange,
	}
	c.Subject = u.ID
	token, expires, err := s.signer.User(c, s.cfg.AccessLife)
	if err != nil {
		return nil, err
	}
	return &authapi.Access{AccessToken: token, ExpiresAt: expires}, nil
}

// maxDevice bounds, in bytes, what is kept of a User-Agent.
const maxDevice = 200

func device(userAgent string) string {
	s := strings.ToValidUTF8(strings.TrimSpace(userAgent), "")
	if len(s) <= maxDevice {
		return s
	}
	s = s[:maxDevice]
	for !utf8.ValidString(s) { // a letter was cut
		s = s[:len(s)-1]
	}
	return s
}
