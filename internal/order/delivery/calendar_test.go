package delivery_test

import (
	"slices"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
)

func TestTheCalendarSaysWhatIsOpenOrWhyNot(t *testing.T) {
	all := []string{"09-12", "12-15", "15-18", "18-21"}
	opened := func(dates ...string) func(*delivery.Config) {
		return func(c *delivery.Config) {
			for _, d := range dates {
				c.OpenedHolidays = append(c.OpenedHolidays, day(t, d))
			}
		}
	}
	blackout := func(date string) func(*delivery.Config) {
		return func(c *delivery.Config) { c.Blackouts = append(c.Blackouts, day(t, date)) }
	}
	nothing := func(*delivery.Config) {}

	for _, c := range []struct {
		name   string
		now    string
		date   string
		change func(*delivery.Config)
		closed delivery.Reason
		slots  []string
	}{
		{"a weekday opens four", "2026-11-20 10:00", "2026-11-25", nothing, "", all},
		{"Saturday opens three", "2026-11-20 10:00", "2026-11-28", nothing, "", all[:3]},
		{"Sunday is closed", "2026-11-20 10:00", "2026-11-29", nothing, delivery.ClosedSunday, nil},
		{"a special date opens a Sunday", "2026-03-02 10:00", "2026-03-08", nothing, "", all},
		{"a special date opens all of Saturday", "2026-02-10 10:00", "2026-02-14", nothing, "", all},
		{"1 January", "2026-12-30 10:00", "2027-01-01", nothing, delivery.ClosedHoliday, nil},
		{"1 May", "2026-04-20 10:00", "2026-05-01", nothing, delivery.ClosedHoliday, nil},
		{"18 September", "2026-09-10 10:00", "2026-09-18", nothing, delivery.ClosedHoliday, nil},
		{"a holiday on a Sunday is a holiday", "2027-09-10 10:00", "2027-09-19", nothing, delivery.ClosedHoliday, nil},
		{"Christmas", "2026-12-20 10:00", "2026-12-25", nothing, delivery.ClosedHoliday, nil},
		{"Christmas opened by the shop", "2026-12-20 10:00", "2026-12-25", opened("2026-12-25"), "", all},
		{"opening one year opens no other", "2027-12-20 10:00", "2027-12-25", opened("2026-12-25"), delivery.ClosedHoliday, nil},
		{"a holiday on Sunday opened by the shop", "2027-09-10 10:00", "2027-09-19", opened("2027-09-19"), "", all},
		{"a blackout closes a weekday", "2026-11-20 10:00", "2026-11-25", blackout("2026-11-25"), delivery.Blackout, nil},
		{"a blackout closes a special date", "2026-12-20 10:00", "2026-12-24", blackout("2026-12-24"), delivery.Blackout, nil},
		{"yesterday", "2026-11-25 10:00", "2026-11-24", nothing, delivery.Past, nil},
		{"today", "2026-11-25 23:59", "2026-11-25", nothing, "", all},
		{"30 days ahead", "2026-11-23 10:00", "2026-12-23", nothing, "", all},
		{"31 days ahead", "2026-11-23 10:00", "2026-12-24", nothing, delivery.TooFar, nil},
		{"a Monday the shop keeps free", "2026-11-20 10:00", "2026-11-23", func(c *delivery.Config) { c.Week.Monday = nil }, delivery.ClosedWeekday, nil},
		{"the September day without 00:00", "2026-09-04 10:00", "2026-09-06", nothing, delivery.ClosedSunday, nil},
		{"the Monday after it", "2026-09-05 23:30", "2026-09-07", nothing, "", all},
		{"today is that day", "2026-09-06 01:00", "2026-09-05", nothing, delivery.Past, nil},
		{"30 days ahead across it", "2026-08-10 23:30", "2026-09-09", nothing, "", all},
		{"31 days ahead across it", "2026-08-10 23:30", "2026-09-10", nothing, delivery.TooFar, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := shop(t, c.change).Day(day(t, c.date), at(t, c.now))
			if got.Closed != c.closed || !slices.Equal(slots(got), c.slots) {
				t.Errorf("%s seen at %s: closed %q, slots %v; want %q, %v", c.date, c.now, got.Closed, slots(got), c.closed, c.slots)
			}
		})
	}
}

func TestOpenedChristmasCostsMore(t *testing.T) {
	rules := shop(t, func(c *delivery.Config) { c.OpenedHolidays = []delivery.Date{day(t, "2026-12-25")} })
	got := rules.Day(day(t, "2026-12-25"), at(t, "2026-12-20 10:00")).Special
	if got == nil || got.Code != "christmas" || got.SurchargeCLP != 5000 {
		t.Errorf("opened Christmas is %+v, want a surcharge of 5000", got)
	}
}

// A slot is three hours long on the days whose clocks change, too.
func TestSlotsAreThreeHoursOnEveryDayOfAYear(t *testing.T) {
	rules := shop(t)
	for date := day(t, "2026-01-01"); date.Year == 2026; date = date.AddDays(1) {
		for _, w := range rules.Day(date, date.At(0)).Slots {
			if w.End.Sub(w.Start) != 3*time.Hour || delivery.DateOf(w.Start) != date {
				t.Errorf("%s %s lasts from %s to %s", date, w.Slot, w.Start, w.End)
			}
		}
	}
}
