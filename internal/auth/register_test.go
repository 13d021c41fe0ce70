package auth_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
)

func TestWhoRegistersAndFollowsTheLinkCanSignIn(t *testing.T) {
	s := open(t)
	out, err := s.Register(t.Context(), "  Ana.Rojas+flores@Example.CL ", authtest.Password)
	must(t, err)
	if out.Next != authapi.NextCheckMail {
		t.Errorf("next: %s", out.Next)
	}
	const email = "ana.rojas+flores@example.cl"
	_, err = s.Login(t.Context(), email, authtest.Password)
	refused(t, err, 401, "credentials_invalid") // not verified: as for a wrong password

	must(t, s.Verify(t.Context(), s.VerifyToken(t, email)))
	in, err := s.Login(t.Context(), "Ana.Rojas+flores@example.cl", authtest.Password)
	must(t, err)
	me, err := s.Me(t.Context(), in.AccessToken)
	must(t, err)
	want := &authapi.User{
		ID: me.ID, Email: email, Role: authapi.Customer, Permissions: []string{}, EmailVerified: true, Active: true,
		CreatedAt: s.Clock.Now(),
	}
	if diff := cmp.Diff(want, me); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(*want, in.User); diff != "" {
		t.Error(diff)
	}
}

func TestRegisteringTellsTheOtherServices(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	now := s.Clock.Now()
	registered := authtest.Events(t, s, authapi.UserRegistered)
	if diff := cmp.Diff([]authapi.RegisteredData{{
		UserID: in.User.ID, Email: "ana@example.cl", Name: "Ana Rojas", Lang: "es", Role: authapi.Customer, At: now,
	}}, registered); diff != "" {
		t.Error(diff)
	}
	verified := authtest.Events(t, s, authapi.UserVerified)
	if diff := cmp.Diff([]authapi.VerifiedData{{
		UserID: in.User.ID, Email: "ana@example.cl", Name: "Ana Rojas", Lang: "es", At: now,
	}}, verified); diff != "" {
		t.Error(diff)
	}
	mails := authtest.Events(t, s, authapi.VerificationRequested)
	if len(mails) != 1 || mails[0].Existed || mails[0].Staff || !mails[0].ExpiresAt.Equal(now.Add(48*time.Hour)) {
		t.Errorf("mails: %+v", mails)
	}
}

func TestRegisteringAKnownEmailAnswersAlikeAndTellsItsOwner(t *testing.T) {
	s := open(t)
	first, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	must(t, s.Verify(t.Context(), s.VerifyToken(t, "ana@example.cl")))

	again, err := s.Register(t.Context(), "ana@example.cl", "the intruder's own")
	must(t, err)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the answer tells that the e-mail is known: %s", diff)
	}
	mails := authtest.Events(t, s, authapi.VerificationRequested)
	last := mails[len(mails)-1]
	if len(mails) != 2 || !last.Existed || len(last.SealedToken) != 0 {
		t.Errorf("the owner's mail: %+v", last)
	}
	_, err = s.Login(t.Context(), "ana@example.cl", "the intruder's own")
	refused(t, err, 401, "credentials_invalid")
	s.SignIn(t, "ana@example.cl")
}

func TestALinkMakesTheRegistrationTrueThatItWasMailedFor(t *testing.T) {
	s := open(t)
	_, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
	must(t, err)
	mine := s.VerifyToken(t, "ana@example.cl")
	s.Advance(t, time.Minute)
	_, err = s.Register(t.Context(), "ana@example.cl", "the intruder's own")
	must(t, err)
	theirs := s.VerifyToken(t, "ana@example.cl")

	must(t, s.Verify(t.Context(), mine))
	_, err = s.Login(t.Context(), "ana@example.cl", "the intruder's own")
	refused(t, err, 401, "credentials_invalid")
	s.SignIn(t, "ana@example.cl")
	refused(t, s.Verify(t.Context(), theirs), 422, "link_invalid")
}

func TestWithoutMailRegisteringVerifiesAtOnce(t *testing.T) {
	s := openWith(t, auth.Config{VerifyAtOnce: true})
	for range 2 {
		out, err := s.Register(t.Context(), "ana@example.cl", authtest.Password)
		must(t, err)
		if out.Next != authapi.NextLogIn {
			t.Errorf("next: %s", out.Next)
		}
	}
	if _, err := s.Register(t.Context(), "ana@example.cl", "the intruder's own"); err != nil {
		t.Error(err)
	}
	s.SignIn(t, "ana@example.cl")
	if n := len(authtest.Events(t, s, authapi.UserVerified)); n != 1 {
		t.Errorf("verified %d times", n)
	}
	if mails := authtest.Events(t, s, authapi.VerificationRequested); len(mails) != 0 {
		t.Errorf("mails that nobody sends: %+v", mails)
	}
}

func TestAPasswordThatIsGuessedFirstIsRefused(t *testing.T) {
	s := open(t)
	for _, password := range []string{
		"12345678", "Password", "password123", "Contraseña2024!", "FLORESVICTORIA", "aaaaaaaaaa", "qwerty1234", "ana.rojas@example.cl",
	} {
		_, err := s.Register(t.Context(), "ana.rojas@example.cl", password)
		faulty(t, err, "/password", "password_common")
	}
	_, err := s.Register(t.Context(), "ana@example.cl", "seven77")
	faulty(t, err, "/password", "too_short")
	for _, password := range []string{authtest.Password, "x9-Lk2pQ", "contraseña de mi abuela"} {
		if _, err := s.Register(t.Context(), "eva@example.cl", password); err != nil {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestWhatIsNoEmailOrNameIsRefused(t *testing.T) {
	s := open(t)
	for _, email := range []string{"ana", "ana@", "@example.cl", "ana@localhost", "Ana <ana@example.cl>", "ana@example.cl, eva@example.cl", "ana@example.cl\nBcc: x@y.cl"} {
		_, err := s.Register(t.Context(), email, authtest.Password)
		faulty(t, err, "/email", "expected_email")
	}
	for _, name := range []string{"http://win.example", "<b>Ana</b>", "write to x@example.cl", "Ana\x07"} {
		in := authapi.RegisterInput{}
		in.Body.Email, in.Body.Password, in.Body.Name = "ana@example.cl", authtest.Password, name
		_, err := authapi.Register.Call(t.Context(), s.Conn, &in)
		faulty(t, err, "/name", "wrong_form")
	}
}
