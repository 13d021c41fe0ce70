package product

import (
	"maps"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// verb is what a call wants of a reservation.
type verb int

const (
	toHold verb = iota
	toKeep
	toRelease
	toConsume
)

// command is one call about an order's stock.
type command struct {
	verb    verb
	orderID string
	version int64             // the order's
	lines   []productapi.Line // of toHold; of toConsume, should nothing be known of the order
	until   time.Time         // of toHold and toKeep
	quiet   bool              // of toConsume: nobody need hear that it cannot be taken
}

// The refusals of a hold.
var (
	errSuperseded = problem.Conflict("hold_superseded").Because("a later version of the order has decided")
	errFinal      = problem.Conflict("hold_final").Because("released and consumed are final for this version")
	errNoHold     = problem.NotFound("hold_not_found")
)

// decide is the table of architecture.md, "Placing an order": what becomes of a
// reservation. nil without an error means that it stays as it is; a reservation
// that is holding or not settled is then gone on with.
func decide(r *Reservation, c command) (*Reservation, error) {
	switch {
	case r == nil:
		return decideFirst(c)
	case c.version < r.Version:
		return nil, errSuperseded
	case c.version == r.Version:
		return decideAgain(r, c)
	}
	return decideHigher(r, c)
}

func decideFirst(c command) (*Reservation, error) {
	r := &Reservation{OrderID: c.orderID, Version: c.version, Lines: c.lines, Until: c.until}
	switch c.verb {
	case toHold, toConsume:
		r.State, r.Paid, r.Quiet = productapi.Holding, c.verb == toConsume, c.quiet
	case toRelease:
		r.State, r.Settled = productapi.Released, true
	case toKeep:
		return nil, errNoHold
	}
	return r, nil
}

// decideAgain: the version has decided before. The same call is the same answer,
// and a hold may still end; what has ended stays so.
func decideAgain(r *Reservation, c command) (*Reservation, error) {
	if c.verb == toHold && !maps.Equal(r.Demand(), (&Reservation{Lines: c.lines}).Demand()) && r.State != productapi.Released {
		return nil, errSuperseded // one version of an order demands one thing
	}
	switch {
	case r.State == productapi.Released && c.verb == toRelease,
		r.State == productapi.Released && c.verb == toConsume, // the loss is told already
		r.State == productapi.Consumed && c.verb == toConsume:
		return nil, nil
	case r.State == productapi.Released && len(r.Shortage) > 0:
		return nil, soldOut(r)
	case r.State == productapi.Released, r.State == productapi.Consumed:
		return nil, errFinal
	}
	switch {
	case c.verb == toRelease:
		return r.moved(productapi.Released, c.version), nil
	case c.verb == toConsume && r.State == productapi.Held:
		return r.moved(productapi.Consumed, c.version), nil
	case c.verb == toConsume && !r.Paid:
		return r.retaken(c), nil
	case c.verb == toKeep && c.until.After(r.Until):
		return r.extended(c), nil
	}
	return nil, nil
}

// decideHigher: a higher version decides. Only it leads from released and from consumed.
func decideHigher(r *Reservation, c command) (*Reservation, error) {
	switch c.verb {
	case toRelease:
		next := r.moved(productapi.Released, c.version)
		next.GiveBack = r.State == productapi.Consumed
		next.Settled = r.State == productapi.Released
		return next, nil
	case toConsume:
		switch r.State {
		case productapi.Held:
			return r.moved(productapi.Consumed, c.version), nil
		case productapi.Consumed:
			next := r.moved(productapi.Consumed, c.version)
			next.Settled = true
			return next, nil
		}
		return r.retaken(c), nil
	}
	switch {
	case r.State == productapi.Consumed:
		return nil, errFinal
	case c.verb == toKeep && len(r.Lines) == 0:
		return nil, errNoHold
	case r.State == productapi.Held && (c.verb == toKeep || slices.Equal(r.Lines, c.lines)):
		return r.extended(c), nil
	}
	return r.retaken(c), nil
}

// extended holds on to what is held.
func (r *Reservation) extended(c command) *Reservation {
	next := *r
	next.Version, next.Until = c.version, c.until
	return &next
}

// retaken takes stock anew, for the lines of the call or those known.
func (r *Reservation) retaken(c command) *Reservation {
	next := r.moved(productapi.Holding, c.version)
	next.Paid, next.Quiet = c.verb == toConsume, c.quiet
	if !c.until.IsZero() {
		next.Until = c.until
	}
	if c.verb == toHold || len(r.Lines) == 0 {
		next.Former, next.Lines = r.touched(), c.lines
	}
	return next
}

func soldOut(r *Reservation) error {
	return problem.Conflict("sold_out").With(productapi.Shortages{Items: r.Shortage})
}
