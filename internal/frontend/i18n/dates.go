package i18n

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/platform/clock"
)

type calendar struct {
	days, short [7]string  // Sunday first, as time.Weekday counts
	months      [12]string // January first
}

var spanish = calendar{
	days:   [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	short:  [7]string{"dom", "lun", "mar", "mié", "jue", "vie", "sáb"},
	months: [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
}

var english = calendar{
	days:   [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	short:  [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

func (l *Localizer) calendar() *calendar {
	if l.lang == EN {
		return &english
	}
	return &spanish
}

// Every date below is read on the shop's zone, whatever zone t carries.

// Day is "Martes 24 de noviembre", for headings.
func (l *Localizer) Day(t time.Time) string { return upperFirst(l.DayText(t)) }

// DayText is "martes 24 de noviembre", for use within a sentence.
func (l *Localizer) DayText(t time.Time) string {
	t = t.In(clock.Santiago())
	return l.calendar().days[t.Weekday()] + " " + l.dayMonth(t)
}

// DayShort is "mié 25", for cells.
func (l *Localizer) DayShort(t time.Time) string {
	t = t.In(clock.Santiago())
	return l.WeekdayShort(t) + " " + strconv.Itoa(t.Day())
}

// WeekdayShort is "mié".
func (l *Localizer) WeekdayShort(t time.Time) string {
	return l.calendar().short[t.In(clock.Santiago()).Weekday()]
}

// Weekday is "miércoles".
func (l *Localizer) Weekday(t time.Time) string {
	return l.calendar().days[t.In(clock.Santiago()).Weekday()]
}

// Month is "noviembre de 2026".
func (l *Localizer) Month(t time.Time) string {
	t = t.In(clock.Santiago())
	if l.lang == EN {
		return l.calendar().months[t.Month()-1] + " " + strconv.Itoa(t.Year())
	}
	return l.calendar().months[t.Month()-1] + " de " + strconv.Itoa(t.Year())
}

// Date is "24 de noviembre de 2026".
func (l *Localizer) Date(t time.Time) string {
	t = t.In(clock.Santiago())
	if l.lang == EN {
		return l.dayMonth(t) + " " + strconv.Itoa(t.Year())
	}
	return l.dayMonth(t) + " de " + strconv.Itoa(t.Year())
}

// Time is "15:04".
func (l *Localizer) Time(t time.Time) string { return t.In(clock.Santiago()).Format("15:04") }

// DateTime is "24 de noviembre de 2026, 15:04".
func (l *Localizer) DateTime(t time.Time) string { return l.Date(t) + ", " + l.Time(t) }

// DayRelative is "hoy", "mañana" or "mié 25", seen from now.
func (l *Localizer) DayRelative(t, now time.Time) string {
	switch date, today := ISO(t), now.In(clock.Santiago()); date {
	case ISO(today):
		return l.T("ui.today")
	case today.AddDate(0, 0, 1).Format(time.DateOnly):
		return l.T("ui.tomorrow")
	}
	return l.DayShort(t)
}

// ISO is the date as forms and addresses carry it, 2026-11-24, on the shop's zone.
func ISO(t time.Time) string { return t.In(clock.Santiago()).Format(time.DateOnly) }

// ParseISO reads what ISO wrote, as noon in the shop: the September day without a
// 00:00 in Chile is then a day like the others.
func ParseISO(date string) (time.Time, error) {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 12, 0, 0, 0, clock.Santiago()), nil
}

// Hours is a delivery window, "9 a 12 h", from hours or "09:00"-like times.
func (l *Localizer) Hours(from, to string) string {
	if l.lang == EN {
		return shortHour(from) + " to " + shortHour(to) + " h"
	}
	return shortHour(from) + " a " + shortHour(to) + " h"
}

// shortHour turns 09:00 and 09 into 9, and keeps 13:30.
func shortHour(s string) string {
	s = strings.TrimSuffix(s, ":00")
	if len(s) > 1 {
		s = strings.TrimPrefix(s, "0")
	}
	return s
}

func (l *Localizer) dayMonth(t time.Time) string {
	month := l.calendar().months[t.Month()-1]
	if l.lang == EN {
		return strconv.Itoa(t.Day()) + " " + month
	}
	return strconv.Itoa(t.Day()) + " de " + month
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
