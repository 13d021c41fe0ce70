package carttest

import (
	"context"
	"net/http"
	"sync"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Goods is a product-service in memory: the prices of what it sells.
type Goods struct {
	router *contract.Router

	mu    sync.Mutex
	sells map[string]productapi.Snapshot
	down  bool
	asked [][]string // the SKUs of each call
}

// NewGoods sells nothing yet.
func NewGoods() *Goods {
	g := &Goods{sells: map[string]productapi.Snapshot{}}
	g.router = contract.NewRouter("product-service", Guard{}, quiet(), nil)
	contract.Handle(g.router, productapi.Prices, g.prices)
	return g
}

// Conn is the way to it that the named service has.
func (g *Goods) Conn(caller string) *contract.Conn {
	return contract.Join("product-service", http.HandlerFunc(g.serve), Named(caller))
}

func (g *Goods) serve(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	down := g.down
	g.mu.Unlock()
	if down {
		panic(http.ErrAbortHandler) // the connection breaks
	}
	g.router.ServeHTTP(w, r)
}

func (g *Goods) prices(_ context.Context, in *productapi.PricesInput) (*productapi.Snapshots, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked = append(g.asked, in.Body.SKUs)
	out := &productapi.Snapshots{Items: []productapi.Snapshot{}}
	for _, sku := range in.Body.SKUs {
		if snap, ok := g.sells[sku]; ok {
			out.Items = append(out.Items, snap)
		}
	}
	return out, nil
}

// Sell puts a SKU on the shelf: active, in season and made to order, but for what change says.
func (g *Goods) Sell(sku string, priceCLP int64, change ...func(*productapi.Snapshot)) {
	snap := productapi.Snapshot{
		SKU: sku, ProductID: "p-" + sku, Slug: "slug-" + sku, Kind: productapi.KindFlowers, Name: productapi.Text{ES: sku, EN: sku},
		Size: productapi.Standard, Occasion: "amor", PriceCLP: priceCLP, Unlimited: true, Active: true, InSeason: true,
		Picture: "/api/media/" + sku + ".svg",
	}
	for _, c := range change {
		c(&snap)
	}
	g.mu.Lock()
	g.sells[sku] = snap
	g.mu.Unlock()
}

// Drop makes a SKU unknown.
func (g *Goods) Drop(sku string) {
	g.mu.Lock()
	delete(g.sells, sku)
	g.mu.Unlock()
}

// Down cuts the service off, or brings it back.
func (g *Goods) Down(down bool) {
	g.mu.Lock()
	g.down = down
	g.mu.Unlock()
}

// Asked gives the SKUs of each call so far, and begins anew.
func (g *Goods) Asked() [][]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	asked := g.asked
	g.asked = nil
	return asked
}
