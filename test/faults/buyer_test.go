package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
)

const (
	cartToken = "X-Cart-Token"
	orderLink = "X-Order-Link"
	keyHeader = "Idempotency-Key"
)

var (
	skus    = []string{"FV-ROSREC-S", "FV-ROSREC-D", "FV-ROSREC-P"}
	comunas = []string{"Recoleta", "Providencia", "Huechuraba", "Quinta Normal", "Las Condes"}
	// decisions at the provider's page; "leave" closes it without one, "cancel" approves
	// and changes its mind.
	decisions = []string{"approve", "approve", "approve", "approve", "approve", "approve", "cancel", "decline", "abandon", "leave"}
)

// purchase is what one buyer did and was told. Its name is the buyer's, and no
// other's: an order in the store is found by it even when nobody heard of the order.
type purchase struct {
	key      string // of placing
	sku      string
	decision string

	cart   string // its token, once the shop has made one
	number string // of the order, once it was answered
	link   string
	told   string         // how the payment ended, as the buyer was told last
	more   bool           // two more were put in the cart after the payment
	moved  orderapi.State // where the staff was told that it moved it
	review string         // its identifier, once it was published
}

func (p *purchase) name() string  { return "Ana " + p.key }
func (p *purchase) email() string { return p.key + "@example.cl" }

// What a buyer is told besides the outcomes of a payment.
const (
	late      = "late" // the order had expired when its buyer came to pay
	cancelled = "cancelled"
)

// buy fills a cart, has it priced, places it and pays.
func (c *client) buy(ctx context.Context, p *purchase) error {
	if p.cart == "" {
		add := map[string]any{"sku": p.sku, "quantity": 1}
		head, err := c.do(ctx, request{method: "POST", path: "/api/cart/items", header: map[string]string{keyHeader: id.New()}, body: add}, nil)
		if err != nil {
			return err
		}
		if p.cart = head.Get(cartToken); p.cart == "" {
			return fmt.Errorf("a new cart has no token")
		}
	}
	comuna := comunas[rand.N(len(comunas))]
	delivery, total, err := c.quote(ctx, p, comuna)
	if err != nil {
		return err
	}
	var placed orderapi.Placed
	_, err = c.do(ctx, request{method: "POST", path: "/api/orders", header: map[string]string{keyHeader: p.key, cartToken: p.cart}, body: orderapi.PlaceBody{
		Buyer:     orderapi.Buyer{Name: p.name(), Email: p.email(), Phone: "+56 9 6123 4567"},
		Recipient: orderapi.Recipient{Name: "Sra. Luz Peña de Núñez", Phone: "9 8765 4321", Address: "Av. Italia 1450, depto. 32", Comuna: comuna},
		Delivery:  delivery, Terms: true, Payment: "sandbox", Lang: "es", ExpectedTotalCLP: total,
	}}, &placed)
	if err != nil {
		return err
	}
	if placed.Order.Number == "" || placed.Link == "" || placed.Order.Totals.TotalCLP != total {
		return fmt.Errorf("placed %q for %d, its quote said %d", placed.Order.Number, placed.Order.Totals.TotalCLP, total)
	}
	p.number, p.link = placed.Order.Number, placed.Link
	return c.pay(ctx, p)
}

// quote takes any free slot of the next days.
func (c *client) quote(ctx context.Context, p *purchase, comuna string) (orderapi.ChosenDelivery, int64, error) {
	var q orderapi.Quote
	ask := map[string]any{"comuna": comuna, "cart": true, "days": 3, "date": time.Now().AddDate(0, 0, 2+rand.N(20)).Format(time.DateOnly)}
	if _, err := c.do(ctx, request{method: "POST", path: "/api/delivery/quotes", header: map[string]string{cartToken: p.cart}, body: ask}, &q); err != nil {
		return orderapi.ChosenDelivery{}, 0, err
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
		return orderapi.ChosenDelivery{}, 0, fmt.Errorf("no slot is free in %s from %s", comuna, ask["date"])
	}
	o := free[rand.N(len(free))]
	return orderapi.ChosenDelivery{Kind: o.Kind, Date: o.Date, Slot: o.Slot}, q.GoodsCLP + o.FeeCLP + o.SurchargeCLP, nil
}

// pay goes to the provider's page, decides there and comes back.
func (c *client) pay(ctx context.Context, p *purchase) error {
	if p.decision == "leave" {
		return nil
	}
	var started orderapi.Started
	_, err := c.do(ctx, request{method: "POST", path: "/api/payments/" + p.number, header: map[string]string{keyHeader: id.New(), orderLink: p.link}, body: struct{}{}}, &started)
	if code(err) == "wrong_state" {
		p.told = late
		return nil
	}
	if err != nil {
		return err
	}
	token := started.URL[strings.LastIndexByte(started.URL, '/')+1:]
	decide := map[string]string{"decision": p.decision}
	if p.decision == "cancel" {
		decide["decision"] = "approve"
	}
	if _, err := c.do(ctx, request{method: "POST", path: "/api/payments/sandbox/" + token + "/decisions", header: map[string]string{keyHeader: id.New()}, body: decide}, nil); err != nil {
		return err
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(500 * time.Millisecond) {
		var back orderapi.Returned
		if _, err := c.do(ctx, request{method: "POST", path: "/api/payments/return", header: map[string]string{keyHeader: id.New()}, body: map[string]string{"token": token}}, &back); err != nil {
			return err
		}
		if p.told = back.Outcome; back.Outcome != "pending" {
			break
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s is being settled for %s", p.number, patience)
		}
	}
	wanted := map[string]string{"approve": "accepted", "cancel": "accepted", "decline": "declined", "abandon": "abandoned"}[p.decision]
	switch p.told {
	case wanted:
	case "expired", "refunded":
		p.told = late
	default:
		return fmt.Errorf("%s: the buyer chose to %s and is told %s", p.number, p.decision, p.told)
	}
	switch {
	case p.told == "accepted" && p.decision == "cancel":
		return c.cancel(ctx, p)
	case p.told == "accepted" && rand.N(8) == 0:
		return c.addMore(ctx, p)
	}
	return nil
}

// addMore puts two more of the same in the cart of a paid order: the order's event,
// however often it comes, must not take them.
func (c *client) addMore(ctx context.Context, p *purchase) error {
	var cart cartapi.Cart
	_, err := c.do(ctx, request{method: "POST", path: "/api/cart/items", header: map[string]string{keyHeader: id.New(), cartToken: p.cart}, body: map[string]any{"sku": p.sku, "quantity": 2}}, &cart)
	p.more = err == nil
	return err
}
