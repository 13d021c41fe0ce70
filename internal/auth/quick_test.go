package auth_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authtest"
)

func TestQuick(t *testing.T) {
	s := authtest.Open(t, authtest.SQLite(t), auth.Config{})
	in := s.SignUp(t, "ana@example.cl")
	me, err := s.Me(t.Context(), in.AccessToken)
	t.Log(me, err)
	n, err := s.Refresh(t.Context(), in.RefreshToken)
	t.Log(n, err)
	s.Staff(t, "admin", "jefa@example.cl")
	t.Log(s.Log.String())
}
