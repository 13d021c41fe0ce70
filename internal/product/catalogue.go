package product

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// How the snapshot follows the store: news and this process's own writes at
// once, others by asking for what changed lately, and everything now and then.
//
// Changes carry the time of the replica that made them, taken before they were
// written. Asking a minute further back than the last answer finds those of a
// replica whose clock is behind, or whose write took long; one that is further
// off is found by comparing everything.
const (
	pollEvery   = 2 * time.Second
	pollBack    = time.Minute
	pollWithin  = 10 * time.Second // a store that does not answer is asked again
	compareAll  = 5 * time.Minute
	reindexRest = 10 // a new index waits for ten times as long as the last one took
)

// catalogue holds the snapshot that readers see and what it is built from.
// Readers never wait: they take the pointer.
type catalogue struct {
	store Store
	clock clock.Clock
	now   atomic.Pointer[snapshot]
	wake  chan struct{}

	mu        sync.Mutex // of whoever builds; the fields below are its own
	records   map[string]*Record
	levels    map[string]Stock
	unshown   bool // records are newer than the snapshot
	terms     Terms
	followed  time.Time // when the store was last asked and answered
	compared  time.Time // when it was last asked for everything
	indexTook time.Duration
	indexedAt time.Time

	lateMu sync.Mutex
	late   []Stock // levels that came while somebody was building
}

func newCatalogue(store Store, clk clock.Clock) *catalogue {
	return &catalogue{store: store, clock: clk, wake: make(chan struct{}, 1),
		records: map[string]*Record{}, levels: map[string]Stock{}}
}

// snapshot is the current one; before the first load there is none.
func (c *catalogue) snapshot() (*snapshot, error) {
	if s := c.now.Load(); s != nil {
		return s, nil
	}
	return nil, problem.Unavailable("starting")
}

// load reads everything.
func (c *catalogue) load(ctx context.Context) error {
	c.mu.Lock()
	defer c.unlock()
	if err := c.compare(ctx); err != nil {
		return err
	}
	if c.now.Load().misplaced() {
		c.reindexNow()
	}
	return nil
}

// refresh reads what changed lately.
func (c *catalogue) refresh(ctx context.Context) error {
	c.mu.Lock()
	defer c.unlock()
	return c.catchUp(ctx)
}

// catchUp reads what changed since a minute before the store last answered, which
// may be long ago when it could not be reached. It holds mu.
func (c *catalogue) catchUp(ctx context.Context) error {
	if c.followed.IsZero() {
		return c.compare(ctx)
	}
	now := c.clock.Now()
	if err := c.follow(ctx, c.followed.Add(-pollBack)); err != nil {
		return err
	}
	c.followed = now
	return nil
}

// compare reads whatever is not known in its present revision. It holds mu.
func (c *catalogue) compare(ctx context.Context) error {
	now := c.clock.Now()
	if err := c.follow(ctx, time.Time{}); err != nil {
		return err
	}
	c.followed, c.compared = now, now
	return nil
}

// follow reads what was written since then and shows it. It holds mu.
func (c *catalogue) follow(ctx context.Context, since time.Time) error {
	terms, err := c.store.Terms(ctx)
	if err != nil {
		return err
	}
	if err := c.readRecords(ctx, since); err != nil {
		return err
	}
	stocks, err := c.store.Stocks(ctx, since)
	if err != nil {
		return err
	}
	now := c.now.Load()
	day := shopDay(c.clock.Now())
	if c.unshown || now == nil || now.day != day || terms.Rev != c.terms.Rev {
		c.terms = terms
		c.note(stocks)
		c.rebuild(day)
		c.unshown = false
		return nil
	}
	c.show(c.note(stocks))
	return nil
}

