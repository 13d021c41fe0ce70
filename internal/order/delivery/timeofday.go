package delivery

import (
	"fmt"
	"strings"
	"time"
)

// TimeOfDay is what the shop's clock shows, in minutes from 0 (00:00) to 1440
// (24:00, the end of a day). It is written HH:MM.
type TimeOfDay int

const endOfDay TimeOfDay = 24 * 60

// Hour is a whole hour of the day.
func Hour(h int) TimeOfDay { return TimeOfDay(h * 60) }

// String writes HH:MM.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// MarshalText writes HH:MM.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads HH:MM up to 24:00.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	if string(text) == "24:00" {
		*t = endOfDay
		return nil
	}
	parsed, err := time.Parse("15:04", string(text))
	if err != nil || len(text) != len("15:04") {
		return fmt.Errorf("read the time %q: want HH:MM", text)
	}
	*t = Hour(parsed.Hour()) + TimeOfDay(parsed.Minute())
	return nil
}

// Weekday is a day of the week, written in lower-case English.
type Weekday time.Weekday

// MarshalText writes sunday … saturday.
func (w Weekday) MarshalText() ([]byte, error) {
	return []byte(strings.ToLower(time.Weekday(w).String())), nil
}

// UnmarshalText reads sunday … saturday.
func (w *Weekday) UnmarshalText(text []byte) error {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.ToLower(day.String()) == string(text) {
			*w = Weekday(day)
			return nil
		}
	}
	return fmt.Errorf("read the weekday %q: want sunday to saturday", text)
}
