package delivery

import (
	"time"
)

// Day says whether the shop delivers on a date.
type Day struct {
	Date    Date     `json:"date"`
	Closed  Reason   `json:"closed,omitzero"`  // empty when the day is open
	Special *Special `json:"special,omitzero"` // also on a day that is closed all the same
	Slots   []Window `json:"slots"`            // the opened ones; none when closed
}

// Window is a slot of one date, as instants.
type Window struct {
	Slot  string    `json:"slot"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Day looks a date up. It does not know the time of day: a slot of today that is
// over is still one that was opened.
func (r *Rules) Day(date Date, now time.Time) Day {
	day := Day{Date: date, Special: r.special(date), Slots: []Window{}}
	if day.Closed = r.closed(date, DateOf(now), day.Special); day.Closed != "" {
		return day
	}
	for _, slot := range r.cfg.Slots {
		if day.Special != nil || r.opened[date.Weekday()][slot.Code] {
			day.Slots = append(day.Slots, slot.on(date))
		}
	}
	return day
}

func (r *Rules) closed(date, today Date, special *Special) Reason {
	switch {
	case date.Compare(today) < 0:
		return Past
	case date.Compare(today.AddDays(r.cfg.DaysAhead)) > 0:
		return TooFar
	case r.blackouts[date]:
		return Blackout
	case r.holiday(date) != nil && !r.openedHolidays[date]:
		return ClosedHoliday
	case special != nil || len(r.opened[date.Weekday()]) > 0:
		return ""
	case date.Weekday() == time.Sunday:
		return ClosedSunday
	}
	return ClosedWeekday
}

func (s Slot) on(date Date) Window {
	return Window{Slot: s.Code, Start: date.At(s.From), End: date.At(s.Until)}
}

func (d Day) opens(slot string) bool {
	for _, w := range d.Slots {
		if w.Slot == slot {
			return true
		}
	}
	return false
}

// covers says whether opened slots follow one another without a gap from one
// instant to the other.
func (d Day) covers(from, until time.Time) bool {
	for _, w := range d.Slots {
		if w.Start.After(from) {
			return false
		}
		if w.End.After(from) {
			from = w.End
		}
		if !from.Before(until) {
			return true
		}
	}
	return false
}
