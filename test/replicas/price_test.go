package replicas

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/money"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/test/processes"
)

const priced = "rosas-de-recoleta"

// prices changes a price through either replica in turn, and asks everybody who answers
// with prices.
func (w *world) prices(t *testing.T) {
	both := w.shop.Processes.ReplicasOf("product-service")
	manager := w.hire(t, authapi.Manager)
	changes, first := 1, w.random.IntN(2)
	if w.all {
		changes = 10
	}
	for i := first; i < first+changes; i++ {
		w.changePrice(t, manager, both[i%2], both[(i+1)%2])
	}
}

// asked is somebody who answers with the price.
type asked struct {
	name  string
	shows func(price int64) (bool, error)
	stale time.Duration // how long after the change the old price was seen last
	fault error
}

func (w *world) changePrice(t *testing.T, manager *person, one, other *processes.Process) {
	t.Helper()
	name := productapi.BySlug{Slug: priced}
	told := dial(t, one.URL("product-service"))
	now, err := productapi.Edit.Call(as(manager.SignIn), told, &name)
	if err != nil {
		t.Fatal(err)
	}
	everybody := w.everybody(t, other, now.Variants[0].SKU)
	for _, a := range everybody { // who keeps answers has kept the old one
		if old, err := a.shows(now.Variants[0].PriceCLP); err != nil || !old {
			t.Fatalf("%s does not answer the price before the change: %v", a.name, err)
		}
	}
	in := bodyOf(now)
	in.Body.Variants[0].PriceCLP += 10
	price := in.Body.Variants[0].PriceCLP
	if _, err := productapi.Change.Call(as(manager.SignIn), told, &in); err != nil {
		t.Fatal(err)
	}
	changed := time.Now()
	var wg sync.WaitGroup
	for _, a := range everybody {
		wg.Go(func() { a.watch(changed, price) })
	}
	wg.Wait()
	for _, a := range everybody {
		if a.fault != nil {
			t.Errorf("%s: %v", a.name, a.fault)
		}
		if a.stale >= within {
			t.Errorf("%s still answers the old price %.2f s after the change", a.name, a.stale.Seconds())
		}
		t.Logf("%s: the old price was answered until %.2f s after the change", a.name, a.stale.Seconds())
	}
}

// watch asks until the old price was not seen for a second, since who is behind a
// balancer may be answered by either replica; and beyond the limit where it was.
func (a *asked) watch(changed time.Time, price int64) {
	for time.Since(changed) < a.stale+time.Second && time.Since(changed) < 2*within {
		shown, err := a.shows(price)
		if err != nil {
			a.fault = err
			return
		}
		if !shown {
			a.stale = time.Since(changed)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// everybody asks the other replica plainly and by a connection that keeps answers, the
// gateway, a page (the frontend keeps answers) and a cart with the product in it.
func (w *world) everybody(t *testing.T, other *processes.Process, sku string) []*asked {
	t.Helper()
	name, guest := productapi.BySlug{Slug: priced}, context.Background()
	kept, gateway := dial(t, other.URL("product-service")), dial(t, w.shop.URL)
	add := cartapi.AddInput{}
	add.Body.SKU, add.Body.Quantity = sku, 1
	cart, err := cartapi.Add.Call(guest, gateway, &add)
	if err != nil {
		t.Fatal(err)
	}
	get := func(c *contract.Conn) func(int64) (bool, error) {
		return func(price int64) (bool, error) {
			p, err := productapi.Get.Call(guest, c, &name)
			return err == nil && p.Variants[0].PriceCLP == price, err
		}
	}
	return []*asked{
		{name: "the other replica", shows: func(price int64) (bool, error) {
			text, err := read(other.URL("product-service") + "/api/products/" + priced)
			return strings.Contains(text, fmt.Sprintf(`"price_clp":%d`, price)), err
		}},
		{name: "the other replica, to who keeps answers", shows: get(kept)},
		{name: "the gateway", shows: get(gateway)},
		{name: "the page", shows: func(price int64) (bool, error) {
			text, err := read(w.shop.URL + "/producto/" + priced)
			return strings.Contains(text, money.CLP(price)), err
		}},
		{name: "the cart", shows: func(price int64) (bool, error) {
			c, err := cartapi.Get.Call(guest, gateway, &cartapi.Guest{Token: cart.Token})
			return err == nil && c.Body.Items[0].UnitPriceCLP == price, err
		}},
	}
}

// read gets an address as somebody who keeps nothing.
func read(address string) (string, error) {
	resp, err := http.Get(address)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %d", address, resp.StatusCode)
	}
	return string(b), err
}

// bodyOf replaces a product by itself.
func bodyOf(p *productapi.Product) productapi.ChangeInput {
	in := productapi.ChangeInput{BySlug: productapi.BySlug{Slug: p.Slug}}
	in.Body.Version = p.Version
	in.Body.ProductBody = productapi.ProductBody{
		Name: p.Name, Line: p.Line, Description: p.Description, Care: p.Care, Category: p.Category, Occasions: p.Occasions,
		Colours: p.Colours, Flowers: p.Flowers, PreparationMinutes: p.PreparationMinutes, Featured: p.Featured, Season: p.Season,
	}
	for _, v := range p.Variants {
		in.Body.Variants = append(in.Body.Variants, productapi.VariantBody{
			SKU: v.SKU, Size: v.Size, Contents: v.Contents, PriceCLP: v.PriceCLP, CompareAtCLP: v.CompareAtCLP, LowAt: v.LowAt, Unlimited: v.Unlimited,
		})
	}
	return in
}
