package tokens

import (
	"crypto/sha256"
	"sync"
	"time"
)

// cacheGeneration bounds each of the two generations of a cache.
const cacheGeneration = 4096

// cache keeps what verified tokens said, by the hash of the token: checking an
// Ed25519 signature costs a hundred times what a hash does, and nobody who reads
// the memory finds a token in it. What was not asked for while a whole
// generation came in goes.
type cache[T any] struct {
	mu         sync.Mutex
	young, old map[[sha256.Size]byte]verified[T]
}

// verified is a token whose signature and claims were right.
type verified[T any] struct {
	claims  T
	kid     string // counts only while the issuer publishes this key
	expires time.Time
}

func newCache[T any]() *cache[T] {
	return &cache[T]{young: map[[sha256.Size]byte]verified[T]{}}
}

func (c *cache[T]) get(key [sha256.Size]byte) (verified[T], bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.young[key]; ok {
		return v, true
	}
	v, ok := c.old[key]
	if ok {
		c.add(key, v)
	}
	return v, ok
}

func (c *cache[T]) put(key [sha256.Size]byte, v verified[T]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(key, v)
}

func (c *cache[T]) add(key [sha256.Size]byte, v verified[T]) {
	if len(c.young) >= cacheGeneration {
		c.old, c.young = c.young, make(map[[sha256.Size]byte]verified[T], cacheGeneration)
	}
	c.young[key] = v
}
