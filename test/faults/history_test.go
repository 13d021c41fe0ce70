package faults

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

const (
	pageSize = 100
	askers   = 3 // orders that are looked at side by side
)

// stored is what the stores have of one series.
type stored struct {
	orders map[string][]orderapi.Summary // by the buyer's name
	mails  map[string]map[string]int     // by address, then kind
}

// read lists what came to be since a moment, newest first as the shop lists it.
func (s *staff) read(since time.Time) (*stored, error) {
	out := &stored{orders: map[string][]orderapi.Summary{}, mails: map[string]map[string]int{}}
	for page, more := 1, true; more; page++ {
		list, err := orderapi.Search.Call(s.context(), s.api, &orderapi.SearchInput{Paging: contract.Paging{Page: page, Limit: pageSize}})
		if err != nil {
			return nil, fmt.Errorf("the orders: %w", err)
		}
		more = len(list.Items) == pageSize
		for _, o := range list.Items {
			more = more && !o.Placed.Before(since)
			out.orders[o.BuyerName] = append(out.orders[o.BuyerName], o)
		}
	}
	for page, more := 1, true; more; page++ {
		list, err := notificationapi.List.Call(s.context(), s.api, &notificationapi.ListInput{Paging: contract.Paging{Page: page, Limit: pageSize}})
		if err != nil {
			return nil, fmt.Errorf("the mails: %w", err)
		}
		more = len(list.Items) == pageSize
		for _, m := range list.Items {
			more = more && !m.Created.Before(since)
			if out.mails[m.To] == nil {
				out.mails[m.To] = map[string]int{}
			}
			out.mails[m.To][m.Kind]++
		}
	}
	return out, nil
}

// compare tells where the stores and what clients were answered disagree, and which
// consumer did its work not once. loose says that the store of carts may have lost its
// last second.
func (c *crowd) compare(ctx context.Context, s *staff, loose bool) (faults []string) {
	store, err := s.read(c.since.Add(-time.Second))
	if err != nil {
		return []string{err.Error()}
	}
	var mu sync.Mutex
	add := func(more ...string) {
		mu.Lock()
		defer mu.Unlock()
		faults = append(faults, more...)
	}
	jobs := make(chan func())
	var wg sync.WaitGroup
	for range askers {
		wg.Go(func() {
			for job := range jobs {
				job()
			}
		})
	}
	asked := newClient(c.url, &tally{})
	defer asked.close()
	as := s.context()
	for _, p := range c.purchases {
		jobs <- func() { add(p.wrong(ctx, asked, as, s.api, store, loose)...) }
	}
	for _, k := range c.customers {
		jobs <- func() { add(k.wrong(ctx, asked, store.mails[k.email])...) }
	}
	close(jobs)
	wg.Wait()
	return faults
}

// wrong compares one purchase with the stores.
func (p *purchase) wrong(ctx context.Context, c *client, staff context.Context, api *contract.Conn, store *stored, loose bool) (faults []string) {
	fault := func(format string, args ...any) {
		faults = append(faults, p.key+": "+sprintf(format, args...))
	}
	mine := store.orders[p.name()]
	switch {
	case len(mine) > 1:
		fault("the key was used once and made %d orders", len(mine))
		return faults
	case p.number != "" && (len(mine) == 0 || mine[0].Number != p.number):
		fault("%s was answered and is not in the store", p.number)
		return faults
	case len(mine) == 0:
		if mails := store.mails[p.email()]; len(mails) > 0 {
			fault("there is no order, and mails %v", mails)
		}
		return faults
	}
	in := &orderapi.ByNumber{Number: mine[0].Number}
	if p.link != "" {
		in.Link, staff = p.link, ctx // as the buyer sees it
	}
	o, err := orderapi.Get.Call(staff, api, in)
	if err != nil {
		fault("%s is not shown: %v", in.Number, err)
		return faults
	}
	faults = append(faults, p.misstated(o)...)
	faults = append(faults, p.mismailed(o, store.mails[p.email()])...)
	if p.cart != "" && !loose {
		faults = append(faults, p.miscarted(ctx, c, o)...)
	}
	return faults
}

// misstated compares the order with what its buyer was told.
func (p *purchase) misstated(o *orderapi.Order) (faults []string) {
	fault := func(format string, args ...any) {
		faults = append(faults, o.Number+": "+sprintf(format, args...))
	}
	total, accepted := o.Totals.TotalCLP, 0
	for _, pay := range o.Payments {
		if pay.State == "accepted" || pay.State == "refunded" {
			accepted++
		}
	}
	switch {
	case p.told == "accepted" && (o.PaidCLP != total || o.RefundedCLP != 0 || o.State != orderapi.Paid):
		fault("its buyer was told that it is paid; it stands at %s with %d paid and %d returned of %d", o.State, o.PaidCLP, o.RefundedCLP, total)
	case (p.told == "declined" || p.told == "abandoned" || p.decision == "leave") && o.PaidCLP != 0:
		fault("nobody paid it and it has %d", o.PaidCLP)
	case o.State == orderapi.Paid && (o.PaidCLP != total || o.RefundedCLP != 0 || accepted != 1):
		fault("it is paid with %d of %d, %d returned, by %d payments", o.PaidCLP, total, o.RefundedCLP, accepted)
	case o.State != orderapi.Paid && o.PaidCLP != o.RefundedCLP:
		fault("it stands at %s and keeps %d", o.State, o.PaidCLP-o.RefundedCLP)
	case !slices.Contains([]orderapi.State{orderapi.Paid, orderapi.Expired, orderapi.Cancelled, orderapi.Refunded}, o.State):
		fault("it stands at %s after the expiry", o.State)
	}
	return faults
}

// mismailed: every step that is told to the buyer is told once.
func (p *purchase) mismailed(o *orderapi.Order, mails map[string]int) (faults []string) {
	want := map[string]int{"order.placed": 1}
	for _, step := range o.Timeline {
		switch step.State {
		case orderapi.Paid, orderapi.Expired, orderapi.Cancelled, orderapi.Refunded:
			want["order."+string(step.State)]++
		}
	}
	for _, kind := range []string{"order.placed", "order.paid", "order.expired", "order.cancelled", "order.refunded"} {
		if mails[kind] != want[kind] {
			faults = append(faults, sprintf("%s (%s): %d mails say %s, want %d", o.Number, o.State, mails[kind], kind, want[kind]))
		}
	}
	return faults
}

// miscarted: a paid order's goods have left the cart, once; an unpaid one's have not.
func (p *purchase) miscarted(ctx context.Context, c *client, o *orderapi.Order) []string {
	var cart cartapi.Cart
	if _, err := c.do(ctx, request{method: "GET", path: "/api/cart", header: map[string]string{cartToken: p.cart}}, &cart); err != nil {
		return []string{sprintf("%s: its cart is not shown: %v", o.Number, err)}
	}
	paid := slices.ContainsFunc(o.Timeline, func(e orderapi.Event) bool { return e.State == orderapi.Paid })
	low, high := int64(1), int64(1)
	switch {
	case paid && p.more: // three where the two were added before the event came: a changed line is left alone
		low, high = 2, 3
	case paid:
		low, high = 0, 0
	}
	if cart.Count < low || cart.Count > high {
		return []string{sprintf("%s (%s): its cart has %d, want %d to %d", o.Number, o.State, cart.Count, low, high)}
	}
	return nil
}
