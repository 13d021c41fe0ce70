package delivery_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
)

func TestTheFloristsNeedTime(t *testing.T) {
	for _, c := range []struct {
		name        string
		now         string
		preparation int
		date, slot  string
		reason      delivery.Reason
		lead        int
	}{
		{"the slot ends in 3 h", "2026-11-25 09:00", 0, "2026-11-25", "09-12", "", 0},
		{"the slot ends a minute sooner", "2026-11-25 09:01", 0, "2026-11-25", "09-12", delivery.TooSoon, 180},
		{"the next slot", "2026-11-25 09:01", 0, "2026-11-25", "12-15", "", 0},
		{"before the cut-off", "2026-11-25 13:59", 0, "2026-11-25", "15-18", "", 0},
		{"at the cut-off", "2026-11-25 14:00", 0, "2026-11-25", "18-21", delivery.PastCutoff, 0},
		{"the slot is over", "2026-11-25 13:00", 0, "2026-11-25", "09-12", delivery.Past, 0},
		{"the slot ends now", "2026-11-25 12:00", 0, "2026-11-25", "09-12", delivery.Past, 0},
		{"tomorrow after the cut-off", "2026-11-25 23:00", 0, "2026-11-26", "09-12", "", 0},
		{"two hours of work stay within 3 h", "2026-11-25 09:00", 120, "2026-11-25", "09-12", "", 0},
		{"more work needs more", "2026-11-25 09:00", 121, "2026-11-25", "09-12", delivery.TooSoon, 181},
		{"a wreath of a day: ends 25 h from now", "2026-11-25 11:00", 1440, "2026-11-26", "09-12", "", 0},
		{"a wreath of a day: a minute short", "2026-11-25 11:01", 1440, "2026-11-26", "09-12", delivery.TooSoon, 1500},
		{"two days of work push it to the third", "2026-11-25 10:00", 2880, "2026-11-26", "18-21", delivery.TooSoon, 2940},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := delivery.Query{Comuna: "Recoleta", GoodsCLP: 20000, PreparationMinutes: c.preparation, Now: at(t, c.now)}
			for _, choice := range []delivery.Choice{slot(t, c.date, c.slot), pickup(t, c.date, c.slot)} {
				o := shop(t).Offer(q, choice)
				if o.Reason != c.reason || o.Free != (c.reason == "") || o.LeadMinutes != c.lead {
					t.Errorf("%s: free %v, %q, lead %d; want %q, %d", choice.Kind, o.Free, o.Reason, o.LeadMinutes, c.reason, c.lead)
				}
			}
		})
	}
}
