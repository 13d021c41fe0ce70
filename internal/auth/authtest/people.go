package authtest

import (
	"context"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/seal"
)

// Register registers, whatever comes of it.
func (s *Shop) Register(ctx context.Context, email, password string) (*authapi.Registered, error) {
	in := authapi.RegisterInput{}
	in.Body.Email, in.Body.Password, in.Body.Name = email, password, "Ana Rojas"
	return authapi.Register.Call(ctx, s.Conn, &in)
}

// Login tries to.
func (s *Shop) Login(ctx context.Context, email, password string) (*authapi.SignIn, error) {
	in := authapi.LoginInput{UserAgent: "a phone"}
	in.Body.Email, in.Body.Password = email, password
	return authapi.Login.Call(ctx, s.Conn, &in)
}

// Refresh exchanges a refresh token.
func (s *Shop) Refresh(ctx context.Context, token string) (*authapi.SignIn, error) {
	in := authapi.RefreshInput{}
	in.Body.RefreshToken = token
	return authapi.Refresh.Call(ctx, s.Conn, &in)
}

// Verify follows a verification link.
func (s *Shop) Verify(ctx context.Context, token string) error {
	in := authapi.OneTimeInput{}
	in.Body.Token = token
	_, err := authapi.VerifyEmail.Call(ctx, s.Conn, &in)
	return err
}

// Forgot asks for a reset link.
func (s *Shop) Forgot(ctx context.Context, email string) error {
	in := authapi.MailInput{}
	in.Body.Email = email
	_, err := authapi.ForgotPassword.Call(ctx, s.Conn, &in)
	return err
}

// Reset follows a reset link.
func (s *Shop) Reset(ctx context.Context, token, password string) error {
	in := authapi.ResetPasswordInput{}
	in.Body.Token, in.Body.Password = token, password
	_, err := authapi.ResetPassword.Call(ctx, s.Conn, &in)
	return err
}

// Me asks who the access token belongs to.
func (s *Shop) Me(ctx context.Context, access string) (*authapi.User, error) {
	return authapi.Me.Call(As(ctx, access), s.Conn, &contract.None{})
}

// As makes calls in the name of who holds the access token.
func As(ctx context.Context, access string) context.Context {
	return contract.WithUserToken(ctx, access)
}

// SignUp registers, verifies and logs in with Password.
func (s *Shop) SignUp(t testing.TB, email string) *authapi.SignIn {
	t.Helper()
	_, err := s.Register(t.Context(), email, Password)
	must(t, err)
	must(t, s.Verify(t.Context(), s.VerifyToken(t, email)))
	return s.SignIn(t, email)
}

// SignIn logs in with Password.
func (s *Shop) SignIn(t testing.TB, email string) *authapi.SignIn {
	t.Helper()
	in, err := s.Login(t.Context(), email, Password)
	must(t, err)
	return in
}

// Staff makes an account of a role, whose password is Password by now.
func (s *Shop) Staff(t testing.TB, role authapi.Role, email string) *authapi.SignIn {
	t.Helper()
	printed, err := s.Service.CreateUser(t.Context(), role, email)
	must(t, err)
	first, err := s.Login(t.Context(), email, printed)
	must(t, err)
	in := authapi.ChangePasswordInput{}
	in.Body.Current, in.Body.New = printed, Password
	_, err = authapi.ChangePassword.Call(As(t.Context(), first.AccessToken), s.Conn, &in)
	must(t, err)
	return s.SignIn(t, email)
}

// Events is everything of a type that the service published, oldest first.
func Events[T any](t testing.TB, s *Shop, d events.Definition[T]) (out []T) {
	t.Helper()
	pending, err := events.NewRelationalOutbox(s.DB(), clock.System{}, authapi.Service).Pending(t.Context(), 10_000)
	must(t, err)
	for _, ev := range pending {
		if ev.Type != d.Type() {
			continue
		}
		data, err := d.Decode(ev)
		must(t, err)
		out = append(out, data)
	}
	return out
}

// VerifyToken is the token of the verification that was mailed last to the address.
func (s *Shop) VerifyToken(t testing.TB, email string) string {
	t.Helper()
	var sealed []byte
	for _, m := range Events(t, s, authapi.VerificationRequested) {
		if m.Email == email {
			sealed = m.SealedToken
		}
	}
	return s.open(t, sealed)
}

// ResetToken is the token of the reset link that was mailed last to the address.
func (s *Shop) ResetToken(t testing.TB, email string) string {
	t.Helper()
	var sealed []byte
	for _, m := range Events(t, s, authapi.PasswordResetRequested) {
		if m.Email == email {
			sealed = m.SealedToken
		}
	}
	return s.open(t, sealed)
}

// open reads a link as notification-service does.
func (s *Shop) open(t testing.TB, sealed []byte) string {
	t.Helper()
	token, err := seal.Open(s.mail, sealed)
	must(t, err)
	return string(token)
}
