package cart_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestLinesAreAddedSetAndTakenOut(t *testing.T) { carttest.Each(t, testLinesAreAddedSetAndTakenOut) }

func testLinesAreAddedSetAndTakenOut(t *testing.T, open carttest.Opener) {
	s := open(t)
	for name, v := range map[string]*visitor{"guest": guest(t, s), "account": account(t, s, "u1")} {
		t.Run(name, func(t *testing.T) {
			v.add("rosa", 1).add("lirio", 2).add("rosa", 3)
			c := v.cart()
			if lines(c) != "rosa 4, lirio 2" || c.Count != 6 || c.GoodsCLP != 160000 || c.Items[0].TotalCLP != 120000 || c.Blocked {
				t.Errorf("%+v", c)
			}
			if got := v.set("lirio", 9); lines(got) != "rosa 4, lirio 9" || got.Version <= c.Version {
				t.Errorf("%+v after version %d", got, c.Version)
			}
			if got := v.remove("rosa"); lines(got) != "lirio 9" {
				t.Errorf("%+v", got)
			}
			again := v.remove("rosa") // gone already
			if same := v.set("lirio", 9); same.Version != again.Version {
				t.Error("what changes nothing made a new version")
			}
			if got := v.clear(); len(got.Items) != 0 || got.GoodsCLP != 0 {
				t.Errorf("%+v", got)
			}
			v.has("")
		})
	}
}

func TestACartIsPricedByOneCall(t *testing.T) { carttest.Each(t, testACartIsPricedByOneCall) }

func testACartIsPricedByOneCall(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1").add("rosa", 1).add("lirio", 1)
	for name, do := range map[string]func(){
		"read": func() { ana.cart() }, "add": func() { ana.add("vaso", 1) },
		"set": func() { ana.set("rosa", 2) }, "remove": func() { ana.remove("vaso") },
	} {
		s.Goods.Asked()
		do()
		if asked := s.Goods.Asked(); len(asked) != 1 {
			t.Errorf("%s asked %d times: %v", name, len(asked), asked)
		}
	}
	ana.clear()
	ana.cart()
	if asked := s.Goods.Asked(); len(asked) != 0 {
		t.Errorf("an empty cart asked for %v", asked)
	}
}

func TestWhatACartRefuses(t *testing.T) { carttest.Each(t, testWhatACartRefuses) }

func testWhatACartRefuses(t *testing.T, open carttest.Opener) {
	s := open(t)
	s.Goods.Sell("retirado", 1000, func(p *productapi.Snapshot) { p.Active = false })
	ana := account(t, s, "u1").add("rosa", 90)
	for _, c := range []struct {
		name   string
		sku    string
		n      int64
		set    bool
		status int
		code   string
	}{
		{"an unknown SKU", "nada", 1, false, 404, "sku_not_found"},
		{"one off the shelf", "retirado", 1, false, 404, "sku_not_found"},
		{"more than 99 with what is there", "rosa", 10, false, 409, "quantity_too_large"},
		{"none", "rosa", 0, false, 422, "invalid"},
		{"a negative number", "rosa", -5, false, 422, "invalid"},
		{"more than 99", "rosa", 100, false, 422, "invalid"},
		{"setting what is not there", "lirio", 1, true, 404, "line_not_found"},
		{"setting none", "rosa", 0, true, 422, "invalid"},
		{"setting more than 99", "rosa", 100, true, 422, "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var err error
			if c.set {
				_, err = ana.trySet(c.sku, c.n)
			} else {
				_, err = ana.tryAdd("", c.sku, c.n)
			}
			refused(t, err, c.status, c.code)
			ana.has("rosa 90")
		})
	}
	ana.add("rosa", 9).has("rosa 99")
}

func TestACartHas50LinesAtMost(t *testing.T) { carttest.Each(t, testACartHas50LinesAtMost) }

func testACartHas50LinesAtMost(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1")
	for i := range cartapi.MaxLines + 1 {
		s.Goods.Sell(fmt.Sprint("flor", i), 1000)
		_, err := ana.tryAdd("", fmt.Sprint("flor", i), 1)
		if i < cartapi.MaxLines {
			ana.must(err)
			continue
		}
		refused(t, err, http.StatusConflict, "cart_full")
	}
	ana.add("flor0", 1) // a line that is there still takes more
	if c := ana.cart(); len(c.Items) != 50 || c.Count != 51 {
		t.Errorf("%d lines, %d pieces", len(c.Items), c.Count)
	}
}

func TestNoneOf200ParallelAddsIsLost(t *testing.T) { carttest.Each(t, testNoneOf200ParallelAddsIsLost) }

func testNoneOf200ParallelAddsIsLost(t *testing.T, open carttest.Opener) {
	s := open(t)
	s.Goods.Sell("tulipán", 9000)
	s.Goods.Sell("peonía", 15000)
	ana := guest(t, s).add("vaso", 1)
	for _, v := range []*visitor{ana, account(t, s, "u1")} {
		var all sync.WaitGroup
		for i := range 200 {
			all.Go(func() {
				if _, err := v.tryAdd("", []string{"rosa", "lirio", "tulipán", "peonía"}[i%4], 1); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		got := []int64{}
		for _, item := range v.cart().Items {
			if item.SKU != "vaso" {
				got = append(got, item.Quantity)
			}
		}
		if !slices.Equal(got, []int64{50, 50, 50, 50}) {
			t.Errorf("of 200 adds there are %v", got)
		}
	}
}

func TestParallelAddsOfManySKUsStayWithin50Lines(t *testing.T) {
	carttest.Each(t, testParallelAddsOfManySKUsStayWithin50Lines)
}

func testParallelAddsOfManySKUsStayWithin50Lines(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1")
	var all sync.WaitGroup
	for i := range cartapi.MaxLines + 20 {
		sku := fmt.Sprint("flor", i)
		s.Goods.Sell(sku, 1000)
		all.Go(func() {
			if _, err := ana.tryAdd("", sku, 1); err != nil {
				refused(t, err, http.StatusConflict, "cart_full")
			}
		})
	}
	all.Wait()
	if n := len(ana.cart().Items); n != cartapi.MaxLines {
		t.Errorf("%d lines", n)
	}
}
