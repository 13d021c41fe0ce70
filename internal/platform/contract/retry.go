package contract

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Retries are at most a tenth of the calls, beyond a small burst: a provider in
// trouble is not asked twice as much.
const (
	retryBurst    = 10.0
	retryShare    = 0.1
	retryAttempts = 3
	retryFirst    = 30 * time.Millisecond
)

type retryBudget struct {
	mu     sync.Mutex
	tokens float64
}

func (b *retryBudget) earn() {
	b.mu.Lock()
	b.tokens = min(retryBurst, b.tokens+retryShare)
	b.mu.Unlock()
}

func (b *retryBudget) spend() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

// attempts sends the call, more than once where that is the same as once and the
// budget allows. The answer may still be a refusal.
func (c *Conn) attempts(ctx context.Context, op *Op, call *outgoing, sent *Sent) (*http.Response, error) {
	c.budget.earn()
	for n := 1; ; n++ {
		resp, err := c.send(ctx, call.request(op))
		sent.note(n, resp, err)
		if err == nil && !transient(resp.StatusCode) {
			return resp, nil
		}
		last := ctx.Err() != nil || err == errOpen || n == retryAttempts || !op.replayable(call.key) || !c.budget.spend()
		switch {
		case last && err != nil:
			return nil, c.failure(ctx, err)
		case last:
			return resp, nil
		case err == nil:
			_, _ = io.CopyN(io.Discard, resp.Body, 4<<10) // a drained connection can be used again
			_ = resp.Body.Close()
		}
		if err := pause(ctx, n); err != nil {
			return nil, c.failure(ctx, err)
		}
	}
}

// replayable tells whether sending the request twice is the same as once.
func (o *Op) replayable(key string) bool {
	switch o.Method {
	case http.MethodGet, http.MethodPut, http.MethodDelete:
		return true
	}
	return o.Repeats || o.Idempotent && key != ""
}

func transient(status int) bool {
	return status == http.StatusBadGateway || status == http.StatusServiceUnavailable || status == http.StatusGatewayTimeout
}

// pause waits before attempt n (1 is the first repeat), with full jitter.
func pause(ctx context.Context, n int) error {
	d := retryFirst << (2 * (n - 1))
	t := time.NewTimer(d/2 + rand.N(d))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
