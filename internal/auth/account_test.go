package auth_test

import (
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/platform/contract"
)

func deleteAccount(t *testing.T, s *authtest.Shop, who *authapi.SignIn, password string) error {
	t.Helper()
	in := authapi.DeleteAccountInput{}
	in.Body.Password = password
	_, err := authapi.DeleteAccount.Call(authtest.As(t.Context(), who.AccessToken), s.Conn, &in)
	return err
}

func TestADeletedAccountLeavesNothingBehind(t *testing.T) {
	s := open(t)
	ana := s.SignUp(t, "ana@example.cl")
	faulty(t, deleteAccount(t, s, ana, "not the password"), "/password", "password_wrong")
	must(t, deleteAccount(t, s, ana, authtest.Password))
	s.Poll(t)
	_, err := s.Me(t.Context(), ana.AccessToken)
	refused(t, err, 401, "session_revoked")
	_, err = s.Login(t.Context(), "ana@example.cl", authtest.Password)
	refused(t, err, 401, "credentials_invalid")

	told := authtest.Events(t, s, authapi.UserDeleted)
	if len(told) != 1 || told[0].UserID != ana.User.ID || told[0].Email != "ana@example.cl" {
		t.Errorf("told: %+v", told)
	}
	var users, open int
	must(t, s.DB().Read().QueryRowContext(t.Context(),
		`SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM sessions) + (SELECT count(*) FROM refresh_tokens) + (SELECT count(*) FROM one_time_tokens)`).Scan(&users, &open))
	if users+open != 0 {
		t.Errorf("%d users, %d sessions and tokens are left", users, open)
	}
	again := s.SignUp(t, "ana@example.cl")
	if again.User.ID == ana.User.ID {
		t.Error("the new account is the old one")
	}
}

func TestAPrintedPasswordIsGoodForBeingChangedOnly(t *testing.T) {
	s := open(t)
	printed, err := s.Service.CreateUser(t.Context(), authapi.Admin, " Jefa@example.cl")
	must(t, err)
	if len(printed) != 23 || strings.Count(printed, "-") != 3 {
		t.Errorf("printed %q", printed)
	}
	in, err := s.Login(t.Context(), "jefa@example.cl", printed)
	must(t, err)
	me, err := s.Me(t.Context(), in.AccessToken)
	if err != nil || !me.MustChangePassword || me.Role != authapi.Admin || !me.EmailVerified {
		t.Errorf("%+v, %v", me, err)
	}
	ctx := authtest.As(t.Context(), in.AccessToken)
	_, err = authapi.ListUsers.Call(ctx, s.Conn, &authapi.UsersInput{})
	refused(t, err, 403, "password_change_required")
	_, err = authapi.ListSessions.Call(ctx, s.Conn, &contract.None{})
	refused(t, err, 403, "password_change_required")
	_, err = change(t, s, in.AccessToken, printed, printed)
	faulty(t, err, "/new", "password_same")

	out, err := change(t, s, in.AccessToken, printed, newPassword)
	must(t, err)
	_, err = authapi.ListUsers.Call(authtest.As(t.Context(), out.AccessToken), s.Conn, &authapi.UsersInput{})
	must(t, err)
}

func TestCreatingAUser(t *testing.T) {
	s := open(t)
	if has, err := s.Service.HasAdmin(t.Context()); err != nil || has {
		t.Errorf("an empty shop has an administrator: %v, %v", has, err)
	}
	s.SignUp(t, "ana@example.cl")
	_, err := s.Service.CreateUser(t.Context(), authapi.Admin, "ana@example.cl")
	refused(t, err, 409, "email_taken")
	_, err = s.Service.CreateUser(t.Context(), "gardener", "eva@example.cl")
	faulty(t, err, "/role", "not_allowed")
	_, err = s.Service.CreateUser(t.Context(), authapi.Admin, "eva")
	faulty(t, err, "/email", "expected_email")

	// Who only registered an e-mail keeps nobody from it.
	_, err = s.Register(t.Context(), "jefa@example.cl", authtest.Password)
	must(t, err)
	link := s.VerifyToken(t, "jefa@example.cl")
	s.Staff(t, authapi.Admin, "jefa@example.cl")
	refused(t, s.Verify(t.Context(), link), 422, "link_invalid")
	if has, err := s.Service.HasAdmin(t.Context()); err != nil || !has {
		t.Errorf("%v, %v", has, err)
	}
}
