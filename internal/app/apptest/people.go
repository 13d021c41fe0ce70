package apptest

import (
	"context"
	"fmt"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

// Password is every test account's.
const Password = "camelia-y-helecho-7"

// Staff makes an account of a role that has changed its printed password, and
// returns a context in which calls are made in its name.
func (s *Shop) Staff(role authapi.Role) context.Context {
	s.T.Helper()
	email := fmt.Sprintf("%s-%s@floresvictoria.cl", role, id.New()[24:])
	printed := s.CreateUser(role, email)
	token := s.logIn(email, printed).AccessToken
	in := authapi.ChangePasswordInput{}
	in.Body.Current, in.Body.New = printed, Password
	out, err := authapi.ChangePassword.Call(contract.WithUserToken(context.Background(), token), s.API(), &in)
	if err != nil {
		s.T.Fatal(err)
	}
	return contract.WithUserToken(context.Background(), out.AccessToken)
}

// Customer registers an account; without SMTP a demo verifies it at once.
func (s *Shop) Customer(email string) (context.Context, authapi.User) {
	s.T.Helper()
	in := authapi.RegisterInput{}
	in.Body.Email, in.Body.Password, in.Body.Name = email, Password, "Ana O'Higgins Ñuñoa"
	if _, err := authapi.Register.Call(context.Background(), s.API(), &in); err != nil {
		s.T.Fatal(err)
	}
	out := s.logIn(email, Password)
	return contract.WithUserToken(context.Background(), out.AccessToken), out.User
}

func (s *Shop) logIn(email, password string) *authapi.SignIn {
	s.T.Helper()
	in := authapi.LoginInput{}
	in.Body.Email, in.Body.Password = email, password
	out, err := authapi.Login.Call(context.Background(), s.API(), &in)
	if err != nil {
		s.T.Fatalf("%s does not get in: %v", email, err)
	}
	return out
}
