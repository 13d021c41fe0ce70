package edge

import (
	"context"
	"hash/maphash"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// Rate allows Times in Per, all at once if need be.
type Rate struct {
	Times int
	Per   time.Duration
}

// Step is the time that one request takes up, in whole microseconds.
func (r Rate) Step() time.Duration {
	return (r.Per / time.Duration(max(1, r.Times))).Truncate(time.Microsecond)
}

// Limiter says whether one more is allowed, and if not, in how long.
type Limiter interface {
	Allow(ctx context.Context, key string, rate Rate) (ok bool, wait time.Duration)
}

// Memory limits in this process, by the generic cell rate algorithm: a key costs
// one instant. It is bounded: a full shard forgets its idle keys, and if none is
// idle all of them, which errs on the visitors' side.
type Memory struct {
	clk    clock.Clock
	seed   maphash.Seed
	shards [16]shard
}

type shard struct {
	mu   sync.Mutex
	next map[string]time.Time // the theoretical arrival time of the next request
}

const shardKeys = 4096

// NewMemory makes a limiter that keeps at most 65,536 keys.
func NewMemory(clk clock.Clock) *Memory {
	m := &Memory{clk: clk, seed: maphash.MakeSeed()}
	for i := range m.shards {
		m.shards[i].next = map[string]time.Time{}
	}
	return m
}

// Allow counts one request of key against rate.
func (m *Memory) Allow(_ context.Context, key string, rate Rate) (bool, time.Duration) {
	if rate.Times <= 0 {
		return true, 0
	}
	now := m.clk.Now()
	step := rate.Step()
	s := &m.shards[maphash.String(m.seed, key)%uint64(len(m.shards))]
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.next[key]
	if next.Before(now) {
		next = now
	}
	next = next.Add(step)
	if ahead := next.Sub(now); ahead > rate.Per {
		return false, ahead - rate.Per
	}
	if len(s.next) >= shardKeys {
		s.forget(now)
	}
	s.next[key] = next
	return true, 0
}

func (s *shard) forget(now time.Time) {
	for k, t := range s.next {
		if t.Before(now) {
			delete(s.next, k)
		}
	}
	if len(s.next) >= shardKeys {
		clear(s.next)
	}
}
