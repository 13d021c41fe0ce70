package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/test/cluster/shopper"
)

// keepsItsData leaves something in every store, has each store's pod go, and looks for it.
func keepsItsData(t *testing.T, w *world) {
	ctx := t.Context()
	office := w.office(t)
	customer, guest, browser := w.client(t, time.Minute), w.client(t, time.Minute), w.client(t, time.Minute)
	email := "beto-" + id.New() + "@example.cl"
	order, cart := &shopper.Purchase{SKU: shopper.SKUs[0], Email: email}, &shopper.Purchase{SKU: shopper.SKUs[1]}
	err := errors.Join(
		customer.Register(ctx, email), customer.SignIn(ctx, email, shopper.Password), customer.Wish(ctx, shopper.SKUs[0]),
		guest.Buy(ctx, order), guest.Fill(ctx, cart), browser.Post(ctx, "/bolsa", url.Values{"sku": {shopper.SKUs[2]}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	letter, err := guest.Write(ctx, email)
	if err != nil {
		t.Fatal(err)
	}
	// An event that nobody takes lies in the broker.
	least := w.least("notification-service")
	w.replicas(t, map[string]int32{"notification-service": 0})
	defer w.replicas(t, map[string]int32{"notification-service": least})
	unread := &shopper.Purchase{SKU: shopper.SKUs[0], Email: "carla-" + id.New() + "@example.cl"}
	if err := guest.Buy(ctx, unread); err != nil {
		t.Fatal(err)
	}

	there := func(n int64, want int64, err error) error {
		if err == nil && n != want {
			err = fmt.Errorf("there are %d, not %d", n, want)
		}
		return err
	}
	for _, one := range []struct {
		store, what string
		look        func(context.Context) error
	}{
		{"postgres", "an order and an account", func(ctx context.Context) error {
			return errors.Join(guest.Paid(ctx, order), customer.SignIn(ctx, email, shopper.Password))
		}},
		{"mongodb", "a message and the catalogue", func(ctx context.Context) error {
			letters, err := office.Letters(ctx)
			if err == nil && !letters[letter] {
				err = fmt.Errorf("%s is not among %d messages", letter, len(letters))
			}
			_, other := guest.Do(ctx, shopper.Request{Method: "GET", Path: "/api/products/" + shopper.Slug + "/stock"}, nil)
			return errors.Join(err, other)
		}},
		{"redis", "a cart and a wishlist", func(ctx context.Context) error {
			n, err := guest.InCart(ctx, cart)
			wishes, other := customer.Wishes(ctx)
			return errors.Join(there(n, 1, err), there(int64(wishes), 1, other))
		}},
		{"redis-sessions", "the bag of a browser", func(ctx context.Context) error {
			page, err := browser.Page(ctx, "/bolsa")
			if err == nil && !strings.Contains(page, "/bolsa/lineas/"+shopper.SKUs[2]) {
				err = errors.New("it is empty")
			}
			return err
		}},
		{"rabbitmq", "an event that nobody had taken", nil},
	} {
		if one.look != nil {
			soon(t, one.what+" is there", one.look)
		}
		took := w.leaves(t, one.store)
		if one.look == nil {
			w.replicas(t, map[string]int32{"notification-service": least})
			one.look = func(ctx context.Context) error {
				mails, err := office.Mails(ctx, unread.Email)
				if err == nil && !mails["order.paid"] {
					err = fmt.Errorf("%s got %v", unread.Email, mails)
				}
				return err
			}
		}
		if err := errors.Join(office.SignIn(ctx, w.staff, shopper.Password), customer.SignIn(ctx, email, shopper.Password)); err != nil {
			t.Fatal(err)
		}
		soon(t, one.what+" is there still", one.look)
		w.report.row(t, "the pod of "+one.store+" is evicted", "%s: still there; all is ready after %.0f s", one.what, took.Seconds())
	}
}

// leaves has a store's pod go as when its node is emptied, which no budget forbids, and
// waits for its successor.
func (w *world) leaves(t *testing.T, store string) time.Duration {
	t.Helper()
	began := time.Now()
	pods, err := w.cluster.Serving(t.Context(), w.namespace, store)
	if err != nil || len(pods) != 1 {
		t.Fatalf("%s has %d pods: %v", store, len(pods), err)
	}
	if refused, err := w.cluster.Evict(t.Context(), pods[0]); refused || err != nil {
		t.Fatalf("%s keeps its node (%t): %v", store, refused, err)
	}
	if err := w.cluster.Gone(t.Context(), w.settings.Patience, pods[0]); err != nil {
		t.Fatal(err)
	}
	w.settled(t, w.namespace)
	return time.Since(began)
}
