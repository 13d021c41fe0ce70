package faults

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

const (
	pageSize = 100
	askers   = 3 // orders that are looked at side by side
)

// stored is what the stores have of one series.
type stored struct {
	orders map[string][]orderapi.Summary // by the buyer's name
	mails  map[string]map[string]int     // by address, then kind
	// letters are whom a message is of, by its number.
	letters map[string]string
	reviews map[string]int // published, by identifier
}

// read lists what came to be since a moment, and the reviews.
func (s *staff) read(since time.Time) (*stored, error) {
	out := &stored{orders: map[string][]orderapi.Summary{}, mails: map[string]map[string]int{}, letters: map[string]string{}, reviews: map[string]int{}}
	err := errors.Join(
		pages("the orders", func(p contract.Paging) (*contract.List[orderapi.Summary], error) {
			return orderapi.Search.Call(s.context(), s.api, &orderapi.SearchInput{Paging: p})
		}, func(o orderapi.Summary) bool {
			out.orders[o.BuyerName] = append(out.orders[o.BuyerName], o)
			return !o.Placed.Before(since)
		}),
		pages("the mails", func(p contract.Paging) (*contract.List[notificationapi.Mail], error) {
			return notificationapi.List.Call(s.context(), s.api, &notificationapi.ListInput{Paging: p})
		}, func(m notificationapi.Mail) bool {
			if out.mails[m.To] == nil {
				out.mails[m.To] = map[string]int{}
			}
			out.mails[m.To][m.Kind]++
			return !m.Created.Before(since)
		}),
		pages("the messages", func(p contract.Paging) (*contract.List[contactapi.Message], error) {
			return contactapi.Inbox.Call(s.context(), s.api, &contactapi.InboxInput{Paging: p})
		}, func(m contactapi.Message) bool {
			out.letters[m.Number] = m.Email
			return !m.Created.Before(since)
		}),
		pages("the reviews", func(p contract.Paging) (*contract.List[reviewapi.Review], error) {
			return reviewapi.List.Call(s.context(), s.api, &reviewapi.ListInput{Paging: p, Slug: slug})
		}, func(r reviewapi.Review) bool {
			out.reviews[r.ID]++
			return true
		}),
	)
	return out, err
}

// pages takes a list, newest first, until take says that the rest is older than what
// is wanted.
func pages[T any](what string, list func(contract.Paging) (*contract.List[T], error), take func(T) bool) error {
	for page, more := 1, true; more; page++ {
		l, err := list(contract.Paging{Page: page, Limit: pageSize})
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		more = len(l.Items) == pageSize
		for _, one := range l.Items {
			more = take(one) && more
		}
	}
	return nil
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
		jobs <- func() { add(k.wrong(ctx, asked, store)...) }
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
	if p.review != "" && store.reviews[p.review] != 1 {
		fault("its review %s is shown %d times", p.review, store.reviews[p.review])
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
	kept := lives(o.State)
	switch {
	case p.told == "accepted" && (o.PaidCLP != total || o.RefundedCLP != 0 || !kept):
		fault("its buyer was told that it is paid; it stands at %s with %d paid and %d returned of %d", o.State, o.PaidCLP, o.RefundedCLP, total)
	case p.told == cancelled && (o.PaidCLP != total || o.RefundedCLP != total || o.State != orderapi.Refunded):
		fault("its buyer paid and cancelled it; it stands at %s with %d paid and %d returned of %d", o.State, o.PaidCLP, o.RefundedCLP, total)
	case (p.told == "declined" || p.told == "abandoned" || p.decision == "leave") && o.PaidCLP != 0:
		fault("nobody paid it and it has %d", o.PaidCLP)
	case p.moved != "" && !slices.ContainsFunc(o.Timeline, func(e orderapi.Event) bool { return e.State == p.moved }):
		fault("the staff was told that it is %s; it stands at %s", p.moved, o.State)
	case kept && (o.PaidCLP != total || o.RefundedCLP != 0 || accepted != 1):
		fault("it is paid with %d of %d, %d returned, by %d payments", o.PaidCLP, total, o.RefundedCLP, accepted)
	case !kept && o.PaidCLP != o.RefundedCLP:
		fault("it stands at %s and keeps %d", o.State, o.PaidCLP-o.RefundedCLP)
	case !kept && !slices.Contains([]orderapi.State{orderapi.Expired, orderapi.Cancelled, orderapi.Refunded}, o.State):
		fault("it stands at %s after the expiry", o.State)
	}
	return faults
}

// lives tells a state of a paid order.
func lives(s orderapi.State) bool {
	return slices.Contains([]orderapi.State{orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered}, s)
}

// told are the steps of an order that its buyer is mailed, once each.
var told = []orderapi.State{
	orderapi.Paid, orderapi.Confirmed, orderapi.OutForDelivery, orderapi.Delivered, orderapi.Expired, orderapi.Cancelled, orderapi.Refunded,
}

// mismailed: every step that is told to the buyer is told once.
func (p *purchase) mismailed(o *orderapi.Order, mails map[string]int) (faults []string) {
	want := map[string]int{"order.placed": 1}
	for _, step := range o.Timeline {
		if slices.Contains(told, step.State) {
			want["order."+string(step.State)]++
		}
	}
	for _, s := range append([]orderapi.State{"placed"}, told...) {
		if kind := "order." + string(s); mails[kind] != want[kind] {
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
