package delivery

import (
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

const dateLayout = "2006-01-02"

// Date is a day of the shop's calendar, written YYYY-MM-DD. The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day on the shop's calendar at an instant.
func DateOf(t time.Time) Date {
	y, m, d := t.In(clock.Santiago()).Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(dateLayout, s)
	if err != nil {
		return Date{}, fmt.Errorf("read the date %q: want YYYY-MM-DD", s)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

// utc is where days are counted: there every day has 24 hours and a midnight.
func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero says that no day was given.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays moves by whole calendar days, back when n is negative.
func (d Date) AddDays(n int) Date {
	t := d.utc().AddDate(0, 0, n)
	return Date{t.Year(), t.Month(), t.Day()}
}

// Compare is negative when d is the earlier day, zero for the same, else positive.
func (d Date) Compare(other Date) int { return d.utc().Compare(other.utc()) }

// At is the instant when the shop's clock shows a time of this day.
func (d Date) At(tod TimeOfDay) time.Time {
	return time.Date(d.Year, d.Month, d.Day, int(tod)/60, int(tod)%60, 0, 0, clock.Santiago())
}

// exists says that the calendar has the day.
func (d Date) exists() bool { return !d.IsZero() && d == d.AddDays(0) }

// String writes YYYY-MM-DD.
func (d Date) String() string { return d.utc().Format(dateLayout) }

// MarshalText writes YYYY-MM-DD; the zero Date is empty text.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return []byte{}, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
