package wishlist_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

func TestACustomerRemembersAndForgets(t *testing.T) { each(t, testACustomerRemembersAndForgets) }

func testACustomerRemembersAndForgets(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1")
	ana.has()
	ana.remove("rosa") // none is fine
	ana.add("rosa")
	h.Clock.Advance(time.Hour)
	ana.add("lirio", "rosa") // the second time changes nothing
	ana.has("lirio", "rosa")
	items := ana.list()
	if rosa := items[1]; rosa.PriceCLP != 30000 || rosa.Slug != "slug-rosa" || rosa.Name.ES != "rosa" || rosa.Picture == "" ||
		!rosa.Available || rosa.Gone || !rosa.Added.Equal(h.Clock.Now().Add(-time.Hour)) || !items[0].Added.Equal(h.Clock.Now()) {
		t.Errorf("%+v", items)
	}
	ana.remove("rosa")
	ana.remove("rosa")
	ana.has("lirio")
}

func TestAListShowsWhatItsItemsAreNow(t *testing.T) { each(t, testAListShowsWhatItsItemsAreNow) }

func testAListShowsWhatItsItemsAreNow(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1").add("rosa")
	for name, c := range map[string]struct {
		change          func(*productapi.Snapshot)
		available, gone bool
	}{
		"made to order":       {func(*productapi.Snapshot) {}, true, false},
		"the last one":        {func(p *productapi.Snapshot) { p.Unlimited, p.Available = false, 1 }, true, false},
		"sold out":            {func(p *productapi.Snapshot) { p.Unlimited = false }, false, false},
		"out of season":       {func(p *productapi.Snapshot) { p.InSeason = false }, false, false},
		"taken off the shelf": {func(p *productapi.Snapshot) { p.Active = false }, false, true},
	} {
		h.Goods.Sell("rosa", 31000, c.change)
		if got := ana.list()[0]; got.Available != c.available || got.Gone != c.gone || got.PriceCLP != 31000 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	h.Goods.Drop("rosa")
	if got := ana.list()[0]; got.SKU != "rosa" || got.Available || !got.Gone || got.Added.IsZero() {
		t.Errorf("not known any more: %+v", got)
	}
	ana.add("rosa") // it is on the list, sold or not
	ana.remove("rosa")
	refused(t, ana.tryAdd("rosa"), http.StatusNotFound, "sku_not_found")
}

func TestOnlyWhatIsSoldIsRemembered(t *testing.T) { each(t, testOnlyWhatIsSoldIsRemembered) }

func testOnlyWhatIsSoldIsRemembered(t *testing.T, open opener) {
	h := open(t)
	h.Goods.Sell("retirado", 1000, func(p *productapi.Snapshot) { p.Active = false })
	h.Goods.Sell("agotado", 1000, func(p *productapi.Snapshot) { p.Unlimited = false })
	ana := h.as("u1").add("agotado") // waiting for it is what a wishlist is for
	for _, sku := range []string{"nada", "retirado"} {
		refused(t, ana.tryAdd(sku), http.StatusNotFound, "sku_not_found")
	}
	ana.has("agotado")
}

func TestAListIsItsCustomersAlone(t *testing.T) { each(t, testAListIsItsCustomersAlone) }

func testAListIsItsCustomersAlone(t *testing.T, open opener) {
	h := open(t)
	ana, eva := h.as("u1").add("rosa"), h.as("u2").add("lirio")
	eva.remove("rosa")
	refused(t, eva.toCart("k", "rosa"), http.StatusNotFound, "item_not_found")
	ana.has("rosa")
	eva.has("lirio")
	for name, c := range map[string]struct {
		status int
		code   string
		who    *customer
	}{
		"nobody":      {http.StatusUnauthorized, "sign_in_required", h.as("")},
		"must-change": {http.StatusForbidden, "password_change_required", h.as("must-change")},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, c.who.tryAdd("rosa"), c.status, c.code)
			refused(t, c.who.toCart("k", "rosa"), c.status, c.code)
			_, err := wishlistapi.List.Call(c.who.ctx, h.conn, &contract.None{})
			refused(t, err, c.status, c.code)
			_, err = wishlistapi.Remove.Call(c.who.ctx, h.conn, &wishlistapi.BySKU{SKU: "rosa"})
			refused(t, err, c.status, c.code)
		})
	}
	if ops := h.router.Served(); len(ops) != len(wishlistapi.Operations()) {
		t.Errorf("%d operations are served", len(ops))
	}
}

