package auth_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
)

const newPassword = "peonías en noviembre"

func change(t *testing.T, s *authtest.Shop, access, current, next string) (*authapi.Access, error) {
	t.Helper()
	in := authapi.ChangePasswordInput{}
	in.Body.Current, in.Body.New = current, next
	return authapi.ChangePassword.Call(authtest.As(t.Context(), access), s.Conn, &in)
}

func TestChangingThePasswordEndsTheOtherSessions(t *testing.T) {
	s := open(t)
	other := s.SignUp(t, "ana@example.cl")
	here := s.SignIn(t, "ana@example.cl")
	out, err := change(t, s, here.AccessToken, authtest.Password, newPassword)
	must(t, err)
	s.Poll(t)
	_, err = s.Me(t.Context(), other.AccessToken)
	refused(t, err, 401, "session_revoked")
	for _, token := range []string{here.AccessToken, out.AccessToken} {
		if _, err := s.Me(t.Context(), token); err != nil {
			t.Error(err)
		}
	}
	_, err = s.Login(t.Context(), "ana@example.cl", authtest.Password)
	refused(t, err, 401, "credentials_invalid")
	if _, err := s.Login(t.Context(), "ana@example.cl", newPassword); err != nil {
		t.Error(err)
	}
}

func TestAChangeNeedsTheCurrentPasswordAndAGoodNewOne(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	_, err := change(t, s, in.AccessToken, authtest.Password, authtest.Password)
	faulty(t, err, "/new", "password_same")
	_, err = change(t, s, in.AccessToken, authtest.Password, "password1")
	faulty(t, err, "/new", "password_common")
	_, err = change(t, s, "", authtest.Password, newPassword)
	refused(t, err, 401, "sign_in_required")
	for range 8 { // with the two before: ten tries
		_, err = change(t, s, in.AccessToken, "not the password", newPassword)
		faulty(t, err, "/current", "password_wrong")
	}
	_, err = change(t, s, in.AccessToken, authtest.Password, newPassword)
	refused(t, err, 429, "too_many_requests")
	s.SignUp(t, "eva@example.cl") // nobody else is locked
}

func TestAForgottenPasswordIsResetByLink(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	must(t, s.Forgot(t.Context(), "Ana@example.cl"))
	token := s.ResetToken(t, "ana@example.cl")
	faulty(t, s.Reset(t.Context(), token, "password1"), "/password", "password_common") // and the link still works
	must(t, s.Reset(t.Context(), token, newPassword))
	refused(t, s.Reset(t.Context(), token, "yet another one"), 422, "link_invalid")

	s.Poll(t)
	_, err := s.Me(t.Context(), in.AccessToken)
	refused(t, err, 401, "session_revoked")
	_, err = s.Login(t.Context(), "ana@example.cl", authtest.Password)
	refused(t, err, 401, "credentials_invalid")
	_, err = s.Login(t.Context(), "ana@example.cl", newPassword)
	must(t, err)
}

func TestForgettingAnswersAlikeForEverybody(t *testing.T) {
	s := open(t)
	must(t, s.Forgot(t.Context(), "nobody@example.cl"))
	if mails := authtest.Events(t, s, authapi.PasswordResetRequested); len(mails) != 0 {
		t.Errorf("mails to nobody: %+v", mails)
	}
}

func TestAResetLinkWorksForAnHour(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	token := s.ResetToken(t, "ana@example.cl")
	mail := authtest.Events(t, s, authapi.PasswordResetRequested)[0]
	if !mail.ExpiresAt.Equal(s.Clock.Now().Add(time.Hour)) || mail.Staff {
		t.Errorf("%+v", mail)
	}
	s.Advance(t, time.Hour)
	refused(t, s.Reset(t.Context(), token, newPassword), 422, "link_invalid")
}

func TestALinkIsForItsPurposeOnly(t *testing.T) {
	s := open(t)
	_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	refused(t, s.Reset(t.Context(), s.VerifyToken(t, "ana@example.cl"), newPassword), 422, "link_invalid")
	s.Advance(t, time.Minute)
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	refused(t, s.Verify(t.Context(), s.ResetToken(t, "ana@example.cl")), 422, "link_invalid")
}

func TestAResetProvesTheEmailToo(t *testing.T) {
	s := open(t)
	_, err := s.Register(t.Context(), "ana@example.cl", "the intruder's own")
	must(t, err)
	s.Advance(t, time.Minute)
	must(t, s.Forgot(t.Context(), "ana@example.cl"))
	must(t, s.Reset(t.Context(), s.ResetToken(t, "ana@example.cl"), newPassword))
	if _, err := s.Login(t.Context(), "ana@example.cl", newPassword); err != nil {
		t.Error(err)
	}
	if n := len(authtest.Events(t, s, authapi.UserVerified)); n != 1 {
		t.Errorf("told %d times that the e-mail is verified", n)
	}
}
