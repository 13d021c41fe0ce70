package cart_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

func TestTheFirstAddOfAGuestMakesACartThatOnlyItsTokenOpens(t *testing.T) {
	carttest.Each(t, testTheFirstAddOfAGuestMakesACartThatOnlyItsTokenOpens)
}

func testTheFirstAddOfAGuestMakesACartThatOnlyItsTokenOpens(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := guest(t, s)
	if c := ana.cart(); c.Version != 0 || c.Items == nil || len(c.Items) != 0 {
		t.Errorf("before the first add: %+v", c)
	}
	out, err := ana.tryAdd("", "rosa", 2)
	ana.must(err)
	if len(out.Token) < 43 || lines(out.Body) != "rosa 2" {
		t.Fatalf("%+v", out)
	}
	if out, err = ana.tryAdd("", "lirio", 1); err != nil || out.Token != "" {
		t.Errorf("a cart that is there got another token: %+v, %v", out, err)
	}
	ana.has("rosa 2, lirio 1")
}

func TestNoTwoCustomersShareACart(t *testing.T) { carttest.Each(t, testNoTwoCustomersShareACart) }

func testNoTwoCustomersShareACart(t *testing.T, open carttest.Opener) {
	s := open(t)
	all := map[string]*visitor{
		"rosa 1": guest(t, s).add("rosa", 1), "rosa 2": guest(t, s).add("rosa", 2),
		"rosa 3": account(t, s, "u1").add("rosa", 3), "rosa 4": account(t, s, "u2").add("rosa", 4),
	}
	tokens := map[string]bool{}
	for want, v := range all {
		v.has(want)
		if v.token != "" {
			tokens[v.token] = true
		}
	}
	if len(tokens) != 2 {
		t.Errorf("two guests have %d tokens", len(tokens))
	}
	nobody := guest(t, s)
	for _, token := range []string{"", "u1", "user/u1", "guest", id.Hash(all["rosa 1"].token), all["rosa 1"].token + "x", id.Secret()} {
		nobody.token = token
		nobody.has("")
		if took := nobody.take(); took.ID != "" || took.Version != 0 || len(took.Lines) != 0 {
			t.Errorf("token %q takes %+v", token, took)
		}
		nobody.remove("rosa")
		nobody.clear()
		_, err := nobody.trySet("rosa", 9)
		refused(t, err, http.StatusNotFound, "line_not_found")
	}
	for want, v := range all {
		v.has(want)
	}
}

func TestATokenThatNamesNoCartIsNeverTakenOver(t *testing.T) {
	carttest.Each(t, testATokenThatNamesNoCartIsNeverTakenOver)
}

func testATokenThatNamesNoCartIsNeverTakenOver(t *testing.T, open carttest.Opener) {
	s := open(t)
	planted := id.Secret()
	ana, thief := guest(t, s), guest(t, s)
	ana.token, thief.token = planted, planted
	ana.add("rosa", 1)
	if ana.token == planted {
		t.Fatal("the planted token names the cart now")
	}
	thief.has("")
	ana.has("rosa 1")
}

func TestAnAccountHasItsOwnCartWhateverTokenComesWithTheCall(t *testing.T) {
	carttest.Each(t, testAnAccountHasItsOwnCartWhateverTokenComesWithTheCall)
}

func testAnAccountHasItsOwnCartWhateverTokenComesWithTheCall(t *testing.T, open carttest.Opener) {
	s := open(t)
	other := guest(t, s).add("rosa", 5)
	ana := account(t, s, "u1")
	ana.token = other.token
	out, err := ana.tryAdd("", "lirio", 1)
	ana.must(err)
	if out.Token != "" {
		t.Error("an account was given a guest's token")
	}
	ana.has("lirio 1")
	ana.clear()
	other.has("rosa 5")
}

func TestWhoMustFirstChangeAPasswordHasNoCartAndANobodyNoMerge(t *testing.T) {
	carttest.Each(t, testWhoMustFirstChangeAPasswordHasNoCartAndANobodyNoMerge)
}

func testWhoMustFirstChangeAPasswordHasNoCartAndANobodyNoMerge(t *testing.T, open carttest.Opener) {
	s := open(t)
	_, err := account(t, s, "must-change").tryAdd("", "rosa", 1)
	refused(t, err, http.StatusForbidden, "password_change_required")
	ana := guest(t, s).add("rosa", 1)
	_, err = ana.tryMerge("", ana.token)
	refused(t, err, http.StatusUnauthorized, "sign_in_required")
	ana.has("rosa 1")
}

func TestOnlyOrderServiceTakesACart(t *testing.T) { carttest.Each(t, testOnlyOrderServiceTakesACart) }

func testOnlyOrderServiceTakesACart(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana, eva := account(t, s, "u1").add("rosa", 2), guest(t, s).add("lirio", 1)
	mine, hers := ana.take(), eva.take()
	if mine.ID == "" || mine.ID == hers.ID || len(mine.Lines) != 1 || mine.Lines[0].Quantity != 2 || mine.Version != ana.cart().Version {
		t.Errorf("took %+v and %+v", mine, hers)
	}
	if strings.Contains(hers.ID, eva.token) {
		t.Error("the identifier of a guest's cart holds its token")
	}
	for _, caller := range []string{"wishlist-service", "frontend"} {
		conn := contract.Join("cart-service", s.Router, carttest.Named(caller))
		_, err := cartapi.Take.Call(ana.ctx, conn, &cartapi.Guest{})
		refused(t, err, http.StatusForbidden, "forbidden")
	}
	rec := httptest.NewRecorder()
	s.Router.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/internal/carts/current", nil))
	if rec.Code != http.StatusForbidden {
		t.Errorf("without a service's token: %d", rec.Code)
	}
}

func TestEveryOperationOfTheContractIsServed(t *testing.T) {
	served := map[*contract.Op]bool{}
	for _, op := range carttest.New(t).Router.Served() {
		served[op] = true
	}
	for _, op := range cartapi.Operations() {
		if !served[op] {
			t.Errorf("%s has no handler", op)
		}
	}
	if len(served) != len(cartapi.Operations()) {
		t.Error("something is served that is not listed")
	}
}
