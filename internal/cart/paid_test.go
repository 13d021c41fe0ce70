package cart_test

import (
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
)

// order is placed from a cart as it was taken, and paid.
func order(took *cartapi.Contents) events.Event {
	data := orderapi.Changed{OrderID: "o", Cart: orderapi.CartTaken{ID: took.ID, Version: took.Version}}
	for _, l := range took.Lines {
		data.Lines = append(data.Lines, orderapi.Line{SKU: l.SKU, Quantity: l.Quantity})
	}
	return orderapi.OrderPaid.New("o", 3, data)
}

func TestAPaidOrderLeavesTheCartOnce(t *testing.T) { carttest.Each(t, testAPaidOrderLeavesTheCartOnce) }

func testAPaidOrderLeavesTheCartOnce(t *testing.T, open carttest.Opener) {
	s := open(t)
	for name, v := range map[string]*visitor{"guest": guest(t, s), "account": account(t, s, "u1")} {
		t.Run(name, func(t *testing.T) {
			v.add("rosa", 2).add("lirio", 1)
			paid := order(v.take())
			other := guest(t, s).add("rosa", 2)
			version := v.cart().Version
			carttest.Hear(t, s.Service.Handlers(), paid)
			v.has("")
			if v.cart().Version <= version {
				t.Error("the lines changed and the version did not")
			}
			other.has("rosa 2")
			v.add("rosa", 2)
			carttest.Hear(t, s.Service.Handlers(), paid)
			v.has("rosa 2")
		})
	}
}

// Brokers deliver again, to several replicas at one time.
func TestAPaidOrderIsTakenOutOnceHoweverOftenItIsHeard(t *testing.T) {
	carttest.Each(t, testAPaidOrderIsTakenOutOnceHoweverOftenItIsHeard)
}

