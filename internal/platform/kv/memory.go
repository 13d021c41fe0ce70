package kv

import (
	"container/list"
	"context"
	"slices"
	"strings"
	"sync"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// Memory is a store in bounded memory, for what may be forgotten: limits of one
// process. When it is full, the key that was longest not used goes.
type Memory struct {
	clk clock.Clock
	max int

	mu   sync.Mutex
	used *list.List // of *Entry, the last used first
	keys map[string]*list.Element
}

var _ Store = (*Memory)(nil)

// NewMemory returns a store of at most maxEntries keys. It publishes no events.
func NewMemory(clk clock.Clock, maxEntries int) *Memory {
	return &Memory{clk: clk, max: max(1, maxEntries), used: list.New(), keys: map[string]*list.Element{}}
}

// find returns the living entry and marks it used; an expired one is removed,
// and its version is returned so that the next one is higher.
func (m *Memory) find(key string) (e Entry, ok bool, version int64) {
	el, ok := m.keys[key]
	if !ok {
		return Entry{}, false, 0
	}
	e = *el.Value.(*Entry)
	if !e.Alive(m.clk.Now()) {
		m.remove(el)
		return Entry{}, false, e.Version
	}
	m.used.MoveToFront(el)
	return e, true, e.Version
}

func (m *Memory) remove(el *list.Element) {
	delete(m.keys, m.used.Remove(el).(*Entry).Key)
}

func (m *Memory) put(e Entry) {
	if el, ok := m.keys[e.Key]; ok {
		el.Value = &e
		return
	}
	for m.used.Len() >= m.max {
		m.remove(m.used.Back())
	}
	m.keys[e.Key] = m.used.PushFront(&e)
}

// Get returns a key's entry. Its value is a copy.
func (m *Memory) Get(ctx context.Context, key string) (Entry, bool, error) {
	if err := ctx.Err(); err != nil {
		return Entry{}, false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok, _ := m.find(key)
	e.Value = slices.Clone(e.Value)
	return e, ok, nil
}

// Update changes one key; nobody sees the store while fn decides.
func (m *Memory) Update(ctx context.Context, key string, fn Func) (Entry, error) {
	if err := CheckKey(key); err != nil {
		return Entry{}, err
	}
	if err := ctx.Err(); err != nil {
		return Entry{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok, version := m.find(key)
	change, err := fn(old, ok)
	if err != nil {
		return Entry{}, err
	}
	if change.Keep {
		old.Value = slices.Clone(old.Value)
		return old, nil
	}
	next, err := change.Apply(key, version, m.clk.Now())
	switch {
	case err != nil:
		return Entry{}, err
	case len(change.Events) > 0:
		return Entry{}, ErrNoOutbox
	case !change.Delete:
		m.put(next)
	case ok:
		m.remove(m.keys[key])
	}
	next.Value = slices.Clone(next.Value)
	return next, nil
}

// Delete removes a key.
func (m *Memory) Delete(ctx context.Context, key string) error {
	_, err := m.Update(ctx, key, func(Entry, bool) (Change, error) { return Change{Delete: true}, nil })
	return err
}

// Scan walks the keys with a prefix in key order. It looks at every key.
func (m *Memory) Scan(ctx context.Context, prefix, after string, limit int) (Page, error) {
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	limit = PageSize(limit)
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.clk.Now()
	var found []Entry
	for key, el := range m.keys {
		if e := *el.Value.(*Entry); strings.HasPrefix(key, prefix) && key > after && e.Alive(now) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b Entry) int { return strings.Compare(a.Key, b.Key) })
	page := Page{Entries: found}
	if len(found) > limit {
		page = Page{Entries: found[:limit], Next: found[limit-1].Key}
	}
	for i := range page.Entries {
		page.Entries[i].Value = slices.Clone(page.Entries[i].Value)
	}
	return page, nil
}

// Sweep removes expired entries.
func (m *Memory) Sweep(ctx context.Context, limit int) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	now, n := m.clk.Now(), 0
	for _, el := range m.keys {
		if n < limit && !el.Value.(*Entry).Alive(now) {
			m.remove(el)
			n++
		}
	}
	return n, nil
}
