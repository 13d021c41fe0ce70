package wishlist_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestAnItemMovesToTheCustomersOwnCart(t *testing.T) {
	each(t, testAnItemMovesToTheCustomersOwnCart)
}

func testAnItemMovesToTheCustomersOwnCart(t *testing.T, open opener) {
	h := open(t)
	ana, eva := h.as("u1").add("rosa", "lirio"), h.as("u2").add("rosa")
	h.Must(ana.toCart("k1", "rosa"))
	ana.has("lirio")
	ana.bought("rosa", 1)
	eva.has("rosa")
	eva.bought("rosa", 0)
	ana.add("rosa")
	h.Must(ana.toCart("k2", "rosa")) // one more
	ana.bought("rosa", 2)
}

func TestTheSameKeyMovesOnce(t *testing.T) { each(t, testTheSameKeyMovesOnce) }

func testTheSameKeyMovesOnce(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1").add("rosa", "lirio")
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if err := ana.toCart("k", "rosa"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	h.restart()
	h.Must(ana.toCart("k", "rosa"))
	ana.add("rosa")
	h.Must(ana.toCart("k", "rosa")) // an old click does not move what was remembered since
	ana.has("rosa", "lirio")
	ana.bought("rosa", 1)
	refused(t, ana.toCart("k", "lirio"), http.StatusUnprocessableEntity, "key_reused")
	ana.bought("lirio", 0)
	refused(t, ana.toCart("k3", "vaso"), http.StatusNotFound, "item_not_found")
	eva := h.as("u2").add("lirio")
	h.Must(eva.toCart("k", "lirio")) // a key is its customer's own
	eva.bought("lirio", 1)
}

func TestAMoveAsksForAKey(t *testing.T) { each(t, testAMoveAsksForAKey) }

func testAMoveAsksForAKey(t *testing.T, open opener) {
	h := open(t)
	h.as("u1").add("rosa")
	req := httptest.NewRequest(http.MethodPost, "/api/wishlist/rosa/moves", nil)
	req.Header.Set("Authorization", "Bearer u1")
	rec := httptest.NewRecorder()
	h.router.ServeHTTP(rec, req)
	if rec.Code != http.StatusBadRequest {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	h.as("u1").has("rosa")
}

func TestWhatTheCartRefusesStaysOnTheList(t *testing.T) {
	each(t, testWhatTheCartRefusesStaysOnTheList)
}

func testWhatTheCartRefusesStaysOnTheList(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1").add("rosa")
	h.Goods.Sell("rosa", 30000, func(p *productapi.Snapshot) { p.Active = false })
	refused(t, ana.toCart("k1", "rosa"), http.StatusNotFound, "sku_not_found")
	h.Goods.Sell("rosa", 30000)
	h.carts.Store(false)
	refused(t, ana.toCart("k2", "rosa"), http.StatusServiceUnavailable, "service_unavailable")
	ana.has("rosa")
	h.carts.Store(true)
	h.Must(ana.toCart("k2", "rosa"))
	for i := range 98 {
		ana.add("rosa")
		h.Must(ana.toCart(fmt.Sprint("more", i), "rosa"))
	}
	ana.add("rosa")
	refused(t, ana.toCart("k3", "rosa"), http.StatusConflict, "quantity_too_large")
	ana.bought("rosa", 99)
	ana.has("rosa")
}

// interrupted is a store where something happens just before the next write:
// the process dies, or another call is faster.
type interrupted struct {
	kv.Store
	once sync.Once
	by   func() error
}

func (i *interrupted) Update(ctx context.Context, key string, fn kv.Func) (kv.Entry, error) {
	var err error
	if i.once.Do(func() { err = i.by() }); err != nil {
		return kv.Entry{}, err
	}
	return i.Store.Update(ctx, key, fn)
}

func TestACrashBetweenCartAndListIsMendedByTheSameKey(t *testing.T) {
	each(t, testACrashBetweenCartAndListIsMendedByTheSameKey)
}

func testACrashBetweenCartAndListIsMendedByTheSameKey(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1").add("rosa")
	h.serve(&interrupted{Store: h.store, by: func() error { return errors.New("the process died") }})
	if err := ana.toCart("k", "rosa"); err == nil {
		t.Fatal("nothing crashed")
	}
	ana.bought("rosa", 1)
	h.restart()
	ana.has("rosa")
	h.Must(ana.toCart("k", "rosa"))
	ana.has()
	ana.bought("rosa", 1)
}

func TestASlowRepeatDoesNotForgetWhatWasRememberedSince(t *testing.T) {
	each(t, testASlowRepeatDoesNotForgetWhatWasRememberedSince)
}

func testASlowRepeatDoesNotForgetWhatWasRememberedSince(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1").add("rosa")
	slow := &interrupted{Store: h.store}
	h.serve(slow)
	repeat := *ana
	repeat.house = &house{Shop: h.Shop, t: t, conn: h.conn}
	h.serve(h.store)
	slow.by = func() error {
		h.Must(ana.toCart("k", "rosa"))
		ana.add("rosa")
		return nil
	}
	h.Must(repeat.toCart("k", "rosa"))
	ana.has("rosa")
	ana.bought("rosa", 1)
}
