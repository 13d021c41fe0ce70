package events

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff bounds the waits between tries. Its zero value is the shop's:
// 50 ms doubling to 10 s.
type Backoff struct {
	First time.Duration
	Max   time.Duration
}

// After is the wait after the n-th failure in a row, n from 1: between half of
// the step and the step, so that those who failed together do not return together.
func (b Backoff) After(n int) time.Duration {
	wait, top := b.First, b.Max
	if wait <= 0 {
		wait = 50 * time.Millisecond
	}
	if top <= 0 {
		top = 10 * time.Second
	}
	for i := 1; i < n && wait < top; i++ {
		wait *= 2
	}
	wait = min(wait, top)
	return wait/2 + rand.N(wait/2+1)
}

// sleep waits for d, a signal on wake (which may be nil) or the end of ctx, and
// tells whether it was the signal.
func sleep(ctx context.Context, d time.Duration, wake <-chan struct{}) (woken bool) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-wake:
		woken = true
	}
	return woken
}
