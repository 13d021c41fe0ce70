package delivery

import "time"

// Config is everything about delivery that the back office may change. It goes
// through JSON and back unchanged. Default says what the shop begins with.
type Config struct {
	Zones []Zone `json:"zones"`
	Slots []Slot `json:"slots"` // in the order of the day, none overlapping
	Week  Week   `json:"week"`

	SpecialRules []YearlyDate  `json:"special_rules"` // days that open every slot, each year
	SpecialDates []SpecialDate `json:"special_dates"` // further ones, each once; they win over a rule on the same day

	Holidays       []YearlyDate `json:"holidays"`        // closed by law (irrenunciables)
	OpenedHolidays []Date       `json:"opened_holidays"` // holidays that the shop opens all the same, like a special date
	Blackouts      []Date       `json:"blackouts"`       // closed whatever else the day is

	DaysAhead int     `json:"days_ahead"` // how far ahead an order may be placed, in days from today
	Lead      Lead    `json:"lead"`
	Factors   Factors `json:"factors"`
	Express   Express `json:"express"`

	SlotPlaces   int         `json:"slot_places"`     // orders a zone × date × slot
	PickupPlaces int         `json:"pickup_places"`   // orders a date × slot at the counter
	Places       map[Key]int `json:"places,omitzero"` // counters that hold another number than these
}

// Text is a name in the shop's languages.
type Text struct {
	ES string `json:"es"`
	EN string `json:"en"`
}

// Zone is a set of comunas with one fee.
type Zone struct {
	Code        string   `json:"code"`
	Name        Text     `json:"name"`
	FeeCLP      int64    `json:"fee_clp"`
	FreeFromCLP int64    `json:"free_from_clp"` // goods after promotions from which delivery costs nothing
	Comunas     []string `json:"comunas"`
}

// Slot is a part of the day in which an order is brought or picked up.
type Slot struct {
	Code  string    `json:"code"`
	From  TimeOfDay `json:"from"`
	Until TimeOfDay `json:"until"`
}

// Week names the slots that are open on each ordinary day; an empty day is closed.
type Week struct {
	Monday    []string `json:"monday"`
	Tuesday   []string `json:"tuesday"`
	Wednesday []string `json:"wednesday"`
	Thursday  []string `json:"thursday"`
	Friday    []string `json:"friday"`
	Saturday  []string `json:"saturday"`
	Sunday    []string `json:"sunday"`
}

// On gives the slots of one weekday.
func (w Week) On(day time.Weekday) []string {
	return [...][]string{w.Sunday, w.Monday, w.Tuesday, w.Wednesday, w.Thursday, w.Friday, w.Saturday}[day]
}

// YearlyDate is a day that comes every year: a day of a month, or when
// NthWeekday is given, a weekday of that month.
type YearlyDate struct {
	Code         string      `json:"code"`
	Name         Text        `json:"name"`
	Month        time.Month  `json:"month"` // 1 to 12
	Day          int         `json:"day,omitzero"`
	NthWeekday   *NthWeekday `json:"nth_weekday,omitzero"`
	SurchargeCLP int64       `json:"surcharge_clp"` // for a holiday: when the back office opens it
}

// NthWeekday is, say, the second Sunday of a month.
type NthWeekday struct {
	Nth     int     `json:"nth"` // 1 to 5; a month without a fifth has no such day
	Weekday Weekday `json:"weekday"`
}

// SpecialDate is a day entered by hand that opens every slot, once.
type SpecialDate struct {
	Date         Date   `json:"date"`
	Code         string `json:"code"`
	Name         Text   `json:"name"`
	SurchargeCLP int64  `json:"surcharge_clp"`
}

// Lead is how much time the florists need. It holds for delivery and pickup
// alike, but not for express.
type Lead struct {
	TodayUntil               TimeOfDay `json:"today_until"`                // from this time on nothing is taken for today
	MinimumMinutes           int       `json:"minimum_minutes"`            // from placing to the slot's end, at least
	PreparationMarginMinutes int       `json:"preparation_margin_minutes"` // on top of the longest preparation, where that is more
}

// Factors multiply a zone's fee. The first that applies counts: express, today,
// ahead.
type Factors struct {
	ExpressTenths int64 `json:"express_tenths"`
	TodayTenths   int64 `json:"today_tenths"`
	AheadTenths   int64 `json:"ahead_tenths"`
	AheadHours    int   `json:"ahead_hours"` // the slot starts at least so long from now
}

// Express is delivery at once, which is not a slot.
type Express struct {
	PromiseMinutes int   `json:"promise_minutes"` // from payment to the door
	QuotedMinutes  int   `json:"quoted_minutes"`  // from placing to the door, at most: leaves time to pay
	PlacesPerHour  int   `json:"places_per_hour"` // orders placed in one clock hour, for all zones together
	MinimumCLP     int64 `json:"minimum_clp"`     // goods after promotions

	// MaxPreparationMinutes refuses arrangements that take longer to make; 0 refuses none.
	MaxPreparationMinutes int `json:"max_preparation_minutes"`
}
