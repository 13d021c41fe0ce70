package telemetry

import (
	"maps"
	"sync"
	"sync/atomic"
)

// lookup finds what belongs to a key, made at its first use. Reading takes neither
// a lock nor memory; there are few keys, and after a while no new ones.
type lookup[K comparable, V any] struct {
	mu     sync.Mutex // of who adds
	values atomic.Pointer[map[K]V]
	create func(K) V
}

func newLookup[K comparable, V any](create func(K) V) *lookup[K, V] {
	l := &lookup[K, V]{create: create}
	l.values.Store(&map[K]V{})
	return l
}

func (l *lookup[K, V]) get(k K) V {
	if v, ok := (*l.values.Load())[k]; ok {
		return v
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	old := *l.values.Load()
	if v, ok := old[k]; ok {
		return v
	}
	next := maps.Clone(old)
	v := l.create(k)
	next[k] = v
	l.values.Store(&next)
	return v
}