func TestAListHas200ItemsAtMostAndAsksForThemInTwoCalls(t *testing.T) {
	each(t, testAListHas200ItemsAtMostAndAsksForThemInTwoCalls)
}

func testAListHas200ItemsAtMostAndAsksForThemInTwoCalls(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1")
	for i := range wishlistapi.MaxItems {
		sku := fmt.Sprint("flor", i)
		h.Goods.Sell(sku, int64(1000+i))
		ana.add(sku)
	}
	refused(t, ana.tryAdd("rosa"), http.StatusConflict, "wishlist_full")
	ana.add("flor0") // it is there
	h.Goods.Asked()
	items := ana.list()
	if asked := h.Goods.Asked(); len(asked) != 2 || len(asked[0]) != 100 || len(asked[1]) != 100 {
		t.Errorf("asked %d times", len(asked))
	}
	for i, item := range items {
		if want := int64(1199 - i); item.PriceCLP != want {
			t.Fatalf("item %d costs %d, want %d", i, item.PriceCLP, want)
		}
	}
	ana.remove("flor7")
	ana.add("rosa")
}

func TestParallelAddsLoseNothingAndDoubleNothing(t *testing.T) {
	each(t, testParallelAddsLoseNothingAndDoubleNothing)
}

func testParallelAddsLoseNothingAndDoubleNothing(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1")
	var all sync.WaitGroup
	for i := range 50 {
		sku := fmt.Sprint("flor", i/2)
		h.Goods.Sell(sku, 1000)
		all.Go(func() {
			if err := ana.tryAdd(sku); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	seen := map[string]bool{}
	for _, item := range ana.list() {
		seen[item.SKU] = true
	}
	if len(seen) != 25 || len(ana.list()) != 25 {
		t.Errorf("%d items, %d SKUs", len(ana.list()), len(seen))
	}
}

func TestAListStaysForEverUntilTheAccountIsDeleted(t *testing.T) {
	each(t, testAListStaysForEverUntilTheAccountIsDeleted)
}

func testAListStaysForEverUntilTheAccountIsDeleted(t *testing.T, open opener) {
	h := open(t)
	ana, eva := h.as("u1").add("rosa"), h.as("u2").add("lirio")
	h.Clock.Advance(10 * 365 * 24 * time.Hour)
	h.restart()
	h.twin.Forgets(t, 0)
	ana.has("rosa")
	for range 2 {
		carttest.Hear(t, h.service.Handlers(), authapi.UserDeleted.New("u1", 2, authapi.DeletedData{UserID: "u1"}))
	}
	ana.has()
	eva.has("lirio")
}

func TestWithoutPricesNoListIsShownAndNothingIsAdded(t *testing.T) {
	each(t, testWithoutPricesNoListIsShownAndNothingIsAdded)
}

func testWithoutPricesNoListIsShownAndNothingIsAdded(t *testing.T, open opener) {
	h := open(t)
	ana := h.as("u1").add("rosa", "lirio")
	h.Goods.Down(true)
	_, err := wishlistapi.List.Call(ana.ctx, h.conn, &contract.None{})
	refused(t, err, http.StatusServiceUnavailable, "service_unavailable")
	refused(t, ana.tryAdd("vaso"), http.StatusServiceUnavailable, "service_unavailable")
	h.as("u2").has() // there is nothing to price
	ana.remove("lirio")
	h.Goods.Down(false)
	ana.has("rosa")
}

func TestRemovingAnswers204(t *testing.T) { each(t, testRemovingAnswers204) }

func testRemovingAnswers204(t *testing.T, open opener) {
	h := open(t)
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodDelete} {
		req := httptest.NewRequest(method, "/api/wishlist/rosa", nil)
		req.Header.Set("Authorization", "Bearer u1")
		rec := httptest.NewRecorder()
		h.router.ServeHTTP(rec, req)
		if rec.Code != http.StatusNoContent || rec.Body.Len() != 0 {
			t.Errorf("%s: %d %s", method, rec.Code, rec.Body)
		}
	}
}
