package order_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func at(y int, m time.Month, d, h int) time.Time {
	return time.Date(y, m, d, h, 0, 0, 0, clock.Santiago())
}

// The table of product.md, asked for and then placed at the total that was quoted.
func TestTheFeeThatIsQuotedIsTheFeeThatIsPlaced(t *testing.T) {
	for name, c := range map[string]struct {
		now            time.Time
		kind           string
		comuna         string
		goods          int64
		date, slot     string
		fee, surcharge int64
		reason         string
	}{
		"today":                   {at(2026, 11, 24, 10), "slot", "RECOLETA", 20000, "2026-11-24", "15-18", 3890, 0, ""},
		"express":                 {at(2026, 11, 24, 10), "express", "Recoleta", 30000, "", "", 4490, 0, ""},
		"in three days":           {at(2026, 11, 24, 10), "slot", "Recoleta", 20000, "2026-11-27", "12-15", 2690, 0, ""},
		"14 February, 18 h ahead": {at(2027, 2, 13, 18), "slot", "Recoleta", 20000, "2027-02-14", "12-15", 2990, 5000, ""},
		"below the threshold":     {at(2026, 11, 24, 10), "slot", "ñuñoa", 39990, "2026-11-27", "12-15", 3140, 0, ""},
		"at the threshold":        {at(2026, 11, 24, 10), "slot", "Nunoa", 40000, "2026-11-27", "12-15", 0, 0, ""},
		"the far east today":      {at(2026, 11, 24, 10), "slot", "Las Condes", 45000, "2026-11-24", "18-21", 6490, 0, ""},
		"express further out":     {at(2026, 11, 24, 10), "express", "Quilicura", 30000, "", "", 5990, 0, ""},
		"Mother's Day":            {at(2027, 5, 2, 10), "slot", "Quinta Normal", 60000, "2027-05-09", "09-12", 0, 3000, ""},
		"pickup on 24 December":   {at(2026, 12, 20, 10), "pickup", "", 12000, "2026-12-24", "12-15", 0, 0, ""},
		"express for little":      {at(2026, 11, 24, 10), "express", "Providencia", 24990, "", "", 5240, 0, "below_minimum"},
	} {
		t.Run(name, func(t *testing.T) {
			s := ordertest.New(t)
			s.Clock.Set(c.now)
			s.Goods.Add(productapi.Snapshot{SKU: "x", PriceCLP: c.goods, Active: true, InSeason: true, PrepMinutes: 60}, 5)
			s.Carts.Fill("cart", ordertest.One("x"))
			in := ordertest.Checkout("k", "cart")
			in.Body.Delivery = orderapi.ChosenDelivery{Kind: c.kind, Date: c.date, Slot: c.slot}
			in.Body.Recipient.Comuna = c.comuna
			in.Body.ExpectedTotalCLP = c.goods + c.fee + c.surcharge

			offer := quoted(t, s, in)
			if offer.FeeCLP != c.fee || offer.SurchargeCLP != c.surcharge || offer.Reason != c.reason {
				t.Fatalf("quoted %+v", offer)
			}
			placed, err := orderapi.Place.Call(s.Guest(), s.Conn, in)
			if c.reason != "" {
				q, _ := problem.Info[orderapi.PlacedQuote](err)
				if problem.Code(err) != "slot_unavailable" || q.Offer.Reason != c.reason || q.Offer.MinimumCLP != 25000 || q.Offer.Next == nil {
					t.Fatalf("refused with %v, %+v", err, q.Offer)
				}
				return
			}
			s.Must(err)
			want := orderapi.Totals{GoodsCLP: c.goods, FeeCLP: c.fee, SurchargeCLP: c.surcharge, TotalCLP: c.goods + c.fee + c.surcharge}
			want.TaxCLP = (2*want.TotalCLP*19 + 119) / 238
			if placed.Order.Totals != want {
				t.Errorf("placed %+v, not %+v", placed.Order.Totals, want)
			}
			if d := placed.Order.Delivery; d.Kind != c.kind || d.Slot != c.slot || !d.End.After(c.now) {
				t.Errorf("delivered %+v", d)
			}
		})
	}
}

