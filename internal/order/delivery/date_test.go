package delivery_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
)

func TestTheShopsDayIsNotTheUTCDay(t *testing.T) {
	for utc, want := range map[string]string{
		"2026-11-25T02:59:00Z": "2026-11-24", // 23:59 in summer, three hours behind
		"2026-11-25T03:00:00Z": "2026-11-25",
		"2026-07-01T03:59:00Z": "2026-06-30", // four hours behind in winter
		"2026-07-01T04:00:00Z": "2026-07-01",
		"2026-09-06T03:59:59Z": "2026-09-05", // the second before the clocks skip 00:00
		"2026-09-06T04:00:00Z": "2026-09-06",
		"2026-04-05T03:30:00Z": "2026-04-04", // 23:30 for the second time that night
		"2026-04-05T04:00:00Z": "2026-04-05",
	} {
		instant, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}
		if got := delivery.DateOf(instant).String(); got != want {
			t.Errorf("at %s the shop's day is %s, want %s", utc, got, want)
		}
	}
}

func TestDaysFollowOneAnotherThroughAClockChange(t *testing.T) {
	date := day(t, "2026-01-01")
	for range 3 * 365 {
		next := date.AddDays(1)
		if next.Compare(date) <= 0 || next.AddDays(-1) != date || next.Weekday() != (date.Weekday()+1)%7 {
			t.Fatalf("%s is followed by %s", date, next)
		}
		if back := delivery.DateOf(date.At(delivery.Hour(9))); back != date {
			t.Fatalf("09:00 of %s lies on %s", date, back)
		}
		date = next
	}
}

func TestASlotKeepsItsHoursOnTheWall(t *testing.T) {
	for date, want := range map[string]string{
		"2026-09-05": "2026-09-05T09:00:00-04:00", // winter
		"2026-09-06": "2026-09-06T09:00:00-03:00", // the day without 00:00
		"2026-04-04": "2026-04-04T09:00:00-03:00", // the day of 25 hours
		"2026-04-05": "2026-04-05T09:00:00-04:00",
	} {
		if got := day(t, date).At(delivery.Hour(9)).Format(time.RFC3339); got != want {
			t.Errorf("09:00 of %s is %s, want %s", date, got, want)
		}
	}
}

func TestADateAndATimeAreReadStrictly(t *testing.T) {
	for _, s := range []string{"", "2026-02-30", "2026-1-1", "25-11-2026", "2026-11-25T00:00:00Z"} {
		if d, err := delivery.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s", s, d)
		}
	}
	for _, s := range []string{"", "9:00", "24:01", "09:60", "09", "-1:00"} {
		var tod delivery.TimeOfDay
		if err := tod.UnmarshalText([]byte(s)); err == nil {
			t.Errorf("TimeOfDay %q = %s", s, tod)
		}
	}
	var midnight delivery.TimeOfDay
	if err := midnight.UnmarshalText([]byte("24:00")); err != nil || midnight != delivery.Hour(24) {
		t.Errorf("24:00 = %v, %v", midnight, err)
	}
	if d := (delivery.Date{}); !d.IsZero() || day(t, "2026-11-25").IsZero() {
		t.Error("only the zero date is no day")
	}
}