func testAPaidOrderIsTakenOutOnceHoweverOftenItIsHeard(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1").add("rosa", 60).add("lirio", 1)
	first := ana.take()
	for i := range first.Lines { // ten orders of one piece each from the same cart
		first.Lines[i].Quantity = 1
	}
	orders := make([]events.Event, 10)
	for i := range orders {
		orders[i] = order(first)
	}
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			for _, h := range s.Service.Handlers() {
				if h.Type == orderapi.OrderPaid.Type() {
					if err := h.Handle(s.Ctx, orders[i%len(orders)]); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	for range 20 {
		all.Go(func() {
			if _, err := ana.tryAdd("", "vaso", 1); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	ana.has("rosa 50, vaso 20")
}

func TestWhatChangedSinceTheOrderIsWantedAgain(t *testing.T) {
	carttest.Each(t, testWhatChangedSinceTheOrderIsWantedAgain)
}

func testWhatChangedSinceTheOrderIsWantedAgain(t *testing.T, open carttest.Opener) {
	for name, c := range map[string]struct {
		meanwhile func(*visitor)
		want      string
	}{
		"nothing":               {func(*visitor) {}, ""},
		"more of a line":        {func(v *visitor) { v.add("rosa", 1) }, "rosa 3"},
		"less of a line":        {func(v *visitor) { v.set("rosa", 1) }, "rosa 1"},
		"the same again":        {func(v *visitor) { v.set("rosa", 2) }, ""},
		"another SKU":           {func(v *visitor) { v.add("vaso", 1) }, "vaso 1"},
		"taken out":             {func(v *visitor) { v.remove("rosa") }, ""},
		"taken out and put in":  {func(v *visitor) { v.remove("rosa"); v.add("rosa", 2) }, "rosa 2"},
		"only a price accepted": {func(v *visitor) { v.shop.Goods.Sell("rosa", 31000); v.set("rosa", 2) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			ana := account(t, s, "u1").add("rosa", 2).add("lirio", 1)
			paid := order(ana.take())
			c.meanwhile(ana)
			carttest.Hear(t, s.Service.Handlers(), paid)
			ana.has(c.want)
		})
	}
}

func TestTwoOrdersOfOneCartAreTakenOutByTheirQuantity(t *testing.T) {
	carttest.Each(t, testTwoOrdersOfOneCartAreTakenOutByTheirQuantity)
}

func testTwoOrdersOfOneCartAreTakenOutByTheirQuantity(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1").add("rosa", 5)
	took := ana.take()
	took.Lines[0].Quantity = 2
	first, second := order(took), order(took)
	for range 3 {
		carttest.Hear(t, s.Service.Handlers(), first)
	}
	ana.has("rosa 3")
	s.Restart()
	for range 2 {
		carttest.Hear(t, s.Service.Handlers(), second)
		carttest.Hear(t, s.Service.Handlers(), first)
	}
	ana.has("rosa 1")
}

func TestAGuestWhoLoggedInBeforePayingHasTheOrderTakenOut(t *testing.T) {
	carttest.Each(t, testAGuestWhoLoggedInBeforePayingHasTheOrderTakenOut)
}

func testAGuestWhoLoggedInBeforePayingHasTheOrderTakenOut(t *testing.T, open carttest.Opener) {
	s := open(t)
	eva := guest(t, s).add("rosa", 2).add("lirio", 1).add("vaso", 1)
	took := eva.take()
	eva.remove("vaso")
	ana := account(t, s, "u1").add("vaso", 1).add("lirio", 4)
	s.Clock.Advance(time.Minute)
	ana.merge(eva.token)
	for range 2 {
		carttest.Hear(t, s.Service.Handlers(), order(took))
		// The account's own vaso is another, and of lirio there is now more than was ordered.
		ana.has("vaso 1, lirio 5")
	}
}

func TestAnOrderPaidBeforeTheMergeIsNotTakenOutOfTheAccount(t *testing.T) {
	carttest.Each(t, testAnOrderPaidBeforeTheMergeIsNotTakenOutOfTheAccount)
}

func testAnOrderPaidBeforeTheMergeIsNotTakenOutOfTheAccount(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1").add("rosa", 2)
	s.Clock.Advance(time.Minute)
	eva := guest(t, s).add("rosa", 2).add("lirio", 2)
	took := eva.take()
	took.Lines[1].Quantity = 1
	paid := order(took)
	carttest.Hear(t, s.Service.Handlers(), paid)
	eva.has("lirio 1")
	ana.merge(eva.token)
	carttest.Hear(t, s.Service.Handlers(), paid)
	ana.has("rosa 2, lirio 1")
}

func TestAnOrderOfNoCartTouchesNone(t *testing.T) { carttest.Each(t, testAnOrderOfNoCartTouchesNone) }

func testAnOrderOfNoCartTouchesNone(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1").add("rosa", 1)
	took := ana.take()
	for _, cartID := range []string{"", "u1", "rosa", "guest/unknown", "user/unknown"} {
		took.ID = cartID
		carttest.Hear(t, s.Service.Handlers(), order(took))
	}
	ana.has("rosa 1")
}

func TestTheCartOfADeletedAccountIsForgotten(t *testing.T) {
	carttest.Each(t, testTheCartOfADeletedAccountIsForgotten)
}

func testTheCartOfADeletedAccountIsForgotten(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana, eva := account(t, s, "u1").add("rosa", 1), account(t, s, "u2").add("lirio", 1)
	paid := order(ana.take())
	for range 2 {
		carttest.Hear(t, s.Service.Handlers(), authapi.UserDeleted.New("u1", 2, authapi.DeletedData{UserID: "u1"}))
	}
	ana.has("")
	eva.has("lirio 1")
	s.Clock.Advance(time.Second)
	ana.add("rosa", 1) // an identifier is not used again; if it were, versions go on rising
	carttest.Hear(t, s.Service.Handlers(), paid)
	ana.has("rosa 1")
}
