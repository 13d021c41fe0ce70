package delivery_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
)

// The rows are the price list that the shop publishes.
func TestThePublishedPrices(t *testing.T) {
	for _, c := range []struct {
		name           string
		comuna         string
		goods          int64
		now            string
		choice         delivery.Choice
		fee, surcharge int64
	}{
		{"Recoleta today", "Recoleta", 20000, "2026-11-25 10:00", slot(t, "2026-11-25", "15-18"), 3890, 0},
		{"Recoleta express", "Recoleta", 30000, "2026-11-25 10:00", express, 4490, 0},
		{"Recoleta in 3 days", "Recoleta", 20000, "2026-11-25 10:00", slot(t, "2026-11-28", "09-12"), 2690, 0},
		{"Recoleta tomorrow, 18 h ahead, 14 Feb", "Recoleta", 20000, "2027-02-13 15:00", slot(t, "2027-02-14", "09-12"), 2990, 5000},
		{"Ñuñoa below the threshold", "Ñuñoa", 39990, "2026-11-23 10:00", slot(t, "2026-11-26", "09-12"), 3140, 0},
		{"Ñuñoa at the threshold", "Ñuñoa", 40000, "2026-11-23 10:00", slot(t, "2026-11-26", "09-12"), 0, 0},
		{"Las Condes today", "Las Condes", 45000, "2026-11-25 10:00", slot(t, "2026-11-25", "12-15"), 6490, 0},
		{"Quilicura express", "Quilicura", 30000, "2026-11-25 10:00", express, 5990, 0},
		{"Quinta Normal, Mother's Day, in a week", "Quinta Normal", 60000, "2027-05-02 10:00", slot(t, "2027-05-09", "12-15"), 0, 3000},
		{"pickup on 24 Dec", "", 12000, "2026-12-20 10:00", pickup(t, "2026-12-24", "09-12"), 0, 0},

		{"express is free at the threshold, too", "Recoleta", 35000, "2026-11-25 10:00", express, 0, 0},
		{"today is free at the threshold, too", "Recoleta", 35000, "2026-11-25 10:00", slot(t, "2026-11-25", "15-18"), 0, 0},
		{"express beats today, surcharge on top", "Recoleta", 30000, "2027-02-14 10:00", express, 4490, 5000},
		{"today on a special date", "Recoleta", 20000, "2027-02-14 10:00", slot(t, "2027-02-14", "15-18"), 3890, 5000},
		{"a free zone still pays the surcharge", "Recoleta", 99000, "2026-12-20 10:00", slot(t, "2026-12-24", "09-12"), 0, 3000},
		{"24 h ahead to the minute", "Recoleta", 20000, "2026-11-25 12:00", slot(t, "2026-11-26", "12-15"), 2690, 0},
		{"a minute less than 24 h", "Recoleta", 20000, "2026-11-25 12:01", slot(t, "2026-11-26", "12-15"), 2990, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := shop(t).Offer(delivery.Query{Comuna: c.comuna, GoodsCLP: c.goods, Now: at(t, c.now)}, c.choice)
			if !o.Free || o.FeeCLP != c.fee || o.SurchargeCLP != c.surcharge {
				t.Errorf("free %v (%s), fee %d + %d; want %d + %d", o.Free, o.Reason, o.FeeCLP, o.SurchargeCLP, c.fee, c.surcharge)
			}
		})
	}
}

func TestExpressBelowTheMinimumIsRefused(t *testing.T) {
	q := delivery.Query{Comuna: "Providencia", GoodsCLP: 24990, Now: at(t, "2026-11-25 10:00")}
	if o := shop(t).Offer(q, express); o.Free || o.Reason != delivery.BelowMinimum || o.MinimumCLP != 25000 {
		t.Errorf("express for 24.990 is %+v, want below_minimum from 25000", o)
	}
	q.GoodsCLP = 25000
	if o := shop(t).Offer(q, express); !o.Free || o.FeeCLP != 5240 { // 3490 × 1,5 = 5235
		t.Errorf("express for 25.000 is %+v, want 5240", o)
	}
}

// From 09:00 to 09:00 are 23 hours over the night that skips 00:00, and 25 over
// the night that has 23:00 twice.
func TestTwentyFourHoursAheadAreRealHours(t *testing.T) {
	rules := shop(t, func(c *delivery.Config) {
		name := delivery.Text{ES: "Feria", EN: "Fair"}
		c.SpecialDates = []delivery.SpecialDate{
			{Date: day(t, "2026-09-06"), Code: "fair", Name: name},
			{Date: day(t, "2026-04-05"), Code: "fair", Name: name},
		}
	})
	for _, c := range []struct {
		now, date string
		fee       int64
	}{
		{"2026-09-05 08:00", "2026-09-06", 2690},
		{"2026-09-05 08:01", "2026-09-06", 2990},
		{"2026-09-05 09:00", "2026-09-06", 2990},
		{"2026-04-04 10:00", "2026-04-05", 2690},
		{"2026-04-04 10:01", "2026-04-05", 2990},
	} {
		o := rules.Offer(delivery.Query{Comuna: "Recoleta", GoodsCLP: 20000, Now: at(t, c.now)}, slot(t, c.date, "09-12"))
		if !o.Free || o.FeeCLP != c.fee {
			t.Errorf("09-12 of %s at %s costs %d (%s), want %d", c.date, c.now, o.FeeCLP, o.Reason, c.fee)
		}
	}
}
