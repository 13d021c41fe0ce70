package delivery

// Special is a date that opens every slot, and what it adds to the fee.
type Special struct {
	Code         string `json:"code"`
	Name         Text   `json:"name"`
	SurchargeCLP int64  `json:"surcharge_clp"`
}

// On says whether the date is this one in its year.
func (y YearlyDate) On(date Date) bool {
	if date.Month != y.Month {
		return false
	}
	if n := y.NthWeekday; n != nil {
		return Weekday(date.Weekday()) == n.Weekday && (date.Day-1)/7+1 == n.Nth
	}
	return date.Day == y.Day
}

func (y YearlyDate) special() *Special {
	return &Special{Code: y.Code, Name: y.Name, SurchargeCLP: y.SurchargeCLP}
}

// special gives what a date is beside its weekday: what was entered by hand for
// that very day first, then a holiday that was opened, then the yearly rules.
func (r *Rules) special(date Date) *Special {
	if s, ok := r.byHand[date]; ok {
		return &Special{Code: s.Code, Name: s.Name, SurchargeCLP: s.SurchargeCLP}
	}
	if h := r.holiday(date); h != nil && r.openedHolidays[date] {
		return h.special()
	}
	if y := find(r.cfg.SpecialRules, date); y != nil {
		return y.special()
	}
	return nil
}

func (r *Rules) holiday(date Date) *YearlyDate { return find(r.cfg.Holidays, date) }

func find(days []YearlyDate, date Date) *YearlyDate {
	for i := range days {
		if days[i].On(date) {
			return &days[i]
		}
	}
	return nil
}
