package delivery

import (
	"maps"
	"slices"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/chile"
)

// Bounds that catch a slip of the hand, far outside of what a shop would mean.
const (
	maxCLP     = 1_000_000
	maxGoods   = 100_000_000
	maxMinutes = 30 * 24 * 60
	maxPlaces  = 100_000
)

// Validate finds everything that is wrong with a configuration. The error is a
// *ConfigError.
func (c Config) Validate() error {
	var f faults
	c.checkZones(&f)
	c.checkSlots(&f)
	c.checkWeek(&f)
	checkYearly(&f, "/special_rules", c.SpecialRules)
	checkYearly(&f, "/holidays", c.Holidays)
	c.checkDates(&f)
	c.checkNumbers(&f)
	c.checkPlaces(&f)
	if len(f) > 0 {
		return &ConfigError{Faults: f}
	}
	return nil
}

func (c Config) checkZones(f *faults) {
	if len(c.Zones) == 0 {
		f.add(FaultRequired, "/zones")
	}
	codes, comunas := map[string]bool{}, map[string]bool{}
	for i, z := range c.Zones {
		f.code(z.Code, codes, "/zones/%d/code", i)
		f.text(z.Name, "/zones/%d/name", i)
		f.within(z.FeeCLP, 0, maxCLP, "/zones/%d/fee_clp", i)
		f.within(z.FreeFromCLP, 0, maxGoods, "/zones/%d/free_from_clp", i)
		if len(z.Comunas) == 0 {
			f.add(FaultRequired, "/zones/%d/comunas", i)
		}
		for j, name := range z.Comunas {
			switch folded := chile.Fold(name); {
			case folded == "":
				f.add(FaultRequired, "/zones/%d/comunas/%d", i, j)
			case comunas[folded]:
				f.add(FaultDuplicate, "/zones/%d/comunas/%d", i, j)
			default:
				comunas[folded] = true
			}
		}
	}
}

func (c Config) checkSlots(f *faults) {
	if len(c.Slots) == 0 {
		f.add(FaultRequired, "/slots")
	}
	codes, last := map[string]bool{}, TimeOfDay(0)
	for i, s := range c.Slots {
		f.code(s.Code, codes, "/slots/%d/code", i)
		f.within(int64(s.From), 0, int64(endOfDay)-1, "/slots/%d/from", i)
		f.within(int64(s.Until), int64(s.From)+1, int64(endOfDay), "/slots/%d/until", i)
		if s.From < last {
			f.add(FaultOverlap, "/slots/%d/from", i)
		}
		last = s.Until
	}
}

func (c Config) checkWeek(f *faults) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		for i, slot := range c.Week.On(day) {
			if !c.hasSlot(slot) {
				f.add(FaultUnknown, "/week/%s/%d", strings.ToLower(day.String()), i)
			}
		}
	}
}

// checkYearly takes 29 February: it then comes in leap years only.
func checkYearly(f *faults, at string, days []YearlyDate) {
	codes := map[string]bool{}
	for i, y := range days {
		f.code(y.Code, codes, at+"/%d/code", i)
		f.text(y.Name, at+"/%d/name", i)
		f.within(y.SurchargeCLP, 0, maxCLP, at+"/%d/surcharge_clp", i)
		if y.Month < time.January || y.Month > time.December {
			f.within(int64(y.Month), 1, 12, at+"/%d/month", i)
			continue
		}
		if y.NthWeekday != nil {
			f.within(int64(y.NthWeekday.Nth), 1, 5, at+"/%d/nth_weekday/nth", i)
			f.within(int64(y.NthWeekday.Weekday), 0, 6, at+"/%d/nth_weekday/weekday", i)
			f.within(int64(y.Day), 0, 0, at+"/%d/day", i) // one or the other
			continue
		}
		lastDay := Date{2028, y.Month + 1, 1}.AddDays(-1) // of a leap year
		f.within(int64(y.Day), 1, int64(lastDay.Day), at+"/%d/day", i)
	}
}

