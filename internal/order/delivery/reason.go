package delivery

// Reason is a stable code that says why something is not offered; empty when it
// is. A Reason is also an error, so that errors.Is tells it apart.
type Reason string

// The reasons, strongest first: an offer gives the first that holds.
const (
	ComunaNotServed Reason = "comuna_not_served" // no zone has the comuna; pickup remains
	Past            Reason = "past"              // the day or the slot is over
	TooFar          Reason = "too_far"           // more days ahead than orders are taken for
	Blackout        Reason = "blackout"          // closed by the back office
	ClosedHoliday   Reason = "closed_holiday"    // closed by law
	ClosedSunday    Reason = "closed_sunday"     // an ordinary Sunday
	ClosedWeekday   Reason = "closed_weekday"    // another day of the week without slots
	SlotClosed      Reason = "slot_closed"       // the day is open, this slot is not
	UnknownSlot     Reason = "unknown_slot"      // there is no slot of that code, or no such kind

	PastCutoff Reason = "past_cutoff" // nothing more is taken for today
	TooSoon    Reason = "too_soon"    // the slot ends before the order could be ready

	ExpressOutsideHours Reason = "express_outside_hours" // not within opened slots from placing to the door
	ExpressPreparation  Reason = "express_preparation"   // takes too long to make for express
	BelowMinimum        Reason = "below_minimum"         // goods do not reach the minimum
	Full                Reason = "full"                  // no place left
)

// Error returns the code.
func (r Reason) Error() string { return string(r) }
