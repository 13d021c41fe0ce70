// Package delivery holds the rules of when, where and for how much flowers are
// brought or picked up. It is what makes the shop a florist, and it is pure: it
// reads no store and no clock. The caller passes the time and how many places of
// each counter are taken, and gets a Quote or an Offer back.
//
// All figures live in a Config, which is data that the back office edits;
// Default is what the shop begins with. New checks a Config and makes the Rules
// of it; Rules never change and may be used by many goroutines.
//
// Everything is decided on the shop's clock. Chile changes its clocks at
// midnight, so that one Sunday of September has no 00:00: a Date is therefore a
// calendar day and never an instant, and a slot's start and end are worked out
// from the hours on the shop's wall.
//
// A refusal is a Reason, a stable code. Pages write the sentence.
package delivery
