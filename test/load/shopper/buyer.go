package shopper

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/test/load/wire"
)

// Comunas are one or two of each zone of delivery.
var Comunas = []string{"Recoleta", "Providencia", "Ñuñoa", "Las Condes", "Huechuraba", "Quinta Normal"}

// cartToken is the header that names a guest's cart.
const cartToken = "X-Cart-Token"

// Buyer is a guest who buys, again and again, over one connection: search, cart,
// quote, order, payment in the sandbox, and a last look at the paid order.
type Buyer struct {
	// Today is the first day that is asked for.
	Today time.Time
	// Lines is how many different goods a purchase has; at least one.
	Lines int

	api   *API
	goods *Catalogue
	dice  *rand.Rand
}

// NewBuyer makes buyer number i, who always chooses the same.
func NewBuyer(host string, goods *Catalogue, i, lines int, today time.Time) (*Buyer, error) {
	api, err := Dial(host)
	if err != nil {
		return nil, err
	}
	api.conn.Keep = strings.ToLower(cartToken)
	return &Buyer{Today: today, Lines: max(lines, 1), api: api, goods: goods, dice: rand.New(rand.NewPCG(uint64(i), 7))}, nil
}

// Close ends the connection.
func (b *Buyer) Close() { b.api.Close() }

// Visit is one purchase.
func (b *Buyer) Visit() error {
	if err := b.search(); err != nil {
		return err
	}
	cart, err := b.fill()
	if err != nil {
		return err
	}
	comuna := Comunas[b.dice.IntN(len(Comunas))]
	where, total, err := b.quote(cart, comuna)
	if err != nil {
		return err
	}
	order, err := b.place(cart, comuna, where, total)
	if err != nil {
		return err
	}
	if err := b.pay(order); err != nil {
		return err
	}
	return b.look(order, total)
}

func (b *Buyer) search() error {
	q := typed[b.dice.IntN(len(typed))]
	var l listing
	if err := b.api.get("/api/products?q="+url.QueryEscape(q), &l); err != nil {
		return err
	}
	if l.Total == 0 {
		return fmt.Errorf("nothing was found for %q", q)
	}
	return nil
}

// fill puts different goods in a new cart.
func (b *Buyer) fill() (cart wire.Header, err error) {
	first := b.dice.IntN(len(b.goods.SKUs))
	for i := range b.Lines {
		sku := b.goods.SKUs[(first+i)%len(b.goods.SKUs)]
		var headers []wire.Header
		if cart.Value != "" {
			headers = append(headers, cart)
		}
		var c struct {
			Count   int  `json:"count"`
			Blocked bool `json:"blocked"`
		}
		headers = append(headers, key())
		if err := b.api.post("/api/cart/items", map[string]any{"sku": sku, "quantity": 1}, &c, headers...); err != nil {
			return cart, err
		}
		if c.Count != i+1 || c.Blocked {
			return cart, fmt.Errorf("after %d goods the cart holds %d (blocked: %t)", i+1, c.Count, c.Blocked)
		}
		if i == 0 {
			cart = wire.Header{Name: cartToken, Value: b.api.kept()}
		}
	}
	if cart.Value == "" {
		return cart, fmt.Errorf("the cart has no token")
	}
	return cart, nil
}

// delivery is when and how.
type delivery struct {
	Kind string `json:"kind"`
	Date string `json:"date"`
	Slot string `json:"slot,omitempty"`
}

// quote asks for a few days within the next thirty and takes any free slot.
func (b *Buyer) quote(cart wire.Header, comuna string) (delivery, int64, error) {
	type offer struct {
		delivery
		Free      bool  `json:"free"`
		Fee       int64 `json:"fee_clp"`
		Surcharge int64 `json:"surcharge_clp"`
	}
	var q struct {
		Goods int64 `json:"goods_clp"`
		Days  []struct {
			Slots []offer `json:"slots"`
		} `json:"days"`
	}
	ask := map[string]any{"comuna": comuna, "cart": true, "days": 4, "date": b.Today.AddDate(0, 0, 1+b.dice.IntN(26)).Format(time.DateOnly)}
	if err := b.api.post("/api/delivery/quotes", ask, &q, cart); err != nil {
		return delivery{}, 0, err
	}
	var free []offer
	for _, d := range q.Days {
		for _, o := range d.Slots {
			if o.Free && o.Kind == "slot" {
				free = append(free, o)
			}
		}
	}
	if len(free) == 0 {
		return delivery{}, 0, fmt.Errorf("no slot is free in %s from %s", comuna, ask["date"])
	}
	o := free[b.dice.IntN(len(free))]
	return o.delivery, q.Goods + o.Fee + o.Surcharge, nil
}

func key() wire.Header { return wire.Header{Name: "Idempotency-Key", Value: id.New()} }
