package delivery_test

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// The default rules written down a second time, plainly and without the types of
// the package, for the properties to be held against.

// oracleDay says which slots (0 to 3) a date opens and what it adds.
func oracleDay(y int, m time.Month, d int) (slots int, surcharge int64) {
	noon := time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
	switch noon.Format("01-02") {
	case "01-01", "05-01", "09-18", "09-19", "12-25":
		return 0, 0
	case "02-14", "12-31":
		return 4, 5000
	case "12-24":
		return 4, 3000
	case "03-08", "11-01":
		return 4, 0
	}
	sundays := 0
	for i := 1; i <= d; i++ {
		if time.Date(y, m, i, 12, 0, 0, 0, time.UTC).Weekday() == time.Sunday {
			sundays++
		}
	}
	switch noon.Weekday() {
	case time.Sunday:
		switch {
		case m == time.May && sundays == 2:
			return 4, 3000
		case m == time.June && sundays == 3:
			return 4, 0
		}
		return 0, 0
	case time.Saturday:
		return 3, 0
	}
	return 4, 0
}

// oracleFree says whether a slot can be had at all, places aside, n days from
// now's day.
func oracleFree(now time.Time, n, slot, preparation int) bool {
	local := now.In(clock.Santiago())
	noon := time.Date(local.Year(), local.Month(), local.Day()+n, 12, 0, 0, 0, time.UTC)
	y, m, d := noon.Date()
	open, _ := oracleDay(y, m, d)
	if n < 0 || n > 30 || slot >= open {
		return false
	}
	if n == 0 && local.Hour() >= 14 {
		return false
	}
	end := time.Date(y, m, d, 12+3*slot, 0, 0, 0, clock.Santiago())
	minutes := end.Sub(now).Minutes()
	return minutes >= 180 && minutes >= float64(preparation+60)
}
