package cart_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// visitor is a customer at their browser: it keeps the token that it is given.
type visitor struct {
	t     testing.TB
	shop  *carttest.Shop
	ctx   context.Context
	token string
}

func guest(t testing.TB, s *carttest.Shop) *visitor { return &visitor{t: t, shop: s, ctx: s.Ctx} }

func account(t testing.TB, s *carttest.Shop, userID string) *visitor {
	return &visitor{t: t, shop: s, ctx: carttest.As(s.Ctx, userID)}
}

func addInput(token, key, sku string, quantity int64) *cartapi.AddInput {
	in := &cartapi.AddInput{Keyed: contract.Keyed{Key: key}, Guest: cartapi.Guest{Token: token}}
	in.Body.SKU, in.Body.Quantity = sku, quantity
	return in
}

// tryAdd adds under a key; the connection makes one up for none.
func (v *visitor) tryAdd(key, sku string, quantity int64) (*cartapi.Answer, error) {
	out, err := cartapi.Add.Call(v.ctx, v.shop.Conn, addInput(v.token, key, sku, quantity))
	if err == nil && out.Token != "" {
		v.token = out.Token
	}
	return out, err
}

func (v *visitor) add(sku string, quantity int64) *visitor {
	v.t.Helper()
	_, err := v.tryAdd("", sku, quantity)
	v.must(err)
	return v
}

func (v *visitor) trySet(sku string, quantity int64) (*cartapi.Answer, error) {
	in := &cartapi.SetInput{Guest: cartapi.Guest{Token: v.token}, SKU: sku}
	in.Body.Quantity = quantity
	return cartapi.Set.Call(v.ctx, v.shop.Conn, in)
}

func (v *visitor) set(sku string, quantity int64) cartapi.Cart {
	v.t.Helper()
	out, err := v.trySet(sku, quantity)
	v.must(err)
	return out.Body
}

func (v *visitor) remove(sku string) cartapi.Cart {
	v.t.Helper()
	out, err := cartapi.Remove.Call(v.ctx, v.shop.Conn, &cartapi.RemoveInput{Guest: cartapi.Guest{Token: v.token}, SKU: sku})
	v.must(err)
	return out.Body
}

func (v *visitor) clear() cartapi.Cart {
	v.t.Helper()
	out, err := cartapi.Clear.Call(v.ctx, v.shop.Conn, &cartapi.Guest{Token: v.token})
	v.must(err)
	return out.Body
}

func (v *visitor) cart() cartapi.Cart {
	v.t.Helper()
	out, err := cartapi.Get.Call(v.ctx, v.shop.Conn, &cartapi.Guest{Token: v.token})
	v.must(err)
	return out.Body
}

func (v *visitor) tryMerge(key, token string) (*cartapi.Answer, error) {
	in := &cartapi.MergeInput{Keyed: contract.Keyed{Key: key}}
	in.Body.Token = token
	return cartapi.Merge.Call(v.ctx, v.shop.Conn, in)
}

func (v *visitor) merge(token string) cartapi.Cart {
	v.t.Helper()
	out, err := v.tryMerge("", token)
	v.must(err)
	return out.Body
}

// take is what order-service is told.
func (v *visitor) take() *cartapi.Contents {
	v.t.Helper()
	out, err := cartapi.Take.Call(v.ctx, v.shop.Conn, &cartapi.Guest{Token: v.token})
	v.must(err)
	return out
}

// has demands the lines of the visitor's cart, "rosa 2, lirio 1".
func (v *visitor) has(want string) {
	v.t.Helper()
	if got := lines(v.cart()); got != want {
		v.t.Errorf("the cart has %q, want %q", got, want)
	}
}

func (v *visitor) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

func lines(c cartapi.Cart) string {
	list := make([]string, len(c.Items))
	for i, item := range c.Items {
		list[i] = fmt.Sprint(item.SKU, " ", item.Quantity)
	}
	return strings.Join(list, ", ")
}

func refused(t testing.TB, err error, status int, code string) {
	t.Helper()
	if p, ok := problem.From(err); !ok || p.Status != status || p.Code != code {
		t.Errorf("got %v, want %d %s", err, status, code)
	}
}
