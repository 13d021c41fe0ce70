package product

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// outcome is what a call came to.
type outcome struct {
	reservation *Reservation
	refusal     error
	changed     []Stock // for the snapshot's bands
}

// holder runs one call over a store's documents.
type holder struct {
	docs  Documents
	now   time.Time
	alert func(before, after Stock) []events.Event
	out   outcome
}

// run decides on the reservation, then brings the SKUs' documents after it. What
// an earlier call left undone is done first, since the next decision rests on it.
func (h *holder) run(ctx context.Context, c command) error {
	for {
		r, err := h.docs.Reservation(ctx, c.orderID)
		if err != nil {
			return err
		}
		if r != nil && r.State != productapi.Holding && !r.Settled {
			if err := h.settle(ctx, r); err != nil && !errors.Is(err, ErrStale) {
				return err
			}
			continue
		}
		next, refusal := decide(r, c)
		if refusal != nil {
			h.out.reservation, h.out.refusal = r, refusal
			return nil
		}
		if next != nil {
			err = h.save(ctx, r, next)
			r = next
		}
		if err == nil {
			err = h.follow(ctx, r)
		}
		if !errors.Is(err, ErrStale) {
			return err
		}
		// Somebody else has decided meanwhile: look again. This call's own version
		// then meets its equal or a higher one.
	}
}

// follow brings the SKUs after the reservation and leaves the answer in out.
func (h *holder) follow(ctx context.Context, r *Reservation) error {
	if r.State == productapi.Holding {
		var err error
		if r, err = h.take(ctx, r); err != nil {
			return err
		}
	}
	if !r.Settled {
		if err := h.settle(ctx, r); err != nil {
			return err
		}
	}
	h.out.reservation, h.out.refusal = r, nil
	if r.State == productapi.Released && len(r.Shortage) > 0 {
		h.out.refusal = soldOut(r)
	}
	return nil
}

// take takes every SKU's entry in order, or releases what was taken on a miss.
func (h *holder) take(ctx context.Context, r *Reservation) (*Reservation, error) {
	demand := r.Demand()
	shares, err := h.docs.Shares(ctx, r.OrderID, r.touched())
	if err != nil {
		return nil, err
	}
	missing := shortages(demand, shares)
	for i := 0; i < len(shares) && len(missing) == 0; i++ {
		sku, ok := shares[i].SKU, true
		err := h.change(ctx, shares[i], func(s Share) (Share, error) {
			if s.Entry.Version > r.Version {
				return s, ErrStale // a higher version is at work
			}
			if demand[sku] == 0 {
				return s.pull(r.Version), nil
			}
			s, ok = s.take(Entry{OrderID: r.OrderID, Version: r.Version, Quantity: demand[sku], Taken: h.now})
			if !ok {
				missing = shortages(map[string]int64{sku: demand[sku]}, []Share{s})
			}
			return s, nil
		})
		if err != nil {
			return nil, err
		}
	}
	next := r.moved(productapi.Held, r.Version)
	var evs []events.Event
	switch {
	case len(missing) > 0:
		next = r.moved(productapi.Released, r.Version)
		next.Shortage = missing
		if r.Paid && !r.Quiet {
			evs = append(evs, productapi.HoldLost.New(r.OrderID, r.Version,
				productapi.LostHold{OrderID: r.OrderID, Version: r.Version, Shortage: missing}))
		}
	case r.Paid:
		next = r.moved(productapi.Consumed, r.Version)
	}
	if next.Settled {
		next.Former = nil
	}
	return next, h.save(ctx, r, next, evs...)
}

// settle brings the SKUs after a reservation that has ended, and says so in it.
func (h *holder) settle(ctx context.Context, r *Reservation) error {
	demand := r.Demand()
	shares, err := h.docs.Shares(ctx, r.OrderID, r.touched())
	if err != nil {
		return err
	}
	for _, share := range shares {
		err := h.change(ctx, share, func(s Share) (Share, error) {
			switch {
			case demand[s.SKU] == 0, r.State == productapi.Released && !r.GiveBack:
				return s.pull(r.Version), nil
			case r.State == productapi.Released:
				return s.giveBack(r.Version, demand[s.SKU]), nil
			}
			return s.consume(r.Version), nil
		})
		if err != nil {
			return err
		}
	}
	next := *r
	next.Settled, next.GiveBack, next.Former = true, false, nil
	if err := h.save(ctx, r, &next); err != nil {
		return err
	}
	*r = next
	return nil
}

// change writes one SKU's document by rule, again as long as others write it too.
func (h *holder) change(ctx context.Context, before Share, rule func(Share) (Share, error)) error {
	for {
		after, err := rule(before)
		if err != nil || after == before {
			return err
		}
		after = after.settled(before, h.now)
		err = h.docs.SaveShare(ctx, before, after, nil, h.alert(before.Stock, after.Stock)...)
		if err == nil {
			after.Rev = before.Rev + 1
			h.out.changed = append(h.out.changed, after.Stock)
		}
		if !errors.Is(err, ErrStale) {
			return err
		}
		fresh, err := h.docs.Shares(ctx, before.OrderID, []string{before.SKU})
		if err != nil || len(fresh) == 0 {
			return err
		}
		before = fresh[0]
	}
}

func (h *holder) save(ctx context.Context, before, next *Reservation, evs ...events.Event) error {
	next.Updated = h.now
	rev := int64(0)
	if before != nil {
		rev = before.Rev
	}
	return h.docs.SaveReservation(ctx, rev, next, evs...)
}

// shortages compares a demand with what there is; an unknown SKU is not there.
func shortages(demand map[string]int64, shares []Share) []productapi.Shortage {
	var list []productapi.Shortage
	room := make(map[string]int64, len(shares))
	for _, s := range shares {
		room[s.SKU] = s.room()
		if s.Unlimited {
			room[s.SKU] = demand[s.SKU]
		}
	}
	for sku, wanted := range demand {
		if wanted > room[sku] {
			list = append(list, productapi.Shortage{SKU: sku, Wanted: wanted, Available: room[sku]})
		}
	}
	slices.SortFunc(list, func(a, b productapi.Shortage) int { return strings.Compare(a.SKU, b.SKU) })
	return list
}
