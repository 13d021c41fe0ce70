package delivery_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/order/delivery"
)

// full has something in every list, so that a round trip shows every member.
func full(t testing.TB) delivery.Config {
	c := delivery.Default()
	c.OpenedHolidays = []delivery.Date{day(t, "2026-12-25")}
	c.Blackouts = []delivery.Date{day(t, "2027-01-02")}
	c.SpecialDates = []delivery.SpecialDate{{Date: day(t, "2027-04-21"), Code: "secretary_day",
		Name: delivery.Text{ES: "Día de la Secretaria", EN: "Secretary's Day"}, SurchargeCLP: 1000}}
	c.Places = map[delivery.Key]int{"pickup/2026-12-24/09-12": 60}
	c.Express.MaxPreparationMinutes = 90
	return c
}

func TestAConfigurationComesBackFromJSON(t *testing.T) {
	for name, codec := range map[string]struct {
		write func(any) ([]byte, error)
		read  func([]byte, any) error
	}{
		"the standard library": {json.Marshal, json.Unmarshal},
		"the strict reader": {
			func(v any) ([]byte, error) { return jsonv2.Marshal(v) },
			func(b []byte, v any) error { return jsonv2.Unmarshal(b, v, jsonv2.RejectUnknownMembers(true)) },
		},
	} {
		for _, want := range []delivery.Config{delivery.Default(), full(t)} {
			text, err := codec.write(want)
			if err != nil {
				t.Fatal(err)
			}
			var got delivery.Config
			if err := codec.read(text, &got); err != nil {
				t.Fatalf("%s: %v in %s", name, err, text)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if _, err := delivery.New(got); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestAConfigurationIsReadableByPeople(t *testing.T) {
	text, err := json.Marshal(full(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"from":"09:00"`, `"until":"21:00"`, `"today_until":"14:00"`, `"weekday":"sunday"`,
		`"opened_holidays":["2026-12-25"]`, `"pickup/2026-12-24/09-12":60`, `"month":5`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}

func TestAWrongConfigurationNamesEveryFault(t *testing.T) {
	text := delivery.Text{ES: "x", EN: "x"}
	for _, c := range []struct {
		change func(*delivery.Config)
		want   string
	}{
		{func(c *delivery.Config) { c.Zones = nil }, "/zones required"},
		{func(c *delivery.Config) { c.Zones[1].Code = "centro-norte" }, "/zones/1/code duplicate"},
		{func(c *delivery.Config) { c.Zones[0].Code = "Centro/Norte" }, "/zones/0/code invalid"},
		{func(c *delivery.Config) { c.Zones[0].Code = "" }, "/zones/0/code required"},
		{func(c *delivery.Config) { c.Zones[0].Name.EN = " " }, "/zones/0/name/en required"},
		{func(c *delivery.Config) { c.Zones[2].FeeCLP = -10 }, "/zones/2/fee_clp out_of_range 0 1000000"},
		{func(c *delivery.Config) { c.Zones[2].FreeFromCLP = -1 }, "/zones/2/free_from_clp out_of_range 0 100000000"},
		{func(c *delivery.Config) { c.Zones[3].Comunas = nil }, "/zones/3/comunas required"},
		{func(c *delivery.Config) { c.Zones[3].Comunas[1] = "NUNOA" }, "/zones/4/comunas/2 duplicate"},
		{func(c *delivery.Config) { c.Zones[3].Comunas[1] = " " }, "/zones/3/comunas/1 required"},
		{func(c *delivery.Config) { c.Slots[1].From = delivery.Hour(11) }, "/slots/1/from overlap"},
		{func(c *delivery.Config) { c.Slots[3].Until = delivery.Hour(25) }, "/slots/3/until out_of_range 1081 1440"},
		{func(c *delivery.Config) { c.Slots[3].Until = c.Slots[3].From }, "/slots/3/until out_of_range 1081 1440"},
		{func(c *delivery.Config) { c.Week.Sunday = []string{"09-12", "night"} }, "/week/sunday/1 unknown"},
		{func(c *delivery.Config) { c.SpecialRules[0].Month = 13 }, "/special_rules/0/month out_of_range 1 12"},
		{func(c *delivery.Config) { c.SpecialRules[0].Day = 30 }, "/special_rules/0/day out_of_range 1 29"},
		{func(c *delivery.Config) { c.SpecialRules[2].Day = 8 }, "/special_rules/2/day out_of_range 0 0"},
		{func(c *delivery.Config) { c.SpecialRules[2].NthWeekday.Nth = 6 }, "/special_rules/2/nth_weekday/nth out_of_range 1 5"},
		{func(c *delivery.Config) { c.Holidays[4].Day = 32 }, "/holidays/4/day out_of_range 1 31"},
		{func(c *delivery.Config) { c.Holidays[4].SurchargeCLP = -1 }, "/holidays/4/surcharge_clp out_of_range 0 1000000"},
		{func(c *delivery.Config) { c.OpenedHolidays = []delivery.Date{day(t, "2026-12-26")} }, "/opened_holidays/0 not_a_holiday"},
		{func(c *delivery.Config) { c.Blackouts = []delivery.Date{{}} }, "/blackouts/0 invalid"},
		{func(c *delivery.Config) { c.Blackouts = []delivery.Date{{Year: 2026, Month: 2, Day: 30}} }, "/blackouts/0 invalid"},
		{func(c *delivery.Config) {
			c.SpecialDates = []delivery.SpecialDate{{Date: day(t, "2026-09-18"), Code: "fiestas", Name: text}}
		}, "/special_dates/0/date closed_holiday"},
		{func(c *delivery.Config) {
			s := delivery.SpecialDate{Date: day(t, "2026-09-21"), Code: "spring", Name: text}
			c.SpecialDates = []delivery.SpecialDate{s, s}
		}, "/special_dates/1/date duplicate"},
		{func(c *delivery.Config) { c.DaysAhead = -1 }, "/days_ahead out_of_range 0 366"},
		{func(c *delivery.Config) { c.Express.QuotedMinutes = 119 }, "/express/quoted_minutes out_of_range 120 1440"},
		{func(c *delivery.Config) { c.Factors.TodayTenths = -1 }, "/factors/today_tenths out_of_range 0 100"},
		{func(c *delivery.Config) { c.SlotPlaces, c.PickupPlaces = -1, -1 }, "/slot_places out_of_range 0 100000, /pickup_places out_of_range 0 100000"},
		{func(c *delivery.Config) { c.Places = map[delivery.Key]int{"x/y%s": 1} }, "/places/x~1y%s invalid"},
		{func(c *delivery.Config) { c.Places = map[delivery.Key]int{"slot/sur/2026-11-25/09-12": 1} }, "/places/slot~1sur~12026-11-25~109-12 unknown"},
		{func(c *delivery.Config) { c.Places = map[delivery.Key]int{"pickup/2026-11-25/21-24": 1} }, "/places/pickup~12026-11-25~121-24 unknown"},
		{func(c *delivery.Config) { c.Places = map[delivery.Key]int{"express/2026-11-25/10": -1} }, "/places/express~12026-11-25~110 out_of_range 0 100000"},
	} {
		cfg := delivery.Default()
		c.change(&cfg)
		_, err := delivery.New(cfg)
		var refused *delivery.ConfigError
		if !errors.As(err, &refused) {
			t.Errorf("accepted, want %s", c.want)
			continue
		}
		var got []string
		for _, f := range refused.Faults {
			line := f.Pointer + " " + f.Code
			if f.Params != nil {
				line += fmt.Sprint(" ", f.Params["min"], " ", f.Params["max"])
			}
			got = append(got, line)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("faults %v, want %s", got, c.want)
		}
	}
}

func TestTheFirstConfigurationIsValidAndNobodyElses(t *testing.T) {
	one := delivery.Default()
	one.Zones[0].Comunas[0] = "Lampa"
	one.Week.Monday[0] = "never"
	two := delivery.Default()
	if err := two.Validate(); err != nil || two.Zones[0].Comunas[0] != "Recoleta" {
		t.Errorf("changing one default changed the next: %v", err)
	}
	if two.Places != nil {
		t.Error("the first configuration has counters of its own")
	}
}
