package auth_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
)

func TestAVerificationLinkWorksOnceAndFor48Hours(t *testing.T) {
	s := open(t)
	_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	_, err = s.Register(t.Context(), "eva@example.cl", authtest.Password)
	must(t, err)
	ana, eva := s.VerifyToken(t, "ana@example.cl"), s.VerifyToken(t, "eva@example.cl")
	s.Advance(t, 48*time.Hour-time.Second)
	must(t, s.Verify(t.Context(), ana))
	refused(t, s.Verify(t.Context(), ana), 422, "link_invalid")
	s.Advance(t, time.Second)
	refused(t, s.Verify(t.Context(), eva), 422, "link_invalid")
	refused(t, s.Verify(t.Context(), "guessed"), 422, "link_invalid")
}

func resend(t *testing.T, s *authtest.Shop, email string) {
	t.Helper()
	in := authapi.MailInput{}
	in.Body.Email, in.Body.Lang = email, "en"
	_, err := authapi.ResendVerification.Call(t.Context(), s.Conn, &in)
	must(t, err)
}

func TestALostVerificationIsMailedAgain(t *testing.T) {
	s := open(t)
	_, err := s.Register(t.Context(), "ana@example.cl", "the first password")
	must(t, err)
	s.Advance(t, time.Minute)
	_, err = s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	s.Advance(t, time.Minute)
	resend(t, s, "Ana@example.cl")
	mails := authtest.Events(t, s, authapi.VerificationRequested)
	if len(mails) != 3 || mails[2].Lang != "en" {
		t.Fatalf("mails: %+v", mails)
	}
	must(t, s.Verify(t.Context(), s.VerifyToken(t, "ana@example.cl")))
	s.SignIn(t, "ana@example.cl") // with the password that was given last
}

func TestResendingAnswersAlikeAndMailsOnlyWhoWaits(t *testing.T) {
	s := open(t)
	s.SignUp(t, "verified@example.cl")
	before := len(authtest.Events(t, s, authapi.VerificationRequested))
	resend(t, s, "verified@example.cl")
	resend(t, s, "nobody@example.cl")
	if n := len(authtest.Events(t, s, authapi.VerificationRequested)); n != before {
		t.Errorf("%d mails to who needs none", n-before)
	}
}

func TestNobodysMailboxIsFlooded(t *testing.T) {
	s := open(t)
	_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	mails := func() int {
		return len(authtest.Events(t, s, authapi.VerificationRequested)) + len(authtest.Events(t, s, authapi.PasswordResetRequested))
	}
	for range 5 {
		resend(t, s, "ana@example.cl")
		must(t, s.Forgot(t.Context(), "ana@example.cl"))
		_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
		must(t, err)
	}
	if n := mails(); n != 1 {
		t.Errorf("%d mails within a minute", n)
	}
	s.Advance(t, time.Minute)
	resend(t, s, "ana@example.cl")
	if n := mails(); n != 2 {
		t.Errorf("%d mails after the minute", n)
	}
}
