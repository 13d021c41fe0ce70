package replicas

import (
	"math/rand/v2"
	"sync"
	"time"
)

// crowded is how many more come for the sake of one service.
const crowded = 3

// crowd has more people ask one service until the function that it returns is called.
func (l *load) crowd(service string) (disperse func()) {
	if !l.customer.enter() || !l.staff.enter() { // anew, where the last crowd was here long ago
		return func() {} // counted as lost
	}
	over := make(chan struct{})
	var wg sync.WaitGroup
	for range crowded {
		wg.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-over:
					return
				case <-time.After(rand.N(think)):
					l.ask(service, n)
				}
			}
		})
	}
	return func() { close(over); wg.Wait() }
}

// ask is one request that the service answers. What changes something is sent once by
// whatever stands between: nothing but the service itself can save it from being lost.
func (l *load) ask(service string, n int) {
	switch guest := l.guest(); service {
	case "auth-service":
		l.customer.once("GET", "/api/auth/me", nil, nil, nil)
	case "product-service":
		guest.once("GET", "/api/products/rosas-de-recoleta/stock", nil, nil, nil)
	case "user-service":
		l.customer.once("GET", "/api/users/me", nil, nil, nil)
	case "order-service":
		guest.once("POST", "/api/delivery/quotes", nil, map[string]any{"comuna": "Recoleta", "subtotal_clp": 20000}, nil)
	case "cart-service":
		guest.once("POST", "/api/cart/items", keyed(), map[string]any{"sku": skus[0], "quantity": 1}, nil)
	case "wishlist-service":
		l.customer.once([]string{"PUT", "DELETE"}[n%2], "/api/wishlist/"+skus[1], nil, nil, nil)
	case "review-service":
		guest.once("GET", "/api/reviews?product=rosas-de-recoleta", nil, nil, nil)
	case "contact-service":
		l.staff.once("GET", "/api/contacts", nil, nil, nil)
	case "notification-service":
		l.staff.once("GET", "/api/notifications", nil, nil, nil)
	case "api-gateway":
		guest.once("POST", "/api/delivery/quotes", nil, map[string]any{"comuna": "Recoleta", "subtotal_clp": 20000}, nil)
	case "frontend":
		guest.look(n)
	}
}
