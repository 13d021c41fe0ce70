package delivery

import "time"

// Default is what the shop begins with: the only place where the business's own
// figures stand. It may be changed freely; each call makes a new one.
func Default() Config {
	all := []string{"09-12", "12-15", "15-18", "18-21"}
	return Config{
		Zones: []Zone{
			{"centro-norte", Text{"Centro Norte", "North Centre"}, 2990, 35000, []string{"Recoleta", "Independencia", "Conchalí"}},
			{"norte-intermedia", Text{"Norte Intermedia", "Inner North"}, 3990, 45000, []string{"Huechuraba", "Quilicura", "Renca"}},
			{"norte-extendida", Text{"Norte Extendida", "Outer North"}, 4990, 55000, []string{"Cerro Navia", "Lo Prado", "Quinta Normal"}},
			{"oriente-norte", Text{"Oriente Norte", "North East"}, 4990, 50000, []string{"Vitacura", "Lo Barnechea", "Las Condes"}},
			{"centro", Text{"Centro", "Centre"}, 3490, 40000, []string{"Santiago", "Providencia", "Ñuñoa"}},
		},
		Slots: []Slot{
			{"09-12", Hour(9), Hour(12)},
			{"12-15", Hour(12), Hour(15)},
			{"15-18", Hour(15), Hour(18)},
			{"18-21", Hour(18), Hour(21)},
		},
		Week: Week{Monday: all, Tuesday: all, Wednesday: all, Thursday: all, Friday: all, Saturday: all[:3:3], Sunday: []string{}},

		SpecialRules: []YearlyDate{
			{Code: "valentines_day", Name: Text{"San Valentín", "Valentine's Day"}, Month: time.February, Day: 14, SurchargeCLP: 5000},
			{Code: "womens_day", Name: Text{"Día de la Mujer", "Women's Day"}, Month: time.March, Day: 8},
			{Code: "mothers_day", Name: Text{"Día de la Madre", "Mother's Day"}, Month: time.May, NthWeekday: &NthWeekday{2, Weekday(time.Sunday)}, SurchargeCLP: 3000},
			{Code: "fathers_day", Name: Text{"Día del Padre", "Father's Day"}, Month: time.June, NthWeekday: &NthWeekday{3, Weekday(time.Sunday)}},
			{Code: "all_saints_day", Name: Text{"Todos los Santos", "All Saints' Day"}, Month: time.November, Day: 1},
			{Code: "christmas_eve", Name: Text{"Nochebuena", "Christmas Eve"}, Month: time.December, Day: 24, SurchargeCLP: 3000},
			{Code: "new_years_eve", Name: Text{"Fin de Año", "New Year's Eve"}, Month: time.December, Day: 31, SurchargeCLP: 5000},
		},
		Holidays: []YearlyDate{
			{Code: "new_year", Name: Text{"Año Nuevo", "New Year's Day"}, Month: time.January, Day: 1},
			{Code: "labour_day", Name: Text{"Día del Trabajo", "Labour Day"}, Month: time.May, Day: 1},
			{Code: "independence_day", Name: Text{"Fiestas Patrias", "Independence Day"}, Month: time.September, Day: 18},
			{Code: "army_day", Name: Text{"Glorias del Ejército", "Army Day"}, Month: time.September, Day: 19},
			{Code: "christmas", Name: Text{"Navidad", "Christmas Day"}, Month: time.December, Day: 25, SurchargeCLP: 5000},
		},
		SpecialDates:   []SpecialDate{},
		OpenedHolidays: []Date{},
		Blackouts:      []Date{},

		DaysAhead: 30,
		Lead:      Lead{TodayUntil: Hour(14), MinimumMinutes: 180, PreparationMarginMinutes: 60},
		Factors:   Factors{ExpressTenths: 15, TodayTenths: 13, AheadTenths: 9, AheadHours: 24},
		Express:   Express{PromiseMinutes: 120, QuotedMinutes: 150, PlacesPerHour: 3, MinimumCLP: 25000, MaxPreparationMinutes: 120},

		SlotPlaces:   12,
		PickupPlaces: 20,
	}
}
