package order_test

import (
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestACheckoutIsToldAllItsFaults(t *testing.T) {
	for name, c := range map[string]struct {
		edit   func(*orderapi.PlaceBody)
		code   string
		faults []string // pointer and code
	}{
		"many at once": {func(b *orderapi.PlaceBody) {
			b.Buyer.Phone, b.Recipient.Phone = "9 6123 456", "123x"
			b.Recipient.Address, b.Terms, b.Buyer.Name = " ", false, "   "
		}, "invalid", []string{"/buyer/name required", "/buyer/phone phone_too_short", "/recipient/address required", "/recipient/phone phone_bad_character", "/terms must_accept"}},
		"a comuna not served": {func(b *orderapi.PlaceBody) { b.Recipient.Comuna = "Valdivia" }, "comuna_not_served", []string{"/recipient/comuna comuna_not_served"}},
		"no comuna":           {func(b *orderapi.PlaceBody) { b.Recipient.Comuna = "" }, "invalid", []string{"/recipient/comuna required"}},
		"no date":             {func(b *orderapi.PlaceBody) { b.Delivery.Date = "" }, "invalid", []string{"/delivery/date required"}},
		"a date that is none": {func(b *orderapi.PlaceBody) { b.Delivery.Date = "2026-02-30" }, "invalid", []string{"/delivery/date expected_date"}},
		"no slot":             {func(b *orderapi.PlaceBody) { b.Delivery.Slot = "" }, "invalid", []string{"/delivery/slot required"}},
		"a slot that is none": {func(b *orderapi.PlaceBody) { b.Delivery.Slot = "03-04" }, "invalid", []string{"/delivery/slot unknown_slot"}},
		"an unknown provider": {func(b *orderapi.PlaceBody) { b.Payment = "cowries" }, "invalid", []string{"/payment not_allowed"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := ordertest.New(t)
			s.Carts.Fill("cart", ordertest.One("rosas"))
			in := ordertest.Checkout("k", "cart")
			c.edit(&in.Body)
			_, err := orderapi.Place.Call(s.Guest(), s.Conn, in)
			refused(t, err, c.code)
			p, _ := problem.From(err)
			var got []string
			for _, f := range p.Errors {
				got = append(got, f.Pointer+" "+f.Code)
			}
			slices.Sort(got)
			if !slices.Equal(got, c.faults) {
				t.Errorf("told\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(c.faults, "\n"))
			}
			s.CheckBooks()
		})
	}
}

func TestTheCartMustBeSellable(t *testing.T) {
	s := ordertest.New(t)
	s.Goods.Add(productapi.Snapshot{SKU: "off", PriceCLP: 1000, InSeason: true}, 5)
	s.Goods.Add(productapi.Snapshot{SKU: "winter", PriceCLP: 1000, Active: true}, 5)
	s.Carts.Fill("cart", ordertest.One("off"), ordertest.One("winter"), ordertest.One("unknown"), ordertest.One("rosas"))
	_, err := orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("k", "cart"))
	refused(t, err, "cart_problems")
	got, _ := problem.Info[orderapi.CartProblems](err)
	want := []orderapi.CartProblem{{SKU: "off", Code: "gone"}, {SKU: "winter", Code: "out_of_season"}, {SKU: "unknown", Code: "gone"}}
	if !slices.Equal(got.Items, want) {
		t.Errorf("told %+v", got)
	}
	_, err = orderapi.Place.Call(s.Guest(), s.Conn, ordertest.Checkout("k", "empty"))
	refused(t, err, "cart_empty")
}

func TestWineIsForAdults(t *testing.T) {
	s := ordertest.New(t)
	s.Carts.Fill("cart", ordertest.One("rosas"), ordertest.One("vino"))
	in := ordertest.Checkout("k", "cart")
	in.Body.ExpectedTotalCLP = 38000
	_, err := orderapi.Place.Call(s.Guest(), s.Conn, in)
	refused(t, err, "adult_required")
	in.Key, in.Body.Adult = "k2", true
	_, err = orderapi.Place.Call(s.Guest(), s.Conn, in)
	s.Must(err)
}

func TestWhatIsStoredIsCleanAndPickupNeedsNoAddress(t *testing.T) {
	s := ordertest.New(t)
	s.Carts.Fill("cart", ordertest.One("rosas"))
	in := ordertest.Checkout("k", "cart")
	in.Body.Buyer = orderapi.Buyer{Name: " Ana Soto ", Email: "Ana@Example.CL", Phone: "961234567"}
	in.Body.Recipient.Comuna = "  RECOLETA "
	out, err := orderapi.Place.Call(s.Guest(), s.Conn, in)
	s.Must(err)
	if b := out.Order.Buyer; b != (orderapi.Buyer{Name: "Ana Soto", Email: "ana@example.cl", Phone: "+56961234567"}) {
		t.Errorf("the buyer is %+v", b)
	}
	if out.Order.Recipient.Comuna != "Recoleta" || out.Order.Delivery.Zone != "centro-norte" || out.Order.Lang != "es" {
		t.Errorf("it goes to %+v, %+v", out.Order.Recipient, out.Order.Delivery)
	}
	in = ordertest.Checkout("k2", "cart")
	in.Body.Delivery.Kind, in.Body.ExpectedTotalCLP = orderapi.ByPickup, 20000
	in.Body.Recipient = orderapi.Recipient{Name: "Luz Díaz"}
	out, err = orderapi.Place.Call(s.Guest(), s.Conn, in)
	s.Must(err)
	if out.Order.Delivery.Zone != "" || out.Order.Totals.FeeCLP != 0 {
		t.Errorf("picked up: %+v", out.Order)
	}
}
