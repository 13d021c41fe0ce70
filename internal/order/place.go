package order

import (
	"context"
	"errors"
	"net/http"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// place places what lies in the caller's cart (architecture.md, steps 0 to 3).
func (s *Service) place(ctx context.Context, in *orderapi.PlaceInput) (*orderapi.Placed, error) {
	caller := contract.Who(ctx)
	scope := "user/" + caller.UserID
	if !caller.SignedIn() {
		if in.CartToken == "" {
			return nil, problem.Conflict("cart_empty")
		}
		scope = "cart/" + id.Hash(in.CartToken)
	}
	now := s.now()
	hash := hashOf(in.Body)
	it, mine, err := s.store.OpenIntent(ctx, store.Intent{Scope: scope, Key: in.Key, Hash: hash, OrderID: id.New()}, now, now.Add(s.windows.IntentLease))
	if err != nil {
		return nil, err
	}
	if !mine {
		return s.placedBefore(it, hash, now)
	}
	t := &try{s: s, in: in, it: it, customerID: caller.UserID, held: it.Version > 1}
	placed, err := t.run(ctx)
	if err != nil {
		return nil, t.end(ctx, err)
	}
	return s.withLink(placed), nil
}

// placedBefore answers a key that another call has, or had.
func (s *Service) placedBefore(it store.Intent, hash string, now time.Time) (*orderapi.Placed, error) {
	switch {
	case it.Hash != hash:
		return nil, errKeyReused
	case it.State == store.IntentOpen:
		return nil, inProgress(it.Lease.Sub(now))
	case it.State == store.IntentAbandoned:
		return nil, problem.Conflict("abandoned")
	}
	placed, err := decoded[orderapi.Placed](it.Status, it.Answer)
	if err != nil {
		return nil, err
	}
	return s.withLink(placed), nil
}

func inProgress(left time.Duration) error {
	return problem.Conflict("in_progress").After(max(left, time.Second))
}

// firstEpoch is the epoch of an order's link until it is revoked.
const firstEpoch = 1

// withLink adds the link, which is not stored: a copy of the database opens no order.
func (s *Service) withLink(p *orderapi.Placed) *orderapi.Placed {
	p.Link = s.links.Make(p.Order.ID, firstEpoch)
	return p
}

// try is one lease of an intent at work.
type try struct {
	s          *Service
	in         *orderapi.PlaceInput
	it         store.Intent
	customerID string
	held       bool // product-service may have been asked for a hold
}

// run prices the cart, checks what the buyer saw, holds the stock and stores the order.
func (t *try) run(ctx context.Context) (*orderapi.Placed, error) {
	body := &t.in.Body
	b, err := t.s.basket(ctx, t.in.CartToken)
	if err != nil {
		return nil, err
	}
	if len(b.demand) == 0 {
		return nil, problem.Conflict("cart_empty")
	}
	f, err := t.s.checkForm(body, b)
	if err != nil {
		return nil, err
	}
	if len(b.problems) > 0 {
		return nil, problem.Conflict("cart_problems").With(orderapi.CartProblems{Items: b.problems})
	}
	q := delivery.Query{Comuna: f.people.Recipient.Comuna, GoodsCLP: b.goodsCLP, PreparationMinutes: b.minutes, Now: t.s.now()}
	o, err := t.s.offer(ctx, q, f.choice)
	if err != nil {
		return nil, err
	}
	totals := b.totals(o.FeeCLP, o.SurchargeCLP)
	quoted := orderapi.PlacedQuote{Lines: b.lines, Totals: totals, Offer: offerOf(o)}
	switch {
	case o.Reason == delivery.UnknownSlot:
		return nil, problem.Invalid(problem.At("/delivery/slot", "unknown_slot"))
	case !o.Free:
		return nil, problem.Conflict("slot_unavailable").With(quoted)
	case totals.TotalCLP != body.ExpectedTotalCLP:
		return nil, problem.Conflict("total_changed").With(quoted)
	}
	if err := t.hold(ctx, b); err != nil {
		return nil, err
	}
	placed, err := t.commit(ctx, b, f, o, totals)
	switch {
	case errors.Is(err, store.ErrFull): // somebody took the last place after the look at the counter
		return nil, t.full(ctx, q, f.choice, quoted)
	case errors.Is(err, store.ErrLost):
		return nil, inProgress(0)
	}
	return placed, err
}

// full is the refusal of a slot whose last place went meanwhile.
func (t *try) full(ctx context.Context, q delivery.Query, c delivery.Choice, quoted orderapi.PlacedQuote) error {
	o, err := t.s.offer(ctx, q, c)
	if err != nil {
		return err
	}
	if o.Free { // and came back: the buyer may choose it again
		o.Free, o.Reason = false, delivery.Full
	}
	quoted.Offer = offerOf(o)
	return problem.Conflict("slot_unavailable").With(quoted)
}

// commit is step 3. Two orders that drew the same number at the same moment are
// told apart by drawing again.
func (t *try) commit(ctx context.Context, b *basket, f *form, o delivery.Offer, totals orderapi.Totals) (*orderapi.Placed, error) {
	for n := 1; ; n++ {
		placed, err := t.commitOnce(ctx, b, f, o, totals)
		if !relational.IsUnique(err) || n == moveTries {
			return placed, err
		}
	}
}

// commitOnce is the one transaction that makes it an order.
func (t *try) commitOnce(ctx context.Context, b *basket, f *form, o delivery.Offer, totals orderapi.Totals) (*orderapi.Placed, error) {
	order, err := t.order(ctx, b, f, o, totals)
	if err != nil {
		return nil, err
	}
	ev, err := t.s.news(ctx, orderapi.OrderPlaced, order, false, "")
	if err != nil {
		return nil, err
	}
	placed := &orderapi.Placed{Order: *view(order, t.viewer(), order.Placed)}
	t.it.State, t.it.Status, t.it.Answer = store.IntentDone, http.StatusCreated, jsonText(placed)
	err = t.s.store.Place(ctx, store.Placement{Intent: t.it, Order: order, Places: t.s.rules.Places(o.Key), Events: []events.Event{ev}})
	return placed, err
}
