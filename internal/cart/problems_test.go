package cart_test

import (
	"log/slog"
	"net"
	"net/http"
	"slices"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type snapshot = productapi.Snapshot

func stock(n int64) func(*snapshot) {
	return func(p *snapshot) { p.Unlimited, p.Available = false, n }
}

func TestACartShowsItsProblemsBeforePayment(t *testing.T) {
	carttest.Each(t, testACartShowsItsProblemsBeforePayment)
}

func testACartShowsItsProblemsBeforePayment(t *testing.T, open carttest.Opener) {
	type problems = []cartapi.Problem
	changed := cartapi.Problem{Code: cartapi.PriceChanged, WasCLP: 30000, NowCLP: 33000}
	for name, c := range map[string]struct {
		price   int64 // now; 0: not known any more
		now     func(*snapshot)
		want    problems
		total   int64
		blocked bool
	}{
		"nothing":                  {price: 30000, want: problems{}, total: 90000},
		"enough, to the last":      {price: 30000, now: stock(3), want: problems{}, total: 90000},
		"a higher price":           {price: 33000, want: problems{changed}, total: 99000},
		"a lower price":            {price: 25000, want: problems{{Code: cartapi.PriceChanged, WasCLP: 30000, NowCLP: 25000}}, total: 75000},
		"sold out":                 {price: 30000, now: stock(0), want: problems{{Code: cartapi.SoldOut}}, total: 90000, blocked: true},
		"held by more than there":  {price: 30000, now: stock(-1), want: problems{{Code: cartapi.SoldOut}}, total: 90000, blocked: true},
		"not enough":               {price: 30000, now: stock(2), want: problems{{Code: cartapi.NotEnough, Available: 2}}, total: 90000, blocked: true},
		"out of season":            {price: 30000, now: func(p *snapshot) { p.InSeason = false }, want: problems{{Code: cartapi.OutOfSeason}}, total: 90000, blocked: true},
		"dearer and not enough":    {price: 33000, now: stock(1), want: problems{{Code: cartapi.NotEnough, Available: 1}, changed}, total: 99000, blocked: true},
		"taken off the shelf":      {price: 30000, now: func(p *snapshot) { p.Active = false }, want: problems{{Code: cartapi.Gone}}, blocked: true},
		"not known any more":       {want: problems{{Code: cartapi.Gone}}, blocked: true},
		"out of season, none left": {price: 30000, now: func(p *snapshot) { p.InSeason = false; stock(0)(p) }, want: problems{{Code: cartapi.OutOfSeason}, {Code: cartapi.SoldOut}}, total: 90000, blocked: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			ana := account(t, s, "u1").add("rosa", 3).add("vaso", 1)
			switch {
			case c.price == 0:
				s.Goods.Drop("rosa")
			case c.now == nil:
				s.Goods.Sell("rosa", c.price)
			default:
				s.Goods.Sell("rosa", c.price, c.now)
			}
			got := ana.cart()
			item := got.Items[0]
			if !slices.Equal(item.Problems, c.want) || item.TotalCLP != c.total || item.TotalCLP != item.UnitPriceCLP*item.Quantity {
				t.Errorf("%+v", item)
			}
			if got.GoodsCLP != c.total+12000 || got.Blocked != c.blocked || got.Count != 4 || len(got.Items[1].Problems) != 0 {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestAChangedPriceIsAcceptedBySettingTheQuantityOrAdding(t *testing.T) {
	carttest.Each(t, testAChangedPriceIsAcceptedBySettingTheQuantityOrAdding)
}

func testAChangedPriceIsAcceptedBySettingTheQuantityOrAdding(t *testing.T, open carttest.Opener) {
	s := open(t)
	for name, accept := range map[string]func(*visitor) cartapi.Cart{
		"the same quantity": func(v *visitor) cartapi.Cart { return v.set("rosa", 2) },
		"another":           func(v *visitor) cartapi.Cart { return v.set("rosa", 1) },
		"adding":            func(v *visitor) cartapi.Cart { return v.add("rosa", 1).cart() },
	} {
		s.Goods.Sell("rosa", 30000)
		ana := account(t, s, name).add("rosa", 2)
		s.Goods.Sell("rosa", 33000)
		for range 2 { // looking at it is not accepting it
			if got := ana.cart(); len(got.Items[0].Problems) != 1 || got.Blocked {
				t.Errorf("%s: %+v", name, got)
			}
		}
		if got := accept(ana); len(got.Items[0].Problems) != 0 || got.Items[0].UnitPriceCLP != 33000 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAdultsOnlyIsSaidOfTheCart(t *testing.T) { carttest.Each(t, testAdultsOnlyIsSaidOfTheCart) }

func testAdultsOnlyIsSaidOfTheCart(t *testing.T, open carttest.Opener) {
	s := open(t)
	s.Goods.Sell("vino", 18000, func(p *snapshot) { p.AdultOnly = true })
	ana := account(t, s, "u1").add("rosa", 1)
	if ana.cart().AdultOnly {
		t.Error("roses ask for an age")
	}
	if got := ana.add("vino", 1).cart(); !got.AdultOnly || got.Items[0].AdultOnly || !got.Items[1].AdultOnly {
		t.Errorf("%+v", got)
	}
}

func TestWithoutPricesThereIsNoCartAndNoChange(t *testing.T) {
	carttest.Each(t, testWithoutPricesThereIsNoCartAndNoChange)
}

func testWithoutPricesThereIsNoCartAndNoChange(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana, eva := account(t, s, "u1").add("rosa", 1), guest(t, s).add("rosa", 1)
	s.Goods.Down(true)
	down := func(_ *cartapi.Answer, err error) {
		t.Helper()
		refused(t, err, http.StatusServiceUnavailable, "service_unavailable")
	}
	down(cartapi.Get.Call(ana.ctx, s.Conn, &cartapi.Guest{}))
	down(ana.tryAdd("k", "rosa", 1))
	down(guest(t, s).tryAdd("", "rosa", 1))
	down(ana.trySet("rosa", 5))
	down(ana.tryMerge("", eva.token))
	guest(t, s).has("") // there is nothing to price
	s.Goods.Down(false)
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) { // the circuit may be open for a second
		if _, err := cartapi.Get.Call(ana.ctx, s.Conn, &cartapi.Guest{}); err == nil || time.Now().After(end) {
			break
		}
	}
	ana.has("rosa 1")
	eva.has("rosa 1")
	_, err := ana.tryAdd("k", "rosa", 1)
	ana.must(err)
	ana.has("rosa 2")
}

func TestAProductServiceThatIsNotThereIs503(t *testing.T) {
	carttest.Each(t, testAProductServiceThatIsNotThereIs503)
}

func testAProductServiceThatIsNotThereIs503(t *testing.T, open carttest.Opener) {
	s := open(t)
	account(t, s, "u1").add("rosa", 1)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.Must(err)
	nowhere, err := contract.Dial("product-service", "http://"+l.Addr().String(), carttest.Named(cart.Name))
	s.Must(err)
	s.Must(l.Close())
	t.Cleanup(nowhere.Close)
	router := contract.NewRouter(cart.Name, carttest.Guard{}, slog.New(slog.DiscardHandler), nil)
	cart.New(cart.Deps{Store: s.Store, Product: nowhere, Clock: s.Clock}).Routes(router)
	_, err = cartapi.Get.Call(carttest.As(s.Ctx, "u1"), contract.Join(cart.Name, router, nil), &cartapi.Guest{})
	refused(t, err, http.StatusServiceUnavailable, "service_unavailable")
}
