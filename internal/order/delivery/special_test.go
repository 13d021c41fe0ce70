package delivery_test

import (
	"fmt"
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
)

// Mother's and Father's Day were read off printed calendars, not computed.
func TestSpecialDatesOverTenYears(t *testing.T) {
	rules := shop(t)
	mothers := []string{"05-10", "05-09", "05-14", "05-13", "05-12", "05-11", "05-09", "05-08", "05-14", "05-13"}
	fathers := []string{"06-21", "06-20", "06-18", "06-17", "06-16", "06-15", "06-20", "06-19", "06-18", "06-17"}
	for i := range mothers {
		year := 2026 + i
		want := map[string]string{
			"02-14": "valentines_day 5000", "03-08": "womens_day 0",
			mothers[i]: "mothers_day 3000", fathers[i]: "fathers_day 0",
			"11-01": "all_saints_day 0", "12-24": "christmas_eve 3000", "12-31": "new_years_eve 5000",
		}
		for date := day(t, fmt.Sprintf("%d-01-01", year)); date.Year == year; date = date.AddDays(1) {
			got := ""
			d := rules.Day(date, date.At(delivery.Hour(8)))
			if d.Special != nil {
				got = fmt.Sprint(d.Special.Code, " ", d.Special.SurchargeCLP)
			}
			if got != want[date.String()[5:]] {
				t.Errorf("%s is %q, want %q", date, got, want[date.String()[5:]])
			}
			if got != "" && len(d.Slots) != 4 {
				t.Errorf("%s (%s, a %s) opens %v, want all four slots", date, got, date.Weekday(), slots(d))
			}
		}
	}
}

func TestTheBackOfficesSpecialDateWinsOverTheRule(t *testing.T) {
	rules := shop(t, func(c *delivery.Config) {
		c.SpecialDates = []delivery.SpecialDate{
			{Date: day(t, "2027-02-14"), Code: "quiet_valentines", Name: delivery.Text{ES: "San Valentín", EN: "Valentine's"}, SurchargeCLP: 2000},
			{Date: day(t, "2027-02-21"), Code: "fair", Name: delivery.Text{ES: "Feria", EN: "Fair"}},
		}
	})
	now := at(t, "2027-02-10 10:00")
	if got := rules.Day(day(t, "2027-02-14"), now).Special; got == nil || got.Code != "quiet_valentines" || got.SurchargeCLP != 2000 {
		t.Errorf("14 Feb is %+v, want what was entered by hand", got)
	}
	if got := rules.Day(day(t, "2027-02-21"), now); len(got.Slots) != 4 || got.Special.Code != "fair" {
		t.Errorf("the Sunday entered as special is %+v, want all four slots", got)
	}
}

func TestALeapDayComesInLeapYearsOnly(t *testing.T) {
	leap := delivery.YearlyDate{Month: 2, Day: 29}
	for date, want := range map[string]bool{"2028-02-29": true, "2027-03-01": false, "2028-03-01": false} {
		if got := leap.On(day(t, date)); got != want {
			t.Errorf("29 Feb falls on %s: %v, want %v", date, got, want)
		}
	}
	fifth := delivery.YearlyDate{Month: 5, NthWeekday: &delivery.NthWeekday{Nth: 5, Weekday: 0}}
	for date := day(t, "2026-05-01"); date.Month <= 6; date = date.AddDays(1) {
		if got, want := fifth.On(date), date.String() == "2026-05-31"; got != want {
			t.Errorf("the fifth Sunday of May 2026 falls on %s: %v", date, got)
		}
	}
}