func (c Config) checkDates(f *faults) {
	opened := dateSet(c.OpenedHolidays)
	for i, d := range c.OpenedHolidays {
		switch {
		case !d.exists():
			f.add(FaultInvalid, "/opened_holidays/%d", i)
		case find(c.Holidays, d) == nil:
			f.add(FaultNotAHoliday, "/opened_holidays/%d", i)
		}
	}
	for i, d := range c.Blackouts {
		if !d.exists() {
			f.add(FaultInvalid, "/blackouts/%d", i)
		}
	}
	seen := map[Date]bool{}
	for i, s := range c.SpecialDates {
		switch {
		case !s.Date.exists():
			f.add(FaultInvalid, "/special_dates/%d/date", i)
		case seen[s.Date]:
			f.add(FaultDuplicate, "/special_dates/%d/date", i)
		case find(c.Holidays, s.Date) != nil && !opened[s.Date]:
			f.add(FaultClosedHoliday, "/special_dates/%d/date", i)
		}
		seen[s.Date] = true
		f.code(s.Code, map[string]bool{}, "/special_dates/%d/code", i) // the same one may come back another year
		f.text(s.Name, "/special_dates/%d/name", i)
		f.within(s.SurchargeCLP, 0, maxCLP, "/special_dates/%d/surcharge_clp", i)
	}
}

func (c Config) checkNumbers(f *faults) {
	for _, n := range []struct {
		pointer     string
		n, min, max int64
	}{
		{"/days_ahead", int64(c.DaysAhead), 0, 366},
		{"/lead/today_until", int64(c.Lead.TodayUntil), 0, int64(endOfDay)},
		{"/lead/minimum_minutes", int64(c.Lead.MinimumMinutes), 0, maxMinutes},
		{"/lead/preparation_margin_minutes", int64(c.Lead.PreparationMarginMinutes), 0, maxMinutes},
		{"/factors/express_tenths", c.Factors.ExpressTenths, 0, 100},
		{"/factors/today_tenths", c.Factors.TodayTenths, 0, 100},
		{"/factors/ahead_tenths", c.Factors.AheadTenths, 0, 100},
		{"/factors/ahead_hours", int64(c.Factors.AheadHours), 0, maxMinutes / 60},
		{"/express/promise_minutes", int64(c.Express.PromiseMinutes), 1, int64(endOfDay)},
		{"/express/quoted_minutes", int64(c.Express.QuotedMinutes), int64(c.Express.PromiseMinutes), int64(endOfDay)},
		{"/express/places_per_hour", int64(c.Express.PlacesPerHour), 0, maxPlaces},
		{"/express/minimum_clp", c.Express.MinimumCLP, 0, maxGoods},
		{"/express/max_preparation_minutes", int64(c.Express.MaxPreparationMinutes), 0, maxMinutes},
		{"/slot_places", int64(c.SlotPlaces), 0, maxPlaces},
		{"/pickup_places", int64(c.PickupPlaces), 0, maxPlaces},
	} {
		f.within(n.n, n.min, n.max, "%s", n.pointer)
	}
}

func (c Config) checkPlaces(f *faults) {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	for _, key := range slices.Sorted(maps.Keys(c.Places)) {
		pointer := "/places/" + escape.Replace(string(key))
		parts, err := key.Parts()
		switch {
		case err != nil:
			f.add(FaultInvalid, "%s", pointer)
		case parts.Zone != "" && !slices.ContainsFunc(c.Zones, func(z Zone) bool { return z.Code == parts.Zone }),
			parts.Slot != "" && !c.hasSlot(parts.Slot):
			f.add(FaultUnknown, "%s", pointer)
		}
		f.within(int64(c.Places[key]), 0, maxPlaces, "%s", pointer)
	}
}

func (c Config) hasSlot(code string) bool {
	return slices.ContainsFunc(c.Slots, func(s Slot) bool { return s.Code == code })
}
