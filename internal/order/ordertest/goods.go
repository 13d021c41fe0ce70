package ordertest

import (
	"context"
	"sync"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Goods is a product-service in memory: snapshots, stock and holds.
type Goods struct {
	fuse *Fuse
	// AfterHold, when set, is called once, after the next hold and before its answer.
	AfterHold func()

	mu       sync.Mutex
	products map[string]productapi.Snapshot
	initial  map[string]int64
	stock    map[string]int64 // not held, not consumed
	holds    map[string]*productapi.Hold
	lost     []productapi.LostHold
	down     bool
}

// Down has product-service answer nothing but that it is not there.
func (g *Goods) Down(down bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.down = down
}

// Drop releases an order's hold behind order-service's back, as its own expiry does.
func (g *Goods) Drop(orderID string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.giveBack(g.holds[orderID])
}

// Add puts a product on the shelf; a SKU that is there gets the new price and so much more stock.
func (g *Goods) Add(p productapi.Snapshot, stock int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p.Slug == "" {
		p.Slug, p.ProductID, p.Kind = p.SKU, "id-"+p.SKU, productapi.KindFlowers
		p.Name = productapi.Text{ES: "Ramo " + p.SKU, EN: "Bouquet " + p.SKU}
	}
	g.products[p.SKU] = p
	g.initial[p.SKU] += stock
	g.stock[p.SKU] += stock
}

// Remove takes stock away, as a loss.
func (g *Goods) Remove(sku string, n int64) { g.Add(g.products[sku], -n) }

// Free is how much of a SKU can be held.
func (g *Goods) Free(sku string) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stock[sku]
}

// Sum adds up what the holds in a state demand, by SKU.
func (g *Goods) Sum(state string) map[string]int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	sum := map[string]int64{}
	for _, h := range g.holds {
		if h.State == state {
			for _, l := range h.Lines {
				sum[l.SKU] += l.Quantity
			}
		}
	}
	return sum
}

func (g *Goods) prices(_ context.Context, in *productapi.PricesInput) (*productapi.Snapshots, error) {
	return around(g.fuse, func() (*productapi.Snapshots, error) {
		g.mu.Lock()
		defer g.mu.Unlock()
		out := &productapi.Snapshots{Items: []productapi.Snapshot{}}
		for _, sku := range in.Body.SKUs {
			if p, ok := g.products[sku]; ok {
				p.Available = g.stock[sku]
				out.Items = append(out.Items, p)
			}
		}
		return out, nil
	})
}

var (
	errSuperseded = problem.Conflict("hold_superseded")
	errFinal      = problem.Conflict("hold_final")
)

func (g *Goods) place(_ context.Context, in *productapi.HoldInput) (*productapi.Hold, error) {
	defer func() {
		if after := g.AfterHold; after != nil {
			g.AfterHold = nil
			after()
		}
	}()
	return g.decide(in.OrderID, in.Body.Version, func(h *productapi.Hold, fresh bool) error {
		switch {
		case !fresh && h.State != productapi.Held, h.State == productapi.Consumed:
			return errFinal
		case h.State != productapi.Held:
			h.Lines, h.Until = in.Body.Lines, in.Body.Until
			return g.take(h, productapi.Held)
		}
		h.Until = in.Body.Until
		return nil
	})
}

func (g *Goods) keep(_ context.Context, in *productapi.KeepInput) (*productapi.Hold, error) {
	return g.decide(in.OrderID, in.Body.Version, func(h *productapi.Hold, fresh bool) error {
		switch {
		case len(h.Lines) == 0:
			return problem.NotFound("hold_not_found")
		case !fresh && h.State != productapi.Held, h.State == productapi.Consumed:
			return errFinal
		case h.State != productapi.Held:
			return g.take(h, productapi.Held)
		}
		h.Until = in.Body.Until
		return nil
	})
}

func (g *Goods) release(_ context.Context, in *productapi.ReleaseInput) (*productapi.Hold, error) {
	return g.decide(in.OrderID, in.Body.Version, func(h *productapi.Hold, fresh bool) error {
		if !fresh && h.State == productapi.Consumed {
			return errFinal
		}
		g.giveBack(h)
		return nil
	})
}

// decide runs a call on an order's hold, if its version is not behind. fresh says
// that the version is higher than the one that decided last.
func (g *Goods) decide(orderID string, version int64, do func(h *productapi.Hold, fresh bool) error) (*productapi.Hold, error) {
	return around(g.fuse, func() (*productapi.Hold, error) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.down {
			return nil, problem.Unavailable("service_unavailable")
		}
		h := g.holds[orderID]
		if h == nil {
			h = &productapi.Hold{OrderID: orderID, State: productapi.Released, Lines: []productapi.Line{}}
			g.holds[orderID] = h
		}
		if version < h.Version {
			return nil, errSuperseded
		}
		fresh := version > h.Version
		h.Version = version
		if err := do(h, fresh); err != nil {
			return nil, err
		}
		out := *h
		return &out, nil
	})
}

// take takes the hold's lines off the shelf, all or none.
func (g *Goods) take(h *productapi.Hold, state string) error {
	missing := productapi.Shortages{}
	for _, l := range h.Lines {
		if g.stock[l.SKU] < l.Quantity {
			missing.Items = append(missing.Items, productapi.Shortage{SKU: l.SKU, Wanted: l.Quantity, Available: g.stock[l.SKU]})
		}
	}
	if len(missing.Items) > 0 {
		return problem.Conflict("sold_out").With(missing)
	}
	for _, l := range h.Lines {
		g.stock[l.SKU] -= l.Quantity
	}
	h.State = state
	return nil
}

func (g *Goods) giveBack(h *productapi.Hold) {
	if h.State != productapi.Released {
		for _, l := range h.Lines {
			g.stock[l.SKU] += l.Quantity
		}
	}
	h.State = productapi.Released
}