// readRecords reads the products whose revision is another than the one known.
func (c *catalogue) readRecords(ctx context.Context, since time.Time) error {
	heads, err := c.store.Heads(ctx, since)
	if err != nil {
		return err
	}
	var ids []string
	for id, rev := range heads {
		if r := c.records[id]; r == nil || r.Rev != rev {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	records, err := c.store.Products(ctx, ids)
	for _, r := range records {
		c.records[r.ID], c.unshown = r, true
	}
	return err
}

// note keeps the newer levels and returns the SKUs whose band they change.
func (c *catalogue) note(stocks []Stock) []string {
	var skus []string
	for _, s := range stocks {
		old, known := c.levels[s.SKU]
		if known && old.Rev >= s.Rev {
			continue
		}
		c.levels[s.SKU] = s
		if !known || old.Band() != s.Band() || old.Unlimited != s.Unlimited {
			skus = append(skus, s.SKU)
		}
	}
	return skus
}

// show replaces the items of SKUs whose band changed. The search keeps its order
// until it is built again, which may take longer than a purchase should wait.
func (c *catalogue) show(skus []string) {
	now := c.now.Load()
	if now == nil || len(skus) == 0 {
		return
	}
	changed := map[int]*item{}
	for _, sku := range skus {
		if at, ok := now.bySKU[sku]; ok {
			changed[at.item] = newItem(now.items[at.item].record, c.levels, now.day)
		}
	}
	if len(changed) == 0 {
		return
	}
	next := now.replaced(changed)
	c.now.Store(next)
	for i, it := range changed {
		if next.available[i] != it.available() {
			if !c.reindex() {
				c.hint()
			}
			return
		}
	}
}

// newLevels takes what a purchase of this process did to the stock. It never waits
// for somebody who builds; that one takes it along.
func (c *catalogue) newLevels(stocks []Stock) {
	if len(stocks) == 0 || !c.bandsDiffer(stocks) {
		return
	}
	c.lateMu.Lock()
	c.late = append(c.late, stocks...)
	c.lateMu.Unlock()
	if c.mu.TryLock() {
		c.unlock()
	}
}

// bandsDiffer spares nearly all purchases the rest.
func (c *catalogue) bandsDiffer(stocks []Stock) bool {
	now := c.now.Load()
	if now == nil {
		return false
	}
	for _, s := range stocks {
		at, ok := now.bySKU[s.SKU]
		if !ok {
			continue
		}
		if shown := now.items[at.item].levels[at.size]; shown.Band() != s.Band() || shown.Unlimited != s.Unlimited {
			return true
		}
	}
	return false
}

// unlock takes along what came meanwhile.
func (c *catalogue) unlock() {
	c.lateMu.Lock()
	late := c.late
	c.late = nil
	c.lateMu.Unlock()
	c.show(c.note(late))
	c.mu.Unlock()
}

// hint asks for a look at the store soon.
func (c *catalogue) hint() {
	select {
	case c.wake <- struct{}{}:
	default: // it is asked for already
	}
}

// keepFresh follows the store until ctx ends.
func (c *catalogue) keepFresh(ctx context.Context, log *slog.Logger) {
	for wait(ctx, pollEvery, c.wake) {
		if err := c.poll(ctx); err != nil && ctx.Err() == nil {
			log.WarnContext(ctx, "the catalogue is not being followed", "error", err)
		}
	}
}

func (c *catalogue) poll(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pollWithin)
	defer cancel()
	c.mu.Lock()
	defer c.unlock()
	look := c.catchUp
	if c.clock.Now().Sub(c.compared) >= compareAll {
		look = c.compare
	}
	if err := look(ctx); err != nil {
		return err
	}
	if s := c.now.Load(); s != nil && s.misplaced() {
		c.reindex()
	}
	return nil
}

// knows tells whether all SKUs are in the snapshot.
func (c *catalogue) knows(skus []string) bool {
	now := c.now.Load()
	if now == nil {
		return false
	}
	for _, sku := range skus {
		if _, ok := now.bySKU[sku]; !ok {
			return false
		}
	}
	return true
}

// describe says what a SKU is, for the mail to the staff.
func (c *catalogue) describe(s Stock) productapi.StockLevel {
	level := productapi.StockLevel{SKU: s.SKU, Available: s.Available(), LowAt: s.LowAt}
	if now := c.now.Load(); now != nil {
		if at, ok := now.bySKU[s.SKU]; ok {
			r := now.items[at.item].record
			level.Slug, level.Name, level.Size = r.Slug, r.Name, r.Sizes[at.size].Size
		}
	}
	return level
}
