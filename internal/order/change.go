package order

import (
	"context"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

var errWrongState = problem.Conflict("wrong_state")

// change prepares an order's next state in memory, so that the answer and the
// events are written in the transaction that makes it true.
type change struct {
	*store.Change
	s *Service
}

// begin starts a change of an order that was loaded; the loaded one stays as it
// is. Every change raises the version, so that another one prepared from the same
// load finds that it is late.
func (s *Service) begin(o *store.Order) *change {
	next := *o
	next.Steps, next.Payments, next.Ledger = slices.Clip(o.Steps), slices.Clone(o.Payments), slices.Clip(o.Ledger)
	next.Version++
	next.Updated = s.now()
	return &change{&store.Change{Order: &next, Was: o.Version}, s}
}

// actor is who moves an order, from where, and why.
type actor struct {
	by      lifecycle.Actor
	id      string
	channel string
	why     string
}

var (
	system        = actor{by: lifecycle.System, channel: channelJob}
	paidBackByJob = actor{by: lifecycle.Payment, channel: channelJob}
)

// move takes one step of the table, or is refused with wrong_state.
func (c *change) move(ctx context.Context, to orderapi.State, a actor) error {
	o := c.Order
	if !lifecycle.Allowed(o.State, to, a.by) {
		return errWrongState
	}
	restock := to == orderapi.Cancelled && !lifecycle.Begun(o.State)
	live := lifecycle.Live(to, o.Live)
	switch {
	case o.Live && !live:
		c.FreePlace = true
	case !o.Live && live:
		c.TakePlace = c.s.rules.Places(o.SlotKey)
	}
	if len(c.Steps) > 0 { // each step has a version of its own
		o.Version++
	}
	o.State, o.Live = to, live
	if to != orderapi.Paying {
		o.PayingID = ""
	}
	step := store.Step{Version: o.Version, State: to, By: a.by, ByID: a.id, Channel: a.channel, Why: a.why, At: o.Updated}
	o.Steps = append(o.Steps, step)
	c.Steps = append(c.Steps, step)
	if kind, ok := told[to]; ok {
		ev, err := c.s.news(ctx, kind, o, restock, a.why)
		if err != nil {
			return err
		}
		c.Events = append(c.Events, ev)
	}
	return nil
}

// payment sets the state of an attempt.
func (c *change) payment(id, state string) {
	p := c.Order.Payment(id)
	if p.State == state {
		return
	}
	p.State, p.Updated = state, c.Order.Updated
	c.Payments = append(c.Payments, *p)
}

// book adds a row to the ledger.
func (c *change) book(paymentID, kind string, amountCLP int64) {
	e := store.Entry{ID: id.New(), PaymentID: paymentID, Kind: kind, AmountCLP: amountCLP, At: c.Order.Updated}
	c.Order.Ledger = append(c.Order.Ledger, e)
	c.Ledger = append(c.Ledger, e)
}

// apply commits the change. When the service itself must look at the order next
// follows from what it is.
func (c *change) apply(ctx context.Context) error {
	c.Order.Due = c.s.due(c.Order)
	if err := c.s.store.Apply(ctx, c.Change); err != nil {
		return err
	}
	if !c.Order.Due.IsZero() && !c.Order.Due.After(c.Order.Updated) {
		c.s.poke()
	}
	return nil
}

// due is when Sweep must look at an order that stands so now.
func (s *Service) due(o *store.Order) time.Time {
	switch {
	case o.State == orderapi.Paying:
		return o.Updated.Add(s.windows.PayingLease)
	case o.OwedCLP() > 0:
		return o.Updated
	case o.State == orderapi.PendingPayment:
		return o.PayUntil
	}
	return time.Time{}
}
