package delivery_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
)

func TestExpressLiesWithinOpenedSlotsOfToday(t *testing.T) {
	for _, c := range []struct {
		name, now string
		reason    delivery.Reason
	}{
		{"at opening", "2026-11-25 09:00", ""},
		{"before opening", "2026-11-25 08:59", delivery.ExpressOutsideHours},
		{"across two slots", "2026-11-25 11:00", ""},
		{"after today's cut-off", "2026-11-25 16:00", ""},
		{"the last that arrives by 21:00", "2026-11-25 18:30", ""},
		{"a minute later", "2026-11-25 18:31", delivery.ExpressOutsideHours},
		{"the last on Saturday", "2026-11-28 15:30", ""},
		{"Saturday after it", "2026-11-28 15:31", delivery.ExpressOutsideHours},
		{"Saturday that is special", "2026-02-14 18:30", ""},
		{"Sunday", "2026-11-29 10:00", delivery.ClosedSunday},
		{"Sunday that is special", "2026-03-08 10:00", ""},
		{"holiday", "2026-09-18 10:00", delivery.ClosedHoliday},
		{"at night", "2026-11-25 23:30", delivery.ExpressOutsideHours},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := at(t, c.now)
			o := shop(t).Offer(delivery.Query{Comuna: "Renca", GoodsCLP: 30000, Now: now}, express)
			if o.Reason != c.reason || o.Free != (c.reason == "") {
				t.Errorf("free %v, %q; want %q", o.Free, o.Reason, c.reason)
			}
			if o.End.Sub(now) != 150*time.Minute {
				t.Errorf("quoted for %s, want 2 h 30 from %s", o.End, now)
			}
			if !o.Free && (o.Next == nil || o.Next.Kind != delivery.KindSlot) {
				t.Errorf("next %+v, want the first slot instead", o.Next)
			}
		})
	}
}

func TestAGapInTheDayEndsExpress(t *testing.T) {
	rules := shop(t, func(c *delivery.Config) { c.Week.Wednesday = []string{"09-12", "15-18"} })
	for now, want := range map[string]delivery.Reason{
		"2026-11-25 09:30": "", "2026-11-25 09:31": delivery.ExpressOutsideHours,
		"2026-11-25 13:00": delivery.ExpressOutsideHours, "2026-11-25 15:00": "",
	} {
		if o := rules.Offer(delivery.Query{Comuna: "Renca", GoodsCLP: 30000, Now: at(t, now)}, express); o.Reason != want {
			t.Errorf("at %s: %q, want %q", now, o.Reason, want)
		}
	}
}

func TestExpressTakesThreePlacesOfTheHourOfPlacing(t *testing.T) {
	q := delivery.Query{Comuna: "Renca", GoodsCLP: 30000, Now: at(t, "2026-11-25 10:59"),
		Used: taken{"express/2026-11-25/10": 3}.used}
	if o := shop(t).Offer(q, express); o.Reason != delivery.Full || o.Key != "express/2026-11-25/10" {
		t.Errorf("the fourth of an hour: %q by %q, want full", o.Reason, o.Key)
	}
	q.Now = at(t, "2026-11-25 11:00")
	if o := shop(t).Offer(q, express); !o.Free || o.PlacesLeft != 3 || o.Key != "express/2026-11-25/11" {
		t.Errorf("the first of the next hour: %+v, want three places", o)
	}
}

func TestExpressHasNoLeadButTheShopLimitsThePreparation(t *testing.T) {
	q := delivery.Query{Comuna: "Renca", GoodsCLP: 30000, PreparationMinutes: 121, Now: at(t, "2026-11-25 10:00")}
	unlimited := shop(t, func(c *delivery.Config) { c.Express.MaxPreparationMinutes = 0 })
	if o := unlimited.Offer(q, express); !o.Free {
		t.Errorf("without a limit: %q", o.Reason)
	}
	limited := shop(t) // the shop begins with 120
	if o := limited.Offer(q, express); o.Reason != delivery.ExpressPreparation {
		t.Errorf("over the limit: %q", o.Reason)
	}
	q.PreparationMinutes = 120
	if o := limited.Offer(q, express); !o.Free {
		t.Errorf("at the limit: %q", o.Reason)
	}
}
