package replicas

import (
	"context"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// dial connects to an address for as long as the test runs.
func dial(t *testing.T, address string) *contract.Conn {
	t.Helper()
	c, err := contract.Dial("api", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// hire takes on somebody of that role whose printed password is changed, and signs them in.
func (w *world) hire(t *testing.T, role authapi.Role) *person {
	t.Helper()
	p := &person{api: dial(t, w.shop.URL), email: string(role) + "-" + id.New()[24:] + "@floresvictoria.cl"}
	printed, err := w.shop.Processes.CreateUser(t.Context(), role, p.email)
	if err != nil {
		t.Fatal(err)
	}
	in := authapi.ChangePasswordInput{}
	in.Body.Current, in.Body.New = printed, apptest.Password
	if _, err := authapi.ChangePassword.Call(as(p.signIn(t, printed)), p.api, &in); err != nil {
		t.Fatal(err)
	}
	p.SignIn = p.signIn(t, apptest.Password)
	return p
}

// person is somebody with an account.
type person struct {
	api   *contract.Conn
	email string
	*authapi.SignIn
}

// signIn opens one more session.
func (p *person) signIn(t *testing.T, password string) *authapi.SignIn {
	t.Helper()
	in := authapi.LoginInput{}
	in.Body.Email, in.Body.Password = p.email, password
	out, err := authapi.Login.Call(context.Background(), p.api, &in)
	if err != nil {
		t.Fatalf("%s does not get in: %v", p.email, err)
	}
	return out
}

// as makes calls in the name of a session.
func as(s *authapi.SignIn) context.Context {
	return contract.WithUserToken(context.Background(), s.AccessToken)
}

// skus are what the load buys.
var skus = []string{"FV-ROSREC-S", "FV-ROSREC-D", "FV-ROSREC-P"}

// stock has enough of them for everybody.
func (w *world) stock(t *testing.T, keeper *person) {
	t.Helper()
	for _, sku := range skus {
		in := productapi.MoveInput{Keyed: contract.Keyed{Key: id.New()}, SKU: sku}
		in.Body.Quantity, in.Body.Reason = 100_000, "received"
		if _, err := productapi.Move.Call(as(keeper.SignIn), keeper.api, &in); err != nil {
			t.Fatal(err)
		}
	}
}
