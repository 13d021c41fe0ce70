package product

import (
	"time"

	"floresvictoria.cl/flores/internal/product/productapi"
)

// Stock is the document of a SKU. OnHand + Consumed = Initial + Moved, always.
type Stock struct {
	SKU       string
	ProductID string
	Initial   int64 // the first count
	Moved     int64 // the sum of the movements since
	OnHand    int64 // in the shop, what is held included
	Held      int64 // by orders that are not paid
	Consumed  int64 // by orders that are
	LowAt     int64 // staff are told at or below
	Unlimited bool  // made to order: counted, never short
	Listed    bool  // its product still has it
	Alert     Alert // what staff were told last
	BandAt    time.Time
	Rev       int64
}

// Alert says how low a SKU is.
type Alert int

// The alerts, from none to the worst.
const (
	AlertNone Alert = iota
	AlertLow
	AlertOut
)

// fewAt is the count from which lists say that there are few.
const fewAt = 5

// Available is what can be held.
func (s Stock) Available() int64 { return max(0, s.OnHand-s.Held) }

// Band is all that lists show of the stock.
func (s Stock) Band() string {
	switch n := s.Available(); {
	case s.Unlimited || n > fewAt:
		return productapi.InStock
	case n > 0:
		return productapi.Few
	}
	return productapi.SoldOut
}

// alert is what the counts say; an unlimited SKU never alarms anybody.
func (s Stock) alert() Alert {
	switch n := s.Available(); {
	case s.Unlimited || !s.Listed:
		return AlertNone
	case n == 0:
		return AlertOut
	case n <= s.LowAt:
		return AlertLow
	}
	return AlertNone
}

// Share is a SKU's document as one order sees it.
type Share struct {
	Stock
	OrderID  string
	Entry    Entry // the zero Entry when it holds none
	Returned int64 // its version that gave back what was consumed; 0 for none
}

// Entry is an order's part of what is held. Its version is the reservation's
// when it was taken; the reservation's may have risen since.
type Entry struct {
	OrderID  string
	Version  int64
	Quantity int64
	Taken    time.Time
}

// room is what the order could have in all, its own entry included.
func (s Share) room() int64 { return s.Available() + s.Entry.Quantity }

// take gives the order an entry of the quantity, in place of the one it has.
// It returns false when there is not so much.
func (s Share) take(e Entry) (Share, bool) {
	if s.Entry.Version == e.Version {
		return s, true // taken before
	}
	if !s.Unlimited && e.Quantity > s.room() {
		return s, false
	}
	s.Held += e.Quantity - s.Entry.Quantity
	s.Entry = e
	return s, true
}

// mine tells whether the order has an entry that a reservation of the version decides on.
func (s Share) mine(version int64) bool {
	return s.Entry.Version > 0 && s.Entry.Version <= version
}

// pull takes the order's entry out.
func (s Share) pull(version int64) Share {
	if s.mine(version) {
		s.Held -= s.Entry.Quantity
		s.Entry = Entry{}
	}
	return s
}

// consume takes the entry out and its goods from the shelf.
func (s Share) consume(version int64) Share {
	if s.mine(version) {
		s.OnHand -= s.Entry.Quantity
		s.Consumed += s.Entry.Quantity
		s = s.pull(version)
	}
	return s
}

// giveBack undoes consume, once a version.
func (s Share) giveBack(version, quantity int64) Share {
	switch {
	case s.Returned >= version:
		return s
	case s.mine(version): // it was never consumed here
		s = s.pull(version)
	default:
		s.OnHand += quantity
		s.Consumed -= quantity
	}
	s.Returned = version
	return s
}

// settled brings what follows from the counts up to date.
func (s Share) settled(before Share, now time.Time) Share {
	s.Alert = s.alert()
	if s.Band() != before.Band() || s.Unlimited != before.Unlimited || s.Listed != before.Listed || before.Rev == 0 {
		s.BandAt = now
	}
	return s
}
