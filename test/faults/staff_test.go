package faults

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// staff is a member of the staff who looks into the stores through the shop's API.
type staff struct {
	api    *contract.Conn
	email  string
	signed time.Time
	ctx    context.Context
	w      *world
}

func (s *staff) hire(w *world) {
	s.w, s.api, s.email = w, w.shop.API(), "auditora@floresvictoria.cl"
	printed := w.shop.CreateUser(authapi.Admin, s.email)
	s.signIn(printed)
	in := authapi.ChangePasswordInput{}
	in.Body.Current, in.Body.New = printed, apptest.Password
	if _, err := authapi.ChangePassword.Call(s.ctx, s.api, &in); err != nil {
		w.t.Fatal(err)
	}
	s.signIn(apptest.Password)
}

func (s *staff) signIn(password string) {
	in := authapi.LoginInput{}
	in.Body.Email, in.Body.Password = s.email, password
	out, err := authapi.Login.Call(context.Background(), s.api, &in)
	if err != nil {
		s.w.t.Fatalf("the staff does not get in: %v", err)
	}
	s.ctx, s.signed = contract.WithUserToken(context.Background(), out.AccessToken), time.Now()
}

// context makes calls in the staff's name, for a while: a sign-in lives as long as tokens do.
func (s *staff) context() context.Context {
	if time.Since(s.signed) > tokens/3 {
		s.signIn(apptest.Password)
	}
	return s.ctx
}
