package delivery_test

import (
	"hash/fnv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/platform/clock"
)

var codes = []string{"09-12", "12-15", "15-18", "18-21"}

// drawQuery is any buyer at any time of ten years, the hours around clock changes
// and busy days more often, with counters from empty to full.
func drawQuery(t *rapid.T) delivery.Query {
	first := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	anyTime := rapid.Custom(func(t *rapid.T) time.Time {
		return first.Add(time.Duration(rapid.IntRange(0, 10*366*24*60).Draw(t, "minute")) * time.Minute)
	})
	nearby := rapid.Custom(func(t *rapid.T) time.Time {
		event := rapid.SampledFrom([]string{"2026-09-05", "2026-09-06", "2026-04-04", "2027-02-13", "2026-03-08", "2026-09-17", "2026-12-24", "2027-05-08"}).Draw(t, "event")
		day, err := time.ParseInLocation("2006-01-02", event, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return day.Add(time.Duration(rapid.IntRange(-24*60, 48*60).Draw(t, "minute")) * time.Minute)
	})
	seed := rapid.Byte().Draw(t, "seed")
	load := rapid.IntRange(0, 20).Draw(t, "load")
	return delivery.Query{
		Comuna:             rapid.SampledFrom([]string{"Recoleta", "renca", "LO PRADO", "Las Condes", "nunoa"}).Draw(t, "comuna"),
		GoodsCLP:           rapid.Int64Range(0, 70000).Draw(t, "goods"),
		PreparationMinutes: rapid.SampledFrom([]int{0, 30, 120, 121, 600, 1440, 4000}).Draw(t, "preparation"),
		Now:                rapid.OneOf(anyTime, nearby).Draw(t, "now"),
		Used: func(key delivery.Key) int {
			h := fnv.New32a()
			h.Write([]byte{seed})
			h.Write([]byte(key))
			return max(0, load+int(h.Sum32()%7)-3)
		},
	}
}

func TestWhatIsFreeIsExactlyWhatTheRulesAllow(t *testing.T) {
	rules := shop(t)
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		n := rapid.IntRange(-2, 33).Draw(t, "days from now")
		q.From = delivery.DateOf(q.Now).AddDays(n)
		q.Until = q.From.AddDays(2)
		for i, d := range rules.Quote(q).Days {
			_, surcharge := oracleDay(d.Date.Year, d.Date.Month, d.Date.Day)
			for s := range codes {
				allowed := oracleFree(q.Now, n+i, s, q.PreparationMinutes)
				for _, o := range []delivery.Offer{d.Delivery[s], d.Pickup[s]} {
					want := allowed && q.Used(o.Key) < rules.Places(o.Key)
					if o.Free != want || o.Free != (o.Reason == "") || o.Free != (o.PlacesLeft > 0 && allowed) {
						t.Fatalf("%s %s %s: free %v (%s, %d left), want %v", o.Kind, d.Date, o.Slot, o.Free, o.Reason, o.PlacesLeft, want)
					}
					if o.FeeCLP < 0 || o.FeeCLP%10 != 0 {
						t.Fatalf("%s %s %s costs %d", o.Kind, d.Date, o.Slot, o.FeeCLP)
					}
					if o.Free && o.Kind == delivery.KindPickup && o.FeeCLP+o.SurchargeCLP != 0 {
						t.Fatalf("pickup costs %d + %d", o.FeeCLP, o.SurchargeCLP)
					}
					if o.Free && o.Kind == delivery.KindSlot && o.SurchargeCLP != surcharge {
						t.Fatalf("%s adds %d, want %d", d.Date, o.SurchargeCLP, surcharge)
					}
				}
			}
		}
	})
}

