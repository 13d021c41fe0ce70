package delivery_test

import (
	"errors"
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
)

func TestAQuoteShowsEverySlotOfTheDay(t *testing.T) {
	q := delivery.Query{Comuna: "nunoa", GoodsCLP: 20000, Now: at(t, "2026-11-25 10:00"), Used: taken{
		"slot/centro/2026-11-28/12-15":       12,
		"slot/centro-norte/2026-11-28/09-12": 12, // another zone's
		"slot/centro/2026-11-28/15-18":       11,
		"pickup/2026-11-28/09-12":            20,
	}.used, From: day(t, "2026-11-28")}
	got := shop(t).Quote(q)

	if got.Comuna == nil || *got.Comuna != (delivery.Comuna{Name: "Ñuñoa", Zone: "centro"}) {
		t.Errorf("comuna %+v, want Ñuñoa in centro", got.Comuna)
	}
	if len(got.Days) != 1 || len(got.Days[0].Delivery) != 4 || len(got.Days[0].Pickup) != 4 {
		t.Fatalf("days %+v, want one with four slots of each kind", got.Days)
	}
	d := got.Days[0]
	for i, want := range []struct {
		reason delivery.Reason
		left   int
		next   string
	}{
		{"", 12, ""},
		{delivery.Full, 0, "2026-11-28 15-18"},
		{"", 1, ""},
		{delivery.SlotClosed, 0, "2026-11-30 09-12"}, // Saturday evening; Sunday is closed
	} {
		o := d.Delivery[i]
		if o.Reason != want.reason || o.Free != (want.reason == "") || o.PlacesLeft != want.left || next(o) != want.next {
			t.Errorf("delivery %s: %q, %d left, next %q; want %+v", o.Slot, o.Reason, o.PlacesLeft, next(o), want)
		}
	}
	if d.Delivery[1].FeeCLP != 3140 {
		t.Errorf("a full slot costs %d, want its price 3140 all the same", d.Delivery[1].FeeCLP)
	}
	if o := d.Pickup[0]; o.Reason != delivery.Full || next(o) != "2026-11-28 12-15" || o.Next.Kind != delivery.KindPickup {
		t.Errorf("full pickup: %q, next %q; want full and the next pickup", o.Reason, next(o))
	}
	if o := got.Express; o.Reason != delivery.BelowMinimum || next(o) != "2026-11-25 12-15" {
		t.Errorf("express beside it: %q, next %q", o.Reason, next(o))
	}
}

func TestAClosedDaySaysWhyAndWhatIsNext(t *testing.T) {
	q := delivery.Query{Comuna: "Renca", Now: at(t, "2026-09-17 15:00"), From: day(t, "2026-09-17"), Until: day(t, "2026-09-21")}
	days := shop(t).Quote(q).Days
	want := []delivery.Reason{"", delivery.ClosedHoliday, delivery.ClosedHoliday, delivery.ClosedSunday, ""}
	if len(days) != len(want) {
		t.Fatalf("%d days, want %d", len(days), len(want))
	}
	for i, d := range days {
		if d.Closed != want[i] {
			t.Errorf("%s closed %q, want %q", d.Date, d.Closed, want[i])
		}
		if d.Closed != "" && (d.Delivery[0].Reason != want[i] || next(d.Delivery[0]) != "2026-09-21 09-12") {
			t.Errorf("%s: %q, next %q", d.Date, d.Delivery[0].Reason, next(d.Delivery[0]))
		}
	}
	if o := days[0].Pickup[3]; o.Reason != delivery.PastCutoff || next(o) != "2026-09-21 09-12" {
		t.Errorf("pickup today after 14:00: %q, next %q", o.Reason, next(o))
	}
}

