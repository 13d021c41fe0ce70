package auth_test

import (
	"slices"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

func sessions(t *testing.T, s *authtest.Shop, access string) []authapi.Session {
	t.Helper()
	out, err := authapi.ListSessions.Call(authtest.As(t.Context(), access), s.Conn, &contract.None{})
	must(t, err)
	return out.Items
}

func current(t *testing.T, s *authtest.Shop, access string) string {
	t.Helper()
	all := sessions(t, s, access)
	i := slices.IndexFunc(all, func(s authapi.Session) bool { return s.Current })
	if i < 0 {
		t.Fatalf("no current session among %+v", all)
	}
	return all[i].ID
}

func TestOneSignsAnotherDeviceOut(t *testing.T) {
	s := open(t)
	phone := s.SignUp(t, "ana@example.cl")
	s.Advance(t, time.Minute)
	laptop := s.SignIn(t, "ana@example.cl")
	all := sessions(t, s, laptop.AccessToken)
	if len(all) != 2 || !all[0].Current || all[1].Current {
		t.Fatalf("sessions, the last used first: %+v", all)
	}
	ctx := authtest.As(t.Context(), laptop.AccessToken)
	_, err := authapi.EndSession.Call(ctx, s.Conn, &authapi.SessionID{ID: all[1].ID})
	must(t, err)
	s.Poll(t)
	_, err = s.Me(t.Context(), phone.AccessToken)
	refused(t, err, 401, "session_revoked")
	_, err = s.Refresh(t.Context(), phone.RefreshToken)
	refused(t, err, 401, "refresh_invalid")
	if all := sessions(t, s, laptop.AccessToken); len(all) != 1 {
		t.Errorf("sessions left: %+v", all)
	}
}

func TestNobodyEndsAnothersSession(t *testing.T) {
	s := open(t)
	ana, eva := s.SignUp(t, "ana@example.cl"), s.SignUp(t, "eva@example.cl")
	for _, session := range []string{current(t, s, eva.AccessToken), id.New()} {
		_, err := authapi.EndSession.Call(authtest.As(t.Context(), ana.AccessToken), s.Conn, &authapi.SessionID{ID: session})
		refused(t, err, 404, "session_not_found")
	}
	s.Poll(t)
	if _, err := s.Me(t.Context(), eva.AccessToken); err != nil {
		t.Error(err)
	}
}

func TestSigningOutEverywhereElseKeepsThisDevice(t *testing.T) {
	s := open(t)
	here := s.SignUp(t, "ana@example.cl")
	others := []*authapi.SignIn{s.SignIn(t, "ana@example.cl"), s.SignIn(t, "ana@example.cl")}
	_, err := authapi.EndOthers.Call(authtest.As(t.Context(), here.AccessToken), s.Conn, &contract.None{})
	must(t, err)
	s.Poll(t)
	for _, other := range others {
		_, err := s.Me(t.Context(), other.AccessToken)
		refused(t, err, 401, "session_revoked")
	}
	if _, err := s.Refresh(t.Context(), here.RefreshToken); err != nil {
		t.Error(err)
	}
}

func TestLoggingOutByEitherToken(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	for name, logout := range map[string]func(*authapi.SignIn) error{
		"by access token": func(in *authapi.SignIn) error {
			_, err := authapi.Logout.Call(authtest.As(t.Context(), in.AccessToken), s.Conn, &authapi.LogoutInput{})
			return err
		},
		"by refresh token": func(in *authapi.SignIn) error { return logoutBy(t, s, in.RefreshToken) },
	} {
		in := s.SignIn(t, "ana@example.cl")
		must(t, logout(in))
		s.Poll(t)
		_, err := s.Me(t.Context(), in.AccessToken)
		refused(t, err, 401, "session_revoked")
		_, err = s.Refresh(t.Context(), in.RefreshToken)
		refused(t, err, 401, "refresh_invalid")
		told := authtest.Events(t, s, authapi.SessionRevoked)
		if last := told[len(told)-1]; last.Reason != authapi.ReasonLogout {
			t.Errorf("%s: %+v", name, last)
		}
	}
}

func logoutBy(t *testing.T, s *authtest.Shop, refreshToken string) error {
	t.Helper()
	in := authapi.LogoutInput{}
	in.Body.RefreshToken = refreshToken
	_, err := authapi.Logout.Call(t.Context(), s.Conn, &in)
	return err
}

func TestLoggingOutTwiceDoesNoHarm(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	for range 2 {
		must(t, logoutBy(t, s, in.RefreshToken))
	}
	_, err := authapi.Logout.Call(t.Context(), s.Conn, &authapi.LogoutInput{})
	refused(t, err, 401, "sign_in_required")
}