func TestAFreeOfferStartsInAnOpenedSlotAndOnNoOrdinarySunday(t *testing.T) {
	rules := shop(t)
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		o := rules.Offer(q, delivery.Choice{Kind: delivery.KindSlot, Date: delivery.DateOf(q.Now), Slot: codes[0]})
		for _, o := range []*delivery.Offer{&o, o.Next} {
			if o == nil || !o.Free {
				continue
			}
			d := rules.Day(o.Date, q.Now)
			if d.Closed != "" || (o.Date.Weekday() == time.Sunday && d.Special == nil) {
				t.Fatalf("offered on %s, which is closed (%s)", o.Date, d.Closed)
			}
			inside := false
			for _, w := range d.Slots {
				inside = inside || (w.Slot == o.Slot && w.Start.Equal(o.Start) && w.End.Equal(o.End))
			}
			if !inside {
				t.Fatalf("offered %s %s, opened are %v", o.Date, o.Slot, slots(d))
			}
		}
	})
}

func TestTheNextOneIsTheFirstThatIsFree(t *testing.T) {
	rules := shop(t)
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		today := delivery.DateOf(q.Now)
		asked := delivery.Choice{
			Kind: rapid.SampledFrom([]delivery.Kind{delivery.KindSlot, delivery.KindPickup}).Draw(t, "kind"),
			Date: today.AddDays(rapid.IntRange(-2, 33).Draw(t, "days from now")),
			Slot: rapid.SampledFrom(codes).Draw(t, "slot"),
		}
		var want delivery.Choice // the first in a plain walk over all that may be had
		for n := 0; n <= 30 && want.Slot == ""; n++ {
			for s, code := range codes {
				date := today.AddDays(n)
				after := date.Compare(asked.Date) > 0 || (date == asked.Date && code > asked.Slot)
				key, places := delivery.PickupKey(date, code), 20
				if asked.Kind == delivery.KindSlot {
					_, zone, _ := rules.Comuna(q.Comuna)
					key, places = delivery.SlotKey(zone.Code, date, code), 12
				}
				if after && oracleFree(q.Now, n, s, q.PreparationMinutes) && q.Used(key) < places {
					want = delivery.Choice{Kind: asked.Kind, Date: date, Slot: code}
					break
				}
			}
		}
		alone := rules.Offer(q, asked)
		if alone.Free {
			if alone.Next != nil {
				t.Fatalf("a free offer sends on to %+v", alone.Next)
			}
			return
		}
		q.From = asked.Date
		d := rules.Quote(q).Days[0]
		quoted := map[delivery.Kind][]delivery.Offer{delivery.KindSlot: d.Delivery, delivery.KindPickup: d.Pickup}[asked.Kind]
		for _, o := range append(quoted, alone) {
			if o.Slot != asked.Slot {
				continue
			}
			var got delivery.Choice
			if o.Next != nil {
				got = o.Next.Choice
			}
			if got != want {
				t.Fatalf("after %+v (%s) comes %+v, want %+v", asked, o.Reason, got, want)
			}
		}
	})
}

func TestAFreeExpressOrderArrivesWhileTheShopIsOpen(t *testing.T) {
	rules := shop(t)
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		local := q.Now.In(clock.Santiago())
		open, surcharge := oracleDay(local.Date())
		opening := time.Date(local.Year(), local.Month(), local.Day(), 9, 0, 0, 0, clock.Santiago())
		closing := opening.Add(time.Duration(3*open) * time.Hour)
		o := rules.Offer(q, express)
		want := !q.Now.Before(opening) && !q.Now.Add(150*time.Minute).After(closing) && q.GoodsCLP >= 25000 &&
			q.PreparationMinutes <= 120 && q.Used(o.Key) < 3
		if o.Free != want {
			t.Fatalf("at %s: free %v (%s), want %v", local, o.Free, o.Reason, want)
		}
		if o.FeeCLP < 0 || o.FeeCLP%10 != 0 || (o.Free && o.SurchargeCLP != surcharge) {
			t.Fatalf("at %s: %d + %d, want a surcharge of %d", local, o.FeeCLP, o.SurchargeCLP, surcharge)
		}
	})
}
