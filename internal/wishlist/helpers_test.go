package wishlist_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/cart"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/wishlist"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// house is wishlist-service beside a real cart-service and what product-service sells.
type house struct {
	*carttest.Shop
	t       testing.TB
	twin    carttest.Twin
	store   kv.Store
	service *wishlist.Service
	router  *contract.Router
	conn    *contract.Conn
	carts   atomic.Bool // false cuts cart-service off
}

// opener opens a house of its own for a test.
type opener func(t testing.TB) *house

// each runs a test with houses on each kind of store.
func each(t *testing.T, test func(t *testing.T, open opener)) {
	for name, twin := range carttest.Twins() {
		t.Run(name, func(t *testing.T) {
			test(t, func(t testing.TB) *house {
				t.Helper()
				h := &house{Shop: carttest.On(t, twin(t)), t: t, twin: twin(t)}
				h.carts.Store(true)
				h.open()
				t.Cleanup(func() { h.twin.Close(t) })
				return h
			})
		})
	}
}

func (h *house) restart() {
	h.t.Helper()
	h.twin.Close(h.t)
	h.open()
}

func (h *house) open() {
	h.t.Helper()
	h.store, _ = h.twin.Open(h.t, h.Clock, "")
	h.serve(h.store)
}

func (h *house) serve(store kv.Store) {
	toCart := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !h.carts.Load() {
			panic(http.ErrAbortHandler) // the connection breaks
		}
		h.Router.ServeHTTP(w, r)
	})
	h.service = wishlist.New(wishlist.Deps{
		Store: store, Product: h.Goods.Conn(wishlist.Name), Clock: h.Clock,
		Cart: contract.Join(cart.Name, toCart, carttest.Named(wishlist.Name)),
	})
	h.router = contract.NewRouter(wishlist.Name, carttest.Guard{}, slog.New(slog.DiscardHandler), nil)
	h.service.Routes(h.router)
	h.conn = contract.Join(wishlist.Name, h.router, nil)
}

// customer is a signed-in one.
type customer struct {
	*house
	ctx context.Context
}

func (h *house) as(userID string) *customer { return &customer{h, carttest.As(h.Ctx, userID)} }

func (c *customer) tryAdd(sku string) error {
	_, err := wishlistapi.Add.Call(c.ctx, c.conn, &wishlistapi.BySKU{SKU: sku})
	return err
}

func (c *customer) add(skus ...string) *customer {
	c.t.Helper()
	for _, sku := range skus {
		c.Must(c.tryAdd(sku))
	}
	return c
}

func (c *customer) remove(sku string) {
	c.t.Helper()
	_, err := wishlistapi.Remove.Call(c.ctx, c.conn, &wishlistapi.BySKU{SKU: sku})
	c.Must(err)
}

func (c *customer) toCart(key, sku string) error {
	_, err := wishlistapi.ToCart.Call(c.ctx, c.conn, &wishlistapi.MoveInput{
		Keyed: contract.Keyed{Key: key}, BySKU: wishlistapi.BySKU{SKU: sku},
	})
	return err
}

func (c *customer) list() []wishlistapi.Item {
	c.t.Helper()
	out, err := wishlistapi.List.Call(c.ctx, c.conn, &contract.None{})
	c.Must(err)
	if out.Items == nil || out.Total != len(out.Items) || out.Page != 1 {
		c.t.Errorf("%+v", out)
	}
	return out.Items
}

// has demands the SKUs of the list, newest first.
func (c *customer) has(want ...string) {
	c.t.Helper()
	var got []string
	for _, item := range c.list() {
		got = append(got, item.SKU)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		c.t.Errorf("the list has %v, want %v", got, want)
	}
}

// bought demands how many of a SKU the customer's cart has.
func (c *customer) bought(sku string, want int64) {
	c.t.Helper()
	out, err := cartapi.Get.Call(c.ctx, c.Conn, &cartapi.Guest{})
	c.Must(err)
	var got int64
	for _, item := range out.Body.Items {
		if item.SKU == sku {
			got = item.Quantity
		}
	}
	if got != want {
		c.t.Errorf("the cart has %d of %s, want %d", got, sku, want)
	}
}

func refused(t testing.TB, err error, status int, code string) {
	t.Helper()
	if p, ok := problem.From(err); !ok || p.Status != status || p.Code != code {
		t.Errorf("got %v, want %d %s", err, status, code)
	}
}
