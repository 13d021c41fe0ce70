package cart_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestTheSameKeyAddsOnceAndIsAnsweredAlike(t *testing.T) {
	carttest.Each(t, testTheSameKeyAddsOnceAndIsAnsweredAlike)
}

func testTheSameKeyAddsOnceAndIsAnsweredAlike(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1")
	first, err := ana.tryAdd("k", "rosa", 2)
	ana.must(err)
	ana.add("lirio", 1)
	s.Restart()
	s.Goods.Sell("rosa", 30000, func(p *productapi.Snapshot) { p.Active = false }) // what was answered stays answered
	again, err := ana.tryAdd("k", "rosa", 2)
	ana.must(err)
	if again.Body.Version != first.Body.Version || lines(again.Body) != "rosa 2" {
		t.Errorf("first %+v, then %+v", first.Body, again.Body)
	}
	ana.has("rosa 2, lirio 1")
	for _, other := range []struct {
		sku string
		n   int64
	}{{"rosa", 3}, {"lirio", 2}} {
		_, err := ana.tryAdd("k", other.sku, other.n)
		refused(t, err, http.StatusUnprocessableEntity, "key_reused")
	}
	_, err = ana.tryMerge("k", "any")
	refused(t, err, http.StatusUnprocessableEntity, "key_reused")
	ana.has("rosa 2, lirio 1")
}

func TestParallelRetriesAddOnce(t *testing.T) { carttest.Each(t, testParallelRetriesAddOnce) }

func testParallelRetriesAddOnce(t *testing.T, open carttest.Opener) {
	s := open(t)
	for _, v := range []*visitor{guest(t, s).add("vaso", 1), account(t, s, "u1").add("vaso", 1)} {
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				out, err := v.tryAdd("double click", "rosa", 3)
				if err != nil || lines(out.Body) != "vaso 1, rosa 3" {
					t.Error(out, err)
				}
			})
		}
		all.Wait()
		v.has("vaso 1, rosa 3")
	}
}

func TestAKeyIsTheCartsOwnAndALateOneIsForgotten(t *testing.T) {
	carttest.Each(t, testAKeyIsTheCartsOwnAndALateOneIsForgotten)
}

func testAKeyIsTheCartsOwnAndALateOneIsForgotten(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana, eva := account(t, s, "u1"), account(t, s, "u2")
	for _, v := range []*visitor{ana, eva} {
		_, err := v.tryAdd("1", "rosa", 1)
		v.must(err)
		v.has("rosa 1")
	}
	for i := range 19 {
		_, err := ana.tryAdd(fmt.Sprint("more", i), "lirio", 1)
		ana.must(err)
	}
	_, err := ana.tryAdd("1", "rosa", 1) // the 20th from the end is still known
	ana.must(err)
	ana.has("rosa 1, lirio 19")
	ana.add("lirio", 1)
	_, err = ana.tryAdd("1", "rosa", 1)
	ana.must(err)
	ana.has("rosa 2, lirio 20")
}

func TestARefusedAddMayBeTriedAgainUnderItsKey(t *testing.T) {
	carttest.Each(t, testARefusedAddMayBeTriedAgainUnderItsKey)
}

func testARefusedAddMayBeTriedAgainUnderItsKey(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1")
	_, err := ana.tryAdd("k", "peonia", 1)
	refused(t, err, http.StatusNotFound, "sku_not_found")
	s.Goods.Sell("peonia", 40000)
	_, err = ana.tryAdd("k", "peonia", 1)
	ana.must(err)
	ana.has("peonia 1")
}

func TestWithoutAKeyAnAddIsNeverReplayed(t *testing.T) {
	carttest.Each(t, testWithoutAKeyAnAddIsNeverReplayed)
}

func testWithoutAKeyAnAddIsNeverReplayed(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1")
	for range 2 {
		req := httptest.NewRequest(http.MethodPost, "/api/cart/items", strings.NewReader(`{"sku":"rosa","quantity":1}`))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer u1")
		rec := httptest.NewRecorder()
		s.Router.ServeHTTP(rec, req)
		if rec.Code != http.StatusOK {
			t.Fatal(rec.Code, rec.Body)
		}
	}
	ana.has("rosa 2")
}

func TestTwoGuestsWithTheSameKeyGetACartEach(t *testing.T) {
	carttest.Each(t, testTwoGuestsWithTheSameKeyGetACartEach)
}

func testTwoGuestsWithTheSameKeyGetACartEach(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana, eva := guest(t, s), guest(t, s)
	_, err := ana.tryAdd("1", "rosa", 1)
	ana.must(err)
	_, err = eva.tryAdd("1", "rosa", 1)
	eva.must(err)
	eva.add("lirio", 1)
	ana.has("rosa 1")
	eva.has("rosa 1, lirio 1")
}
