package product

import (
	"slices"
	"strings"
	"time"
)

// rebuild makes a new snapshot of everything known. It holds mu; what did not
// change is taken over from the last one.
func (c *catalogue) rebuild(day string) {
	before := c.now.Load()
	items := make([]*item, 0, len(c.records))
	for id, r := range c.records {
		items = append(items, c.itemOf(before, id, r, day))
	}
	slices.SortFunc(items, func(a, b *item) int { return strings.Compare(a.record.ID, b.record.ID) })
	sh := newShelf(items, c.terms, day)
	c.now.Store(newSnapshot(items, sh, c.index(items, sh)))
}

func (c *catalogue) itemOf(before *snapshot, id string, r *Record, day string) *item {
	next := newItem(r, c.levels, day)
	if before == nil {
		return next
	}
	if i, ok := before.byID[id]; ok && before.items[i].digest == next.digest {
		return before.items[i]
	}
	return next
}

// index builds the search and remembers what that cost.
func (c *catalogue) index(items []*item, sh *shelf) *finder {
	start := time.Now() // how long work takes is real time, whatever the shop's clock says
	f := newFinder(items, sh)
	c.indexTook, c.indexedAt = time.Since(start), time.Now()
	return f
}

// reindex builds the search again after something ran out or came back. In a
// rush it does so at most a tenth of the time and returns false otherwise.
func (c *catalogue) reindex() bool {
	if time.Since(c.indexedAt) < reindexRest*c.indexTook {
		return false
	}
	c.reindexNow()
	return true
}

func (c *catalogue) reindexNow() {
	now := c.now.Load()
	c.now.Store(newSnapshot(now.items, now.shelf, c.index(now.items, now.shelf)))
}