// quoted asks for the way that the checkout chose.
func quoted(t *testing.T, s *ordertest.Shop, in *orderapi.PlaceInput) orderapi.Offer {
	t.Helper()
	ask := &orderapi.QuoteInput{CartToken: in.CartToken}
	ask.Body.Cart, ask.Body.Comuna, ask.Body.Date = true, in.Body.Recipient.Comuna, in.Body.Delivery.Date
	q, err := orderapi.Ask.Call(s.Guest(), s.Conn, ask)
	s.Must(err)
	if in.Body.Delivery.Kind == orderapi.Express {
		return q.Express
	}
	for _, list := range [][]orderapi.Offer{q.Days[0].Slots, q.Days[0].Pickup} {
		for _, o := range list {
			if o.Kind == in.Body.Delivery.Kind && o.Slot == in.Body.Delivery.Slot {
				return o
			}
		}
	}
	t.Fatalf("no such offer in %+v", q)
	return orderapi.Offer{}
}

func TestAQuoteSaysWhatIsFreeAndWhyNot(t *testing.T) {
	s := ordertest.New(t)
	ask := func(edit func(*orderapi.QuoteInput)) *orderapi.Quote {
		in := &orderapi.QuoteInput{}
		edit(in)
		q, err := orderapi.Ask.Call(s.Guest(), s.Conn, in)
		s.Must(err)
		return q
	}
	q := ask(func(in *orderapi.QuoteInput) {
		in.Body.Comuna, in.Body.SubtotalCLP, in.Body.Days = "santiago", 10000, 7
	})
	if q.Comuna != "Santiago" || q.Zone != "centro" || q.FreeFrom != 40000 || q.GoodsCLP != 10000 || len(q.Days) != 7 {
		t.Errorf("quoted %+v", q)
	}
	if first := q.Days[0].Slots[0]; first.Free || first.Reason != "too_soon" || first.LeadMinutes != 180 || first.Next == nil || first.Next.Slot != "12-15" {
		t.Errorf("nine to twelve of today, at ten: %+v", first)
	}
	if sunday := q.Days[5]; sunday.Closed != "closed_sunday" || sunday.Slots[0].Next.Date != "2026-11-30" {
		t.Errorf("on Sunday: %+v", sunday)
	}
	if q := ask(func(in *orderapi.QuoteInput) { in.Body.Comuna = "Valdivia" }); q.Comuna != "" || q.Days[0].Slots[3].Reason != "comuna_not_served" || !q.Days[0].Pickup[3].Free {
		t.Errorf("in Valdivia: %+v", q)
	}
	s.Goods.Add(productapi.Snapshot{SKU: "corona", PriceCLP: 60000, Active: true, InSeason: true, PrepMinutes: 24 * 60}, 1)
	if q := ask(func(in *orderapi.QuoteInput) { in.Body.SKU, in.Body.Comuna = "corona", "Recoleta" }); q.GoodsCLP != 60000 ||
		q.Express.Reason != "express_preparation" || q.Days[0].Slots[3].Reason != "too_soon" {
		t.Errorf("a wreath: %+v", q)
	}
	if q := ask(func(in *orderapi.QuoteInput) { in.Body.Cart = true }); q.GoodsCLP != 0 {
		t.Errorf("of nobody's cart: %+v", q)
	}
	in := &orderapi.QuoteInput{}
	in.Body.SKU = "nothing"
	if _, err := orderapi.Ask.Call(s.Guest(), s.Conn, in); problem.Code(err) != "sku_not_found" {
		t.Errorf("an unknown SKU: %v", err)
	}
}

func TestZonesAreListed(t *testing.T) {
	s := ordertest.New(t)
	for range 2 { // the second comes from the connection's own cache
		list, err := orderapi.Zones.Call(s.Guest(), s.Conn, &noInput)
		s.Must(err)
		if len(list.Items) != 5 || list.Items[0].FeeCLP != 2990 || list.Items[0].FreeFromCLP != 35000 || len(list.Items[4].Comunas) != 3 {
			t.Errorf("listed %+v", list)
		}
	}
}
