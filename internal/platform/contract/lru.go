package contract

import (
	"container/list"
	"sync"
)

// lru is a map bounded by the bytes of its values: the least recently used goes first.
type lru[V any] struct {
	mu    sync.Mutex
	max   int
	used  int
	items map[string]*list.Element
	order *list.List
}

type lruItem[V any] struct {
	key  string
	v    V
	size int
}

func newLRU[V any](max int) *lru[V] {
	return &lru[V]{max: max, items: map[string]*list.Element{}, order: list.New()}
}

func (c *lru[V]) get(key string) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.items[key]
	if !ok {
		return v, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*lruItem[V]).v, true
}

func (c *lru[V]) put(key string, v V, size int) {
	size += len(key) + 128 // about what the entry itself takes
	if size > c.max/4 {
		return // one answer may not push all the others out
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.items[key]; ok {
		c.used -= e.Value.(*lruItem[V]).size
		c.order.Remove(e)
	}
	c.items[key] = c.order.PushFront(&lruItem[V]{key, v, size})
	c.used += size
	for c.used > c.max {
		e := c.order.Back()
		it := e.Value.(*lruItem[V])
		c.order.Remove(e)
		delete(c.items, it.key)
		c.used -= it.size
	}
}

// each shows every value; f runs under no lock.
func (c *lru[V]) each(f func(key string, v V)) {
	c.mu.Lock()
	items := make([]*lruItem[V], 0, len(c.items))
	for e := c.order.Front(); e != nil; e = e.Next() {
		items = append(items, e.Value.(*lruItem[V]))
	}
	c.mu.Unlock()
	for _, it := range items {
		f(it.key, it.v)
	}
}
