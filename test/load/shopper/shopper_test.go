package shopper_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/test/load/shopper"
)

func start(t *testing.T) (shop *apptest.Shop, host string, today time.Time) {
	t.Helper()
	today = apptest.Morning(t)
	shop = apptest.Start(t, apptest.Options{Clock: clock.NewFake(today), Config: func(c *app.Config) { c.SlotCapacity = 1000 }})
	return shop, strings.TrimPrefix(shop.URL, "http://"), today
}

func TestABuyerBuysInTheRealShopAndTheStaffSeeIt(t *testing.T) {
	shop, host, today := start(t)
	goods, err := shopper.Explore(host)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := shop.App.CreateUser(context.Background(), authapi.Admin, "load@floresvictoria.cl")
	if err != nil {
		t.Fatal(err)
	}
	staff, err := shopper.SignIn(host, "load@floresvictoria.cl", printed)
	if err != nil {
		t.Fatal(err)
	}
	defer staff.Close()
	for _, sku := range goods.SKUs {
		if err := staff.Receive(sku, 100); err != nil {
			t.Fatal(err)
		}
	}
	const purchases = 5
	b, err := shopper.NewBuyer(host, goods, 1, 3, today)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for range purchases {
		if err := b.Visit(); err != nil {
			t.Fatal(err)
		}
	}
	if err := staff.Renew(); err != nil {
		t.Fatal(err)
	}
	if n, err := staff.Paid(); err != nil || n != purchases {
		t.Errorf("the staff see %d paid orders, %v", n, err)
	}
}

func TestEveryPageThatIsReadUnderLoadHoldsWhatItMust(t *testing.T) {
	_, host, _ := start(t)
	goods, err := shopper.Explore(host)
	if err != nil {
		t.Fatal(err)
	}
	for name, pages := range map[string][]shopper.Page{
		"lists": goods.Lists(), "list pages": goods.ListPages(), "details": goods.Details(), "product pages": goods.ProductPages(),
		"searches": goods.Searches(), "fresh searches": goods.FreshSearches(50),
	} {
		if size, err := shopper.MeanSize(host, pages); err != nil || size < 500 {
			t.Errorf("%s: %d bytes in the mean, %v", name, size, err)
		}
	}
}

func TestAQuickErrorIsNoAnswer(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/refused" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = w.Write([]byte(`{"items":[]}`))
	}))
	defer srv.Close()
	host := srv.Listener.Addr().String()
	for path, refused := range map[string]bool{"/refused": true, "/empty": false} {
		r, err := shopper.NewReader(host, []shopper.Page{{Path: path, Mark: `"slug"`}}, 0)
		if err != nil {
			t.Fatal(err)
		}
		err = r.Visit()
		var no *shopper.Refusal
		if err == nil || errors.As(err, &no) != refused {
			t.Errorf("%s: %v", path, err)
		}
		r.Close()
	}
	if _, err := shopper.Explore(host); err == nil {
		t.Error("a shop without goods was taken")
	}
}

func TestTheCatalogueGrowsUnderNamesOfItsOwn(t *testing.T) {
	shop, host, _ := start(t)
	goods, err := shopper.Explore(host)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := shop.App.CreateUser(context.Background(), authapi.Admin, "load@floresvictoria.cl")
	if err != nil {
		t.Fatal(err)
	}
	staff, err := shopper.SignIn(host, "load@floresvictoria.cl", printed)
	if err != nil {
		t.Fatal(err)
	}
	defer staff.Close()
	if err := staff.Grow(goods, len(goods.Slugs), len(goods.Slugs)+10); err != nil {
		t.Fatal(err)
	}
	apptest.Eventually(t, "ten products more", func() bool {
		more, err := shopper.Explore(host)
		return err == nil && len(more.Slugs) == len(goods.Slugs)+10
	})
}