func TestAnUnknownComunaMayStillPickUp(t *testing.T) {
	rules := shop(t)
	got := rules.Quote(delivery.Query{Comuna: "Maipú", GoodsCLP: 30000, Now: at(t, "2026-11-25 10:00"), From: day(t, "2026-11-26")})
	if got.Comuna != nil || got.Express.Reason != delivery.ComunaNotServed {
		t.Errorf("Maipú: %+v, express %q", got.Comuna, got.Express.Reason)
	}
	if o := got.Days[0].Delivery[0]; o.Free || o.Reason != delivery.ComunaNotServed || o.Next != nil {
		t.Errorf("delivery to Maipú: %+v", o)
	}
	if o := got.Days[0].Pickup[0]; !o.Free || o.PlacesLeft != 20 {
		t.Errorf("pickup for one of Maipú: %+v", o)
	}
	if _, _, err := rules.Comuna("Maipú"); !errors.Is(err, delivery.ComunaNotServed) || err.Error() != "comuna_not_served" {
		t.Errorf("Maipú: %v", err)
	}
}

func TestWithoutDatesTodayIsQuoted(t *testing.T) {
	got := shop(t).Quote(delivery.Query{Comuna: "Renca", Now: at(t, "2026-11-25 23:30")})
	if len(got.Days) != 1 || got.Days[0].Date.String() != "2026-11-25" {
		t.Errorf("quoted %+v, want today", got.Days)
	}
}

func TestARangeOfYearsIsCut(t *testing.T) {
	now := at(t, "2026-11-25 10:00")
	got := shop(t).Quote(delivery.Query{Comuna: "Renca", Now: now, From: day(t, "2026-11-25"), Until: day(t, "2099-01-01")})
	if len(got.Days) != 62 {
		t.Errorf("%d days, want 62", len(got.Days))
	}
	if o := got.Days[61].Delivery[0]; o.Reason != delivery.TooFar || o.Next != nil {
		t.Errorf("the last: %q, next %v", o.Reason, o.Next)
	}
}

func TestTheSearchGoesToTheLastDayThatIsTaken(t *testing.T) {
	rules := shop(t)
	q := delivery.Query{Comuna: "Renca", Now: at(t, "2026-11-23 10:00"), Used: func(key delivery.Key) int {
		if key == "slot/norte-intermedia/2026-12-23/18-21" { // the 30th day
			return 11
		}
		return 12
	}}
	for name, o := range map[string]delivery.Offer{
		"alone": rules.Offer(q, slot(t, "2026-11-23", "15-18")), "quoted": rules.Quote(q).Days[0].Delivery[2],
	} {
		if o.Reason != delivery.Full || next(o) != "2026-12-23 18-21" {
			t.Errorf("%s: %q, next %q; want the last slot of all", name, o.Reason, next(o))
		}
	}
}

func TestAnUnknownSlotOrKindIsNotOffered(t *testing.T) {
	q := delivery.Query{Comuna: "Renca", Now: at(t, "2026-11-25 10:00")}
	for _, c := range []delivery.Choice{slot(t, "2026-11-26", "21-24"), pickup(t, "2026-11-26", ""), {}, {Kind: "pigeon"}} {
		if o := shop(t).Offer(q, c); o.Free || o.Reason != delivery.UnknownSlot || o.Next == nil {
			t.Errorf("%+v: %+v, want unknown_slot and a slot instead", c, o)
		}
	}
}

func TestTheKeysOfAQueryAreAllItAsksFor(t *testing.T) {
	rules := shop(t)
	for _, comuna := range []string{"Renca", "Maipú"} {
		known := map[delivery.Key]bool{}
		q := delivery.Query{Comuna: comuna, GoodsCLP: 30000, Now: at(t, "2026-12-10 10:00"), From: day(t, "2026-12-09"), Until: day(t, "2027-01-20")}
		for _, key := range rules.Keys(q) {
			known[key] = true
		}
		asked := 0
		q.Used = func(key delivery.Key) int {
			asked++
			if !known[key] {
				t.Errorf("%s asks for %s, which Keys does not list", comuna, key)
			}
			return rules.Places(key) // full everywhere: the search goes to the end
		}
		rules.Quote(q)
		if asked == 0 {
			t.Error("the quote asked for no counter")
		}
	}
}

// next is where and when an offer sends one on to.
func next(o delivery.Offer) string {
	if o.Next == nil {
		return ""
	}
	return o.Next.Date.String() + " " + o.Next.Slot
}
