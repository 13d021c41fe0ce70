package shopper

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
)

const (
	cartToken = "X-Cart-Token"
	orderLink = "X-Order-Link"
	keyHeader = "Idempotency-Key"
)

// SKUs are what buyers take: the sizes of one bouquet of the demo.
var SKUs = []string{"FV-ROSREC-S", "FV-ROSREC-D", "FV-ROSREC-P"}

// Slug is that bouquet's.
const Slug = "rosas-de-recoleta"

// comunas are of several zones, each with its own places on a day.
var comunas = []string{"Recoleta", "Providencia", "Las Condes", "Huechuraba", "Quinta Normal"}

// settling is how long a buyer waits for a payment that the shop is settling.
const settling = time.Minute

// Purchase is what one buyer did and was told.
type Purchase struct {
	SKU    string
	Email  string // "" makes one up
	Cart   string // its token
	Number string // of the order
	Link   string // that opens it
	Total  int64  // in CLP
}

// Buy fills a cart, has it priced, places it, pays in the sandbox and looks at the order.
func (c *Client) Buy(ctx context.Context, p *Purchase) error {
	if p.Email == "" {
		p.Email = id.New() + "@example.cl"
	}
	if err := c.Fill(ctx, p); err != nil {
		return err
	}
	if err := c.Place(ctx, p); err != nil {
		return err
	}
	if err := c.pay(ctx, p); err != nil {
		return err
	}
	return c.Paid(ctx, p)
}

// Fill puts one in a new cart.
func (c *Client) Fill(ctx context.Context, p *Purchase) error {
	head, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/cart/items", Header: keyed(nil), Body: map[string]any{"sku": p.SKU, "quantity": 1}}, nil)
	if err != nil {
		return err
	}
	if p.Cart = head.Get(cartToken); p.Cart == "" {
		return fmt.Errorf("a new cart has no token")
	}
	return nil
}

// Place orders what lies in the cart, for any free slot of some days to come.
func (c *Client) Place(ctx context.Context, p *Purchase) error {
	comuna := comunas[rand.N(len(comunas))]
	delivery, err := c.quote(ctx, p, comuna)
	if err != nil {
		return err
	}
	var placed orderapi.Placed
	_, err = c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/orders", Header: keyed(map[string]string{cartToken: p.Cart}), Body: orderapi.PlaceBody{
		Buyer:     orderapi.Buyer{Name: "Ana O'Higgins Ñuñoa", Email: p.Email, Phone: "+56 9 6123 4567"},
		Recipient: orderapi.Recipient{Name: "Sra. Luz Peña de Núñez", Phone: "9 8765 4321", Address: "Av. Italia 1450, depto. 32", Comuna: comuna},
		Delivery:  delivery, Terms: true, Payment: "sandbox", Lang: "es", ExpectedTotalCLP: p.Total,
	}}, &placed)
	if err != nil {
		return err
	}
	if placed.Order.Number == "" || placed.Link == "" || placed.Order.Totals.TotalCLP != p.Total {
		return fmt.Errorf("placed %q for %d, its quote said %d", placed.Order.Number, placed.Order.Totals.TotalCLP, p.Total)
	}
	p.Number, p.Link = placed.Order.Number, placed.Link
	return nil
}

func (c *Client) quote(ctx context.Context, p *Purchase, comuna string) (orderapi.ChosenDelivery, error) {
	var q orderapi.Quote
	ask := map[string]any{"comuna": comuna, "cart": true, "days": 3, "date": time.Now().AddDate(0, 0, 2+rand.N(20)).Format(time.DateOnly)}
	if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/delivery/quotes", Header: map[string]string{cartToken: p.Cart}, Body: ask}, &q); err != nil {
		return orderapi.ChosenDelivery{}, err
	}
	var free []orderapi.Offer
	for _, d := range q.Days {
		for _, o := range d.Slots {
			if o.Free {
				free = append(free, o)
			}
		}
	}
	if len(free) == 0 {
		return orderapi.ChosenDelivery{}, fmt.Errorf("no slot is free in %s from %s", comuna, ask["date"])
	}
	o := free[rand.N(len(free))]
	p.Total = q.GoodsCLP + o.FeeCLP + o.SurchargeCLP
	return orderapi.ChosenDelivery{Kind: o.Kind, Date: o.Date, Slot: o.Slot}, nil
}

// pay goes to the sandbox's page, approves and comes back.
func (c *Client) pay(ctx context.Context, p *Purchase) error {
	var started orderapi.Started
	if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/payments/" + p.Number, Header: keyed(map[string]string{orderLink: p.Link}), Body: struct{}{}}, &started); err != nil {
		return err
	}
	token := started.URL[strings.LastIndexByte(started.URL, '/')+1:]
	if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/payments/sandbox/" + token + "/decisions", Header: keyed(nil), Body: map[string]string{"decision": "approve"}}, nil); err != nil {
		return err
	}
	for end := time.Now().Add(settling); ; {
		var back orderapi.Returned
		if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/payments/return", Header: keyed(nil), Body: map[string]string{"token": token}}, &back); err != nil {
			return err
		}
		switch {
		case back.Outcome == "accepted":
			return nil
		case back.Outcome != "pending" || time.Now().After(end):
			return fmt.Errorf("%s was approved, and the buyer is told %s", p.Number, back.Outcome)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

// Paid is an error unless the shop has the order, and has it as paid.
func (c *Client) Paid(ctx context.Context, p *Purchase) error {
	var o orderapi.Order
	if _, err := c.Do(ctx, Request{Method: http.MethodGet, Path: "/api/orders/" + p.Number, Header: map[string]string{orderLink: p.Link}}, &o); err != nil {
		return err
	}
	if o.State != orderapi.Paid || o.PaidCLP != p.Total {
		return fmt.Errorf("%s is %s with %d of %d CLP paid", p.Number, o.State, o.PaidCLP, p.Total)
	}
	return nil
}

func keyed(more map[string]string) map[string]string {
	out := map[string]string{keyHeader: id.New()}
	for name, value := range more {
		out[name] = value
	}
	return out
}
