package delivery_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
)

// Keys are stored: a change of their form loses the count of places taken.
func TestACountersKeyIsStable(t *testing.T) {
	date := day(t, "2026-11-25")
	for key, want := range map[delivery.Key]struct {
		text  string
		parts delivery.KeyParts
	}{
		delivery.SlotKey("centro", date, "09-12"): {"slot/centro/2026-11-25/09-12", delivery.KeyParts{Kind: delivery.KindSlot, Zone: "centro", Date: date, Slot: "09-12"}},
		delivery.PickupKey(date, "18-21"):         {"pickup/2026-11-25/18-21", delivery.KeyParts{Kind: delivery.KindPickup, Date: date, Slot: "18-21"}},
		delivery.ExpressKey(date, 9):              {"express/2026-11-25/09", delivery.KeyParts{Kind: delivery.KindExpress, Date: date, Hour: 9}},
	} {
		if string(key) != want.text {
			t.Errorf("key %q, want %q", key, want.text)
		}
		if got, err := key.Parts(); err != nil || got != want.parts {
			t.Errorf("%q reads %+v, %v; want %+v", key, got, err, want.parts)
		}
	}
}

func TestWhatIsNoKeyIsRefused(t *testing.T) {
	for _, key := range []delivery.Key{"", "slot", "slot/centro/2026-11-25", "slot/centro/2026-11-25/", "slot//2026-11-25/09-12", "slot/centro/2026-02-30/09-12",
		"slot/centro/2026-11-25/09-12/x", "pickup/2026-11-25/", "pickup/centro/2026-11-25/09-12", "express/2026-11-25/24", "express/2026-11-25/9", "express/2026-11-25/+9", "van/2026-11-25/09-12"} {
		if got, err := key.Parts(); err == nil {
			t.Errorf("%q reads %+v", key, got)
		}
		if n := shop(t).Places(key); n != 0 {
			t.Errorf("%q takes %d orders, want none", key, n)
		}
	}
}

func TestACounterTakesAsManyOrdersAsTheShopSays(t *testing.T) {
	rules := shop(t, func(c *delivery.Config) {
		c.Places = map[delivery.Key]int{"slot/centro/2027-02-14/09-12": 40, "express/2027-02-14/10": 0}
	})
	for key, want := range map[delivery.Key]int{
		"slot/centro/2026-11-25/09-12": 12, "pickup/2026-11-25/09-12": 20, "express/2026-11-25/10": 3,
		"slot/centro/2027-02-14/09-12": 40, "express/2027-02-14/10": 0,
	} {
		if got := rules.Places(key); got != want {
			t.Errorf("%s takes %d, want %d", key, got, want)
		}
	}
	q := delivery.Query{Comuna: "Santiago", Now: at(t, "2027-02-10 10:00"), Used: taken{"slot/centro/2027-02-14/09-12": 39}.used}
	if o := rules.Offer(q, slot(t, "2027-02-14", "09-12")); !o.Free || o.PlacesLeft != 1 {
		t.Errorf("the raised slot: %+v, want one place left", o)
	}
	lowered := shop(t, func(c *delivery.Config) { c.SlotPlaces = 10 })
	if o := lowered.Offer(q, slot(t, "2027-02-14", "09-12")); o.Reason != delivery.Full || o.PlacesLeft != 0 {
		t.Errorf("a slot lowered under what is sold: %+v, want full", o)
	}
}
