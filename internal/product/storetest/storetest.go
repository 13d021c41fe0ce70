// Package storetest is what every store of product-service must do; each of them
// runs it, so that the rules cannot tell which one they stand on.
package storetest

import (
	"context"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Harness is one empty store that survives restarts.
type Harness interface {
	// Store is the open one.
	Store() product.Store
	// Restart closes it and opens what it had stored.
	Restart(t *testing.T) product.Store
	// Transactions tells whether an error of Atomically undoes its writes.
	Transactions() bool
}

// Run proves a store. open makes a fresh harness on the clock; it is closed by t's cleanup.
func Run(t *testing.T, open func(t *testing.T, clk clock.Clock) Harness) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, *fixture)
	}{
		{"products", products},
		{"product changes are listed by time", productsSince},
		{"terms", terms},
		{"stock", stock},
		{"stock bands are listed by time", stocksSince},
		{"an order's entry", entries},
		{"orders with odd names", oddOrders},
		{"a SKU goes to another product", handedOver},
		{"movements", movements},
		{"more movements than anybody looks at", manyMovements},
		{"offers", offers},
		{"reservations", reservations},
		{"what the sweeper looks for", sweeping},
		{"a stale write changes nothing", stale},
		{"an error undoes all", rollback},
		{"all survives a restart", restart},
		{"32 at once on one SKU", manyOnOneSKU},
		{"32 at once on one reservation", manyOnOneReservation},
		{"32 at once with one movement", manyWithOneMovement},
		{"32 at once with one slug", manyWithOneSlug},
	} {
		t.Run(test.name, func(t *testing.T) {
			clk := clock.NewFake(time.Date(2026, 10, 6, 13, 0, 0, 0, time.UTC))
			h := open(t, clk)
			test.run(t, &fixture{t: t, Harness: h, clk: clk, ctx: t.Context()})
		})
	}
}

type fixture struct {
	Harness
	t   *testing.T
	clk *clock.Fake
	ctx context.Context
}

func (f *fixture) ok(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// put stores a product with one SKU of n and returns them.
func (f *fixture) put(slug, sku string, n int64) (*product.Record, product.Share) {
	f.t.Helper()
	r := &product.Record{ID: id.New(), Slug: slug, Kind: productapi.KindFlowers, Name: productapi.Text{ES: slug},
		Sizes: []product.Size{{SKU: sku, Size: productapi.Standard, PriceCLP: 1000}}, Version: 1, Key: "key-" + slug,
		Created: f.clk.Now(), Updated: f.clk.Now()}
	f.ok(f.Store().SaveProduct(f.ctx, 0, r))
	st := product.Stock{SKU: sku, ProductID: r.ID, Initial: n, OnHand: n, LowAt: 2, Listed: true, BandAt: f.clk.Now()}
	f.ok(f.Store().SaveShare(f.ctx, product.Share{}, product.Share{Stock: st}, nil))
	return r, f.share("", sku)
}

// share reads one SKU as an order sees it.
func (f *fixture) share(orderID, sku string) product.Share {
	f.t.Helper()
	shares, err := f.Store().Shares(f.ctx, orderID, []string{sku})
	f.ok(err)
	if len(shares) != 1 {
		f.t.Fatalf("%d documents of %s", len(shares), sku)
	}
	return shares[0]
}

// taken is the share with an entry of the order's version.
func taken(s product.Share, orderID string, version, quantity int64, at time.Time) product.Share {
	s.Held += quantity
	s.Entry = product.Entry{OrderID: orderID, Version: version, Quantity: quantity, Taken: at}
	return s
}

// news is an event to store beside a document.
func news(subject string) events.Event {
	return productapi.Updated.New(subject, 1, productapi.ProductChanged{ProductID: subject})
}

// subjects lists what waits in the outbox.
func (f *fixture) subjects() []string {
	f.t.Helper()
	evs, err := f.Store().Outbox().Pending(f.ctx, 100)
	f.ok(err)
	list := []string{}
	for _, ev := range evs {
		list = append(list, ev.Subject)
	}
	n, err := f.Store().Unpublished(f.ctx)
	f.ok(err)
	if int(n) != len(list) {
		f.t.Fatalf("%d unpublished, %d pending", n, len(list))
	}
	return list
}
