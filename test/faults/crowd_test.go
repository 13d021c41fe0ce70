package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"floresvictoria.cl/flores/internal/platform/id"
)

const (
	buyers    = 8
	fewBuyers = 4 // where a series is long and the stand-in would fill
	// Where all that is bought waits for the bus: the stand-in looks through every
	// reservation to change one (50 ms among 350), so that catching up grows by the square.
	aBuyer     = 1
	think      = 700 * time.Millisecond // a buyer's mean pause: two cores have everything else to do as well
	readEvery  = 300 * time.Millisecond
	enterEvery = 2 * time.Second
	doneEvery  = 3 * time.Second // an order is delivered and reviewed
)

// crowd is everybody who is in the shop during one target's series.
type crowd struct {
	tally
	url    string
	staff  string // a member of the staff, who delivers
	since  time.Time
	ctx    context.Context // ends the pauses; what is under way is finished
	leave  context.CancelFunc
	wg     sync.WaitGroup
	bought atomic.Int64 // when the latest purchase that succeeded was begun; nanoseconds

	mu        sync.Mutex
	purchases []*purchase
	customers []*customer
	failures  []string // of purchases and the like
}

// gather lets everybody in.
func gather(url, staff string, buyers int) *crowd {
	ctx, leave := context.WithCancel(context.Background())
	c := &crowd{url: url, staff: staff, since: time.Now(), ctx: ctx, leave: leave}
	for range buyers {
		c.wg.Go(c.buyer)
	}
	c.wg.Go(c.visitor)
	c.wg.Go(c.enter)
	c.wg.Go(c.florist)
	return c
}

// disperse waits until everybody has finished what they were at.
func (c *crowd) disperse() {
	c.leave()
	c.wg.Wait()
}

func (c *crowd) pause(d time.Duration) bool {
	select {
	case <-c.ctx.Done():
		return false
	case <-time.After(d/2 + rand.N(d)):
		return true
	}
}

func (c *crowd) fail(format string, args ...any) {
	c.given.Add(1)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures = append(c.failures, time.Now().Format("15:04:05.0 ")+fmt.Sprintf(format, args...))
}

// buyer buys again and again.
func (c *crowd) buyer() {
	browser := newClient(c.url, &c.tally)
	defer browser.close()
	for c.pause(think) {
		p := &purchase{key: id.New(), sku: skus[rand.N(len(skus))], decision: decisions[rand.N(len(decisions))]}
		c.purchase(p, func() error { return browser.buy(context.Background(), p) })
	}
}

// florist delivers, slowly.
func (c *crowd) florist() {
	browser := newClient(c.url, &c.tally)
	defer browser.close()
	for c.pause(doneEvery) {
		p := &purchase{key: id.New(), sku: skus[rand.N(len(skus))], decision: "approve"}
		c.purchase(p, func() error { return browser.deliver(context.Background(), p, c.staff) })
	}
}

// purchase lets somebody buy and keeps what came of it.
func (c *crowd) purchase(p *purchase, buy func() error) {
	began := time.Now()
	err := buy()
	c.mu.Lock()
	c.purchases = append(c.purchases, p)
	c.mu.Unlock()
	switch {
	case slices.Contains([]string{"abandoned", "cart_empty"}, code(err)):
		c.again.Add(1)
	case err != nil:
		c.fail("a purchase (%s, order %q): %v", p.key, p.number, err)
	case p.told == late:
		c.late.Add(1)
	default:
		c.tally.purchases.Add(1)
		c.succeeded(began)
	}
}

func (c *crowd) succeeded(began time.Time) {
	for at := began.UnixNano(); ; {
		last := c.bought.Load()
		if at <= last || c.bought.CompareAndSwap(last, at) {
			return
		}
	}
}

// boughtSince tells whether a purchase was begun after that moment and succeeded.
func (c *crowd) boughtSince(t time.Time) bool { return c.bought.Load() > t.UnixNano() }

// visitor looks at pages; one that fails is counted and not asked for again.
func (c *crowd) visitor() {
	browser := newClient(c.url, &c.tally)
	defer browser.close()
	pages := []string{"/", "/producto/rosas-de-recoleta", "/despacho", "/bolsa"}
	for n := 0; c.pause(readEvery); n++ {
		page := pages[n%len(pages)]
		if _, again, err := browser.once(context.Background(), request{method: "GET", path: page}, nil); err != nil && !again {
			c.fail("a page: %v", err)
		}
	}
}

// enter brings new customers.
func (c *crowd) enter() {
	browser := newClient(c.url, &c.tally)
	defer browser.close()
	for n := 0; c.pause(enterEvery); n++ {
		k := &customer{email: id.New() + "@cliente.example.cl", leaves: n%3 == 2}
		err := browser.join(context.Background(), k)
		c.mu.Lock()
		c.customers = append(c.customers, k)
		c.mu.Unlock()
		if err != nil {
			c.fail("a customer (%s): %v", k.email, err)
		}
	}
}

func (c *crowd) lastFailures() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.failures[max(0, len(c.failures)-3):])
}
