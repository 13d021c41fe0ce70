package auth_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
)

func TestARefreshGivesTheNextPairOfTheSameSession(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	for range 5 {
		s.Advance(t, 4*time.Minute)
		next, err := s.Refresh(t.Context(), in.RefreshToken)
		must(t, err)
		if next.RefreshToken == in.RefreshToken || next.AccessToken == in.AccessToken || next.User.ID != in.User.ID {
			t.Errorf("after %+v came %+v", in, next)
		}
		_, err = s.Me(t.Context(), next.AccessToken)
		must(t, err)
		in = next
	}
	if all := sessions(t, s, in.AccessToken); len(all) != 1 || !all[0].LastUsedAt.Equal(s.Clock.Now()) {
		t.Errorf("sessions %+v", all)
	}
}

func TestTabsThatRefreshTogetherGetTheSameSuccessor(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	first, err := s.Refresh(t.Context(), in.RefreshToken)
	must(t, err)
	s.Advance(t, 30*time.Second)
	late, err := s.Refresh(t.Context(), in.RefreshToken)
	must(t, err)
	if late.RefreshToken != first.RefreshToken {
		t.Error("a second tab got another refresh token")
	}
	_, err = s.Refresh(t.Context(), first.RefreshToken)
	must(t, err)
}

func TestARefreshTokenUsedAgainLaterEndsTheSession(t *testing.T) {
	s := open(t)
	in := s.SignUp(t, "ana@example.cl")
	elsewhere := s.SignIn(t, "ana@example.cl")
	thief, err := s.Refresh(t.Context(), in.RefreshToken)
	must(t, err)
	s.Advance(t, 31*time.Second)

	_, err = s.Refresh(t.Context(), in.RefreshToken)
	refused(t, err, 401, "refresh_invalid")
	_, err = s.Refresh(t.Context(), thief.RefreshToken)
	refused(t, err, 401, "refresh_invalid")
	s.Poll(t)
	for _, token := range []string{in.AccessToken, thief.AccessToken} {
		_, err = s.Me(t.Context(), token)
		refused(t, err, 401, "session_revoked")
	}
	if _, err := s.Me(t.Context(), elsewhere.AccessToken); err != nil {
		t.Errorf("the user's other session: %v", err)
	}
	told := authtest.Events(t, s, authapi.SessionRevoked)
	if len(told) != 1 || told[0].Reason != authapi.ReasonReuse || told[0].UserID != in.User.ID {
		t.Errorf("told: %+v", told)
	}
}

func TestASessionEndsWhenItIsNotUsedForAMonthAndAtLastAfterHalfAYear(t *testing.T) {
	s := open(t)
	unused := s.SignUp(t, "ana@example.cl")
	used := s.SignIn(t, "ana@example.cl")
	days := func(n int) { s.Advance(t, time.Duration(n)*24*time.Hour) }
	for range 6 {
		days(29)
		var err error
		used, err = s.Refresh(t.Context(), used.RefreshToken)
		must(t, err)
	}
	_, err := s.Refresh(t.Context(), unused.RefreshToken)
	refused(t, err, 401, "refresh_invalid")
	days(6) // 180 in all
	_, err = s.Refresh(t.Context(), used.RefreshToken)
	refused(t, err, 401, "refresh_invalid")
}

func TestAMadeUpRefreshTokenIsRefused(t *testing.T) {
	s := open(t)
	s.SignUp(t, "ana@example.cl")
	for _, token := range []string{"", "made up"} {
		_, err := s.Refresh(t.Context(), token)
		refused(t, err, 401, "refresh_invalid")
	}
}
