package storetest

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
)

func loginWhileDeleting(t *testing.T, s *authtest.Shop) {
	for round := range 4 {
		email := fmt.Sprintf("ana%d@example.cl", round)
		in := s.SignUp(t, email)
		before := len(authtest.Events(t, s, authapi.SessionRevoked))
		var opened atomic.Int64
		opened.Store(1)
		together(8, func(i int) error {
			if i == 0 {
				bye := authapi.DeleteAccountInput{}
				bye.Body.Password = authtest.Password
				_, err := authapi.DeleteAccount.Call(authtest.As(t.Context(), in.AccessToken), s.Conn, &bye)
				if err != nil {
					t.Error(err)
				}
				return err
			}
			_, err := s.Login(t.Context(), email, authtest.Password)
			if err == nil {
				opened.Add(1)
			}
			return err
		})
		if told := len(authtest.Events(t, s, authapi.SessionRevoked)) - before; told != int(opened.Load()) {
			t.Errorf("%d sessions were opened, %d ends told", opened.Load(), told)
		}
	}
}

func verifyWhileReplacing(t *testing.T, s *authtest.Shop) {
	for round := range 8 {
		email := fmt.Sprintf("ana%d@example.cl", round)
		_, err := s.Register(t.Context(), email, authtest.Password)
		must(t, err)
		token := s.VerifyToken(t, email)
		got := together(2, func(i int) error {
			if i == 0 {
				return s.Verify(t.Context(), token)
			}
			_, err := s.Service.CreateUser(t.Context(), authapi.Florist, email)
			return err
		})
		_, err = s.Login(t.Context(), email, authtest.Password)
		if got[""] != 1 || (err == nil) != (got["link_invalid"] == 0) {
			t.Errorf("answers %v, and the registered password: %v", got, err)
		}
	}
}

func verifyWhileResetting(t *testing.T, s *authtest.Shop) {
	for round := range 8 {
		email := fmt.Sprintf("ana%d@example.cl", round)
		_, err := s.Register(t.Context(), email, authtest.Password)
		must(t, err)
		verification := s.VerifyToken(t, email)
		s.Advance(t, time.Hour) // until another mail may go
		must(t, s.Forgot(t.Context(), email))
		reset := s.ResetToken(t, email)
		together(2, func(i int) error {
			if i == 0 {
				return s.Verify(t.Context(), verification)
			}
			return s.Reset(t.Context(), reset, "otra clave larga")
		})
		if n := len(authtest.Events(t, s, authapi.UserVerified)); n != round+1 {
			t.Errorf("after %d accounts %d are told as verified", round+1, n)
		}
	}
}
