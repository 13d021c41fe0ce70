package shopper

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"
)

// How many come and how often, so that all of them stay below what the shop takes from
// one address (1200 requests a minute), since they come from one.
const (
	buyers    = 2
	think     = time.Second            // between two purchases of one buyer
	readEvery = 300 * time.Millisecond // a page
	liveEvery = 700 * time.Millisecond // something with an account
	workEvery = 1500 * time.Millisecond
)

// stubborn is how long somebody goes on to send the same.
const stubborn = 2 * time.Minute

// Crowd is everybody who is in the shop while something is done to it. Together they
// need every service of the table.
type Crowd struct {
	Tally
	door            Door
	customer, staff string // e-mails of accounts
	ctx             context.Context
	leave           context.CancelFunc
	wg              sync.WaitGroup
}

// Gather lets everybody in.
func Gather(door Door, customer, staff string) *Crowd {
	ctx, leave := context.WithCancel(context.Background())
	c := &Crowd{door: door, customer: customer, staff: staff, ctx: ctx, leave: leave}
	for range buyers {
		c.again(think, c.buy)
	}
	c.again(readEvery, c.read)
	c.again(liveEvery, c.live())
	c.again(workEvery, c.work())
	return c
}

// Disperse waits until everybody has finished what they were at.
func (c *Crowd) Disperse() {
	c.leave()
	c.wg.Wait()
}

// again does something with a client of its own until the crowd disperses. What is
// under way then is finished.
func (c *Crowd) again(every time.Duration, do func(client *Client, n int)) {
	c.wg.Go(func() {
		client := New(c.door, &c.Tally, stubborn)
		defer client.Close()
		for n := 0; ; n++ {
			select {
			case <-c.ctx.Done():
				return
			case <-time.After(every/2 + rand.N(every)):
				do(client, n)
			}
		}
	})
}

func (c *Crowd) buy(client *Client, _ int) {
	began := time.Now()
	err := client.Buy(context.Background(), &Purchase{SKU: SKUs[rand.N(len(SKUs))]})
	if err == nil {
		c.bought(began)
		return
	}
	// A store that is killed may lose its last second, and a try be given up meanwhile.
	c.gave(err, slices.Contains([]string{"abandoned", "cart_empty"}, Code(err)))
}

// get asks for something; what the shop refuses is a failure.
func (c *Crowd) get(client *Client, r Request) {
	if _, err := client.Do(context.Background(), r, nil); err != nil {
		c.gave(err, false)
	}
}

func (c *Crowd) read(client *Client, n int) {
	pages := []string{"/", "/producto/" + Slug, "/flores", "/despacho", "/bolsa", "/buscar?q=rosas"}
	c.get(client, Request{Method: http.MethodGet, Path: pages[n%len(pages)]})
}

// live is what a customer does with an account, and work what the staff does.
func (c *Crowd) live() func(*Client, int) {
	enter := c.entrance(c.customer)
	return func(client *Client, n int) {
		asks := []Request{
			{Method: http.MethodGet, Path: "/api/auth/me"},
			{Method: http.MethodPut, Path: "/api/wishlist/" + SKUs[0]},
			{Method: http.MethodGet, Path: "/api/users/me/addresses"},
			{Method: http.MethodGet, Path: "/api/reviews?product=" + Slug},
			{Method: http.MethodGet, Path: "/api/wishlist"},
		}
		if enter(client) {
			c.get(client, asks[n%len(asks)])
		}
	}
}

func (c *Crowd) work() func(*Client, int) {
	enter := c.entrance(c.staff)
	return func(client *Client, n int) {
		paths := []string{"/api/orders/board", "/api/contacts", "/api/notifications", "/api/reviews/queue"}
		if enter(client) {
			c.get(client, Request{Method: http.MethodGet, Path: paths[n%len(paths)]})
		}
	}
}

// entrance signs in, again before the token ends.
func (c *Crowd) entrance(email string) func(*Client) bool {
	var since time.Time
	return func(client *Client) bool {
		if time.Since(since) < fresh {
			return true
		}
		if err := client.SignIn(context.Background(), email, Password); err != nil {
			c.gave(err, false)
			return false
		}
		since = time.Now()
		return true
	}
}
