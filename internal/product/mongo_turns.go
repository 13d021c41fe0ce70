package product

import (
	"context"
	"slices"
	"sync"
)

// turns lets the calls of this process write a SKU one after the other, first come,
// first served. Without it those who want the bouquet of the day would write over
// each other and try again, the more of them the more often, and whoever has most to
// do first (the florist with a delivery in hand) would never get through. What other
// replicas write is met by the conditional writes, as ever.
type turns struct {
	mu    sync.Mutex
	lines map[string]*line // by SKU, while somebody has or awaits its turn
}

type line struct {
	sku    string
	turn   chan struct{} // holds one value while somebody has the turn
	people int           // who have it or await it
}

// take waits for the turns of all SKUs. Everybody takes them in the same order, and
// all at once, so that nobody waits for whoever waits for them.
func (t *turns) take(ctx context.Context, skus []string) (leave func(), err error) {
	var mine []*line
	leave = func() {
		for _, l := range mine {
			<-l.turn
			t.quit(l)
		}
	}
	for _, sku := range slices.Compact(slices.Sorted(slices.Values(skus))) {
		l := t.join(sku)
		select {
		case l.turn <- struct{}{}:
			mine = append(mine, l)
		case <-ctx.Done():
			t.quit(l)
			leave()
			return nil, ctx.Err()
		}
	}
	return leave, nil
}

func (t *turns) join(sku string) *line {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.lines[sku]
	if l == nil {
		l = &line{sku: sku, turn: make(chan struct{}, 1)}
		t.lines[sku] = l
	}
	l.people++
	return l
}

func (t *turns) quit(l *line) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if l.people--; l.people == 0 {
		delete(t.lines, l.sku)
	}
}

// oneByOne are the documents of one call of Atomically. From its first look at SKUs
// to its end the call has their turns.
type oneByOne struct {
	*mongoStore
	leave func()
}

// Shares takes the SKUs' turns, unless the call has some already.
func (d *oneByOne) Shares(ctx context.Context, orderID string, skus []string) ([]Share, error) {
	if d.leave == nil {
		leave, err := d.turns.take(ctx, skus)
		if err != nil {
			return nil, err
		}
		d.leave = leave
	}
	return d.mongoStore.Shares(ctx, orderID, skus)
}

func (d *oneByOne) end() {
	if d.leave != nil {
		d.leave()
	}
}
