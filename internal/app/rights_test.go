package app_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/user/userapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// Each role gets exactly the operations that its permissions name.
func TestEachRoleMayDoWhatItsPermissionsSayAndNoMore(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	tokens := map[authapi.Role]string{}
	for _, role := range authapi.Roles() {
		tokens[role] = bearer(t, shop, func() context.Context { return shop.Staff(role) })
	}
	asked := 0
	for _, s := range shop.App.Table() {
		for _, op := range s.Operations {
			need := op.Access.Permission()
			if need == "" {
				continue
			}
			for role, token := range tokens {
				asked++
				p := ask(t, shop, op, op.Method, path(op), token, body(op))
				switch may := slices.Contains(role.Permissions(), need); {
				case !may && p.Status != http.StatusForbidden:
					t.Errorf("%s by a %s without %s: %d %s", op, role, need, p.Status, p.Code)
				case may && (p.Status == http.StatusForbidden || p.Status == http.StatusUnauthorized || p.Status >= 500):
					t.Errorf("%s by a %s with %s: %d %s", op, role, need, p.Status, p.Code)
				}
			}
		}
	}
	if asked < 200 {
		t.Errorf("asked %d times only", asked)
	}
}

// belongings are what customer A and a guest have, and how to look at it.
type belongings struct {
	shop                *apptest.Shop
	a                   context.Context
	mine, guests        *orderapi.Placed
	address, person     string
	session, guestsCart string
}

func keep(t *testing.T, shop *apptest.Shop) *belongings {
	t.Helper()
	a, _ := shop.Customer("a-duena@example.cl")
	b := &belongings{shop: shop, a: a}
	api := shop.API()
	b.mine = apptest.Purchase{Buyer: "a-duena@example.cl"}.Place(shop, a)
	b.guests = apptest.Purchase{Buyer: "a-invitada@example.cl"}.Place(shop, context.Background())
	var err error
	b.guestsCart, err = apptest.Purchase{}.Fill(context.Background(), api)
	must(t, err)
	var made *userapi.Address
	apptest.Eventually(t, "the profile is there", func() bool {
		in := userapi.AddAddressInput{Body: userapi.AddressBody{Address: "Pasaje Secreto 7", Comuna: "Recoleta"}}
		made, err = userapi.AddAddress.Call(a, api, &in)
		return err == nil
	})
	b.address = made.ID
	person, err := userapi.AddRecipient.Call(a, api, &userapi.AddRecipientInput{Body: userapi.RecipientBody{Name: "Tía Secreta"}})
	must(t, err)
	b.person = person.ID
	_, err = wishlistapi.Add.Call(a, api, &wishlistapi.BySKU{SKU: apptest.DefaultSKU})
	must(t, err)
	sessions, err := authapi.ListSessions.Call(a, api, &contract.None{})
	must(t, err)
	b.session = sessions.Items[0].ID
	return b
}

// look is everything of theirs, as they see it.
func (b *belongings) look(t *testing.T) string {
	t.Helper()
	api, guest := b.shop.API(), context.Background()
	var all []any
	add := func(v any, err error) {
		must(t, err)
		all = append(all, v)
	}
	add(orderapi.Get.Call(b.a, api, &orderapi.ByNumber{Number: b.mine.Order.Number}))
	add(orderapi.Get.Call(guest, api, &orderapi.ByNumber{Number: b.guests.Order.Number, Guest: orderapi.Guest{Link: b.guests.Link}}))
	add(userapi.Me.Call(b.a, api, &contract.None{}))
	add(userapi.Addresses.Call(b.a, api, &contract.None{}))
	add(userapi.Recipients.Call(b.a, api, &contract.None{}))
	add(wishlistapi.List.Call(b.a, api, &contract.None{}))
	add(authapi.ListSessions.Call(b.a, api, &contract.None{}))
	mine, err := cartapi.Get.Call(b.a, api, &cartapi.Guest{})
	must(t, err)
	theirs, err := cartapi.Get.Call(guest, api, &cartapi.Guest{Token: b.guestsCart})
	add([]cartapi.Cart{mine.Body, theirs.Body}, err)
	out, err := json.Marshal(all)
	must(t, err)
	return string(out)
}

// Whoever else asks, with a body that would be taken and the names of A's things,
// is shown nothing of them and changes nothing.
func TestWhoIsNotTheOwnerSeesAndChangesNothing(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	b := keep(t, shop)
	secrets := []string{
		b.mine.Order.Number, b.guests.Order.Number, b.mine.Order.ID, b.guests.Order.ID, b.session, b.guestsCart,
		"a-duena@example.cl", "a-invitada@example.cl", "Pasaje Secreto", "Tía Secreta", "Av. Italia 1450",
	}
	bodies := map[*contract.Op]string{
		userapi.ChangeAddress.Meta():   `{"address":"Calle Falsa 123","comuna":"Recoleta"}`,
		userapi.ChangeRecipient.Meta(): `{"name":"Otra Persona"}`,
		userapi.ChangeMe.Meta():        `{"name":"Otra Persona","lang":"en"}`,
		orderapi.Pay.Meta():            "",
		wishlistapi.Add.Meta():         "",
		wishlistapi.ToCart.Meta():      "",
		cartapi.Set.Meta():             `{"quantity":9}`,
	}
	ids := map[*contract.Op]string{
		authapi.EndSession.Meta():    b.session,
		userapi.ChangeAddress.Meta(): b.address, userapi.RemoveAddress.Meta(): b.address,
		userapi.ChangeRecipient.Meta(): b.person, userapi.RemoveRecipient.Meta(): b.person,
	}
	before := b.look(t)
	n := 0
	for _, s := range shop.App.Table() {
		for _, op := range s.Operations {
			if a := op.Access.String(); a != contract.Owner.String() && a != contract.SignedIn.String() {
				continue
			}
			text, named := bodies[op]
			if !named {
				text = body(op)
			}
			if strings.Contains(op.Path, "{id}") && ids[op] == "" {
				t.Errorf("%s names a thing that the test does not have: add it", op)
			}
			n++
			stranger, _ := shop.Customer(fmt.Sprintf("b%d@example.cl", n)) // some operations end the session
			for _, number := range []string{b.mine.Order.Number, b.guests.Order.Number} {
				for who, token := range map[string]string{"nobody": "", "a customer": contract.UserToken(stranger)} {
					target := strings.NewReplacer("{number}", number, "{id}", ids[op], "{sku}", apptest.DefaultSKU).Replace(op.Path)
					status, answer := answerOf(t, shop, op.Method, target, token, text)
					for _, secret := range secrets {
						if strings.Contains(answer, secret) {
							t.Errorf("%s shows %q to %s", op, secret, who)
						}
					}
					names := strings.Contains(op.Path, "{number}") || strings.Contains(op.Path, "{id}")
					if names && status != http.StatusNotFound && (token != "" || status != http.StatusUnauthorized) {
						t.Errorf("%s of another's by %s: %d %s", op, who, status, answer)
					}
				}
			}
			if after := b.look(t); after != before {
				t.Errorf("%s changed what is another's:\n%s\n%s", op, before, after)
				before = after
			}
		}
	}
	if n < 25 {
		t.Errorf("only %d operations are somebody's own", n)
	}
}

// answerOf sends a request through the doors and returns the answer's status, headers and body.
func answerOf(t *testing.T, shop *apptest.Shop, method, target, token, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, shop.URL+target, strings.NewReader(body))
	must(t, err)
	dress(req, token, body)
	req.Header.Set("Idempotency-Key", id.New())
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, fmt.Sprint(resp.Header) + string(text)
}
