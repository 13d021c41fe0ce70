package replicas

import (
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
)

const (
	visitors = 2
	think    = 100 * time.Millisecond // between two things that one of them does, on average
)

// load is everybody who is in the shop: buyers, visitors, a customer with an account
// and the staff. Together they need every service of the table.
type load struct {
	tally
	url       string
	transport *http.Transport
	over      chan struct{}
	wg        sync.WaitGroup
	purchases atomic.Int64

	customer, staff *visitor // for crowds; signed in when the load begins
}

// press lets everybody in.
func (w *world) press(t *testing.T, staff *person) *load {
	t.Helper()
	l := &load{url: w.shop.URL, over: make(chan struct{}), transport: &http.Transport{MaxIdleConnsPerHost: 32}}
	customer := &person{api: staff.api, email: id.New() + "@example.cl"}
	in := authapi.RegisterInput{}
	in.Body.Email, in.Body.Password, in.Body.Name = customer.email, apptest.Password, "Ana O'Higgins"
	if _, err := authapi.Register.Call(t.Context(), customer.api, &in); err != nil {
		t.Fatal(err)
	}
	for _, sku := range skus {
		buyer := l.guest()
		buyer.sku = sku
		l.again(buyer.buy)
	}
	for range visitors {
		l.again(l.guest().look)
	}
	l.again(l.account(customer).live)
	l.again(l.account(staff).work)
	l.customer, l.staff = l.account(customer), l.account(staff)
	if !l.customer.enter() || !l.staff.enter() {
		t.Fatalf("nobody gets in: %v", l.losses())
	}
	return l
}

// again does it until the load is over.
func (l *load) again(do func(n int)) {
	l.wg.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-l.over:
				return
			case <-time.After(rand.N(2 * think)):
				do(n)
			}
		}
	})
}

// end lets everybody finish and leave.
func (l *load) end() {
	close(l.over)
	l.wg.Wait()
	l.transport.CloseIdleConnections()
}

func (l *load) guest() *visitor {
	return &visitor{bought: &l.purchases, client: &client{url: l.url, http: l.transport, tally: &l.tally}}
}

func (l *load) account(p *person) *visitor {
	v := l.guest()
	v.email = p.email
	return v
}

// visitor is one of them.
type visitor struct {
	*client
	bought *atomic.Int64
	sku    string // of who buys: another one each, so that none waits for the other
	email  string // of who has an account
	signed time.Time
}

// look opens pages.
func (v *visitor) look(n int) {
	pages := []string{"/", "/producto/rosas-de-recoleta", "/flores", "/despacho", "/bolsa", "/buscar?q=rosas"}
	v.once("GET", pages[n%len(pages)], nil, nil, nil)
}

// enter signs in, again before the token ends.
func (v *visitor) enter() bool {
	if time.Since(v.signed) < 20*time.Second {
		return true
	}
	var in authapi.SignIn
	v.token = ""
	_, ok := v.once("POST", "/api/auth/login", nil, map[string]string{"email": v.email, "password": apptest.Password}, &in)
	v.token, v.signed = in.AccessToken, time.Now()
	return ok
}

// live is what a customer does with an account.
func (v *visitor) live(n int) {
	if !v.enter() {
		return
	}
	switch n % 5 {
	case 0:
		v.once("GET", "/api/auth/me", nil, nil, nil)
	case 1:
		v.once("PUT", "/api/wishlist/"+skus[0], nil, nil, nil)
	case 2:
		v.once("GET", "/api/users/me/addresses", nil, nil, nil)
	case 3:
		v.once("GET", "/api/wishlist", nil, nil, nil)
	case 4:
		write := map[string]any{"category": "order", "name": "Ana", "email": v.email, "text": "¿Llegan antes de las 13?", "consent": true}
		v.once("POST", "/api/contacts", keyed(), write, nil)
	}
}

// work is what the staff does.
func (v *visitor) work(n int) {
	if !v.enter() {
		return
	}
	switch n % 5 {
	case 0:
		v.once("GET", "/api/orders/board", nil, nil, nil)
	case 1:
		v.once("POST", "/api/products/stock/FV-ADD-VASE/movements", keyed(), map[string]any{"quantity": 1, "reason": "received"}, nil)
	case 2:
		v.once("GET", "/api/reviews/queue", nil, nil, nil)
	case 3:
		v.once("GET", "/api/notifications", nil, nil, nil)
	case 4:
		v.once("GET", "/api/contacts", nil, nil, nil)
	}
}

// buy fills a cart, has it priced, places it and pays.
func (v *visitor) buy(int) {
	head, ok := v.once("POST", "/api/cart/items", keyed(), map[string]any{"sku": v.sku, "quantity": 1}, nil)
	if !ok {
		return
	}
	cart := head.Get("X-Cart-Token")
	var q orderapi.Quote
	ask := map[string]any{"comuna": "Providencia", "cart": true, "days": 3, "date": time.Now().AddDate(0, 0, 2+rand.N(20)).Format(time.DateOnly)}
	if _, ok := v.once("POST", "/api/delivery/quotes", map[string]string{"X-Cart-Token": cart}, ask, &q); !ok {
		return
	}
	offer, ok := free(q)
	if !ok {
		v.tally.fail("no slot is free from %s", ask["date"])
		return
	}
	var placed orderapi.Placed
	place := keyed()
	place["X-Cart-Token"] = cart
	if _, ok := v.once("POST", "/api/orders", place, orderapi.PlaceBody{
		Buyer:     orderapi.Buyer{Name: "Ana O'Higgins", Email: "ana@example.cl", Phone: "+56 9 6123 4567"},
		Recipient: orderapi.Recipient{Name: "Sra. Luz Peña de Núñez", Phone: "9 8765 4321", Address: "Av. Italia 1450, depto. 32", Comuna: "Providencia"},
		Delivery:  orderapi.ChosenDelivery{Kind: offer.Kind, Date: offer.Date, Slot: offer.Slot},
		Terms:     true, Payment: "sandbox", Lang: "es", ExpectedTotalCLP: q.GoodsCLP + offer.FeeCLP + offer.SurchargeCLP,
	}, &placed); ok {
		v.pay(&placed)
	}
}

func (v *visitor) pay(placed *orderapi.Placed) {
	link := keyed()
	link["X-Order-Link"] = placed.Link
	var started orderapi.Started
	if _, ok := v.once("POST", "/api/payments/"+placed.Order.Number, link, struct{}{}, &started); !ok {
		return
	}
	token := started.URL[strings.LastIndexByte(started.URL, '/')+1:]
	if _, ok := v.once("POST", "/api/payments/sandbox/"+token+"/decisions", keyed(), map[string]string{"decision": "approve"}, nil); !ok {
		return
	}
	var back orderapi.Returned
	if _, ok := v.once("POST", "/api/payments/return", keyed(), map[string]string{"token": token}, &back); !ok {
		return
	}
	if back.Outcome != "accepted" {
		v.tally.fail("%s was approved, and the buyer is told %s", placed.Order.Number, back.Outcome)
		return
	}
	v.bought.Add(1)
}

func keyed() map[string]string { return map[string]string{"Idempotency-Key": id.New()} }

func free(q orderapi.Quote) (orderapi.Offer, bool) {
	for _, d := range q.Days {
		for _, o := range d.Slots {
			if o.Free {
				return o, true
			}
		}
	}
	return orderapi.Offer{}, false
}
