// Package health is what a process says of itself: alive, ready, draining.
package health

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Check tells whether a part can serve; nil is yes. Only what the service cannot
// work without is checked: its own store, its schema, its verification keys.
// A neighbour or the broker never is, or one failure would spread to all.
type Check func(ctx context.Context) error

// Health answers the three probes of one service.
type Health struct {
	checks   map[string]Check
	draining atomic.Bool
}

// New makes the health of a service from its named checks.
func New(checks map[string]Check) *Health { return &Health{checks: checks} }

// Drain makes the service not ready for the rest of its life, while it still serves.
func (h *Health) Drain() { h.draining.Store(true) }

// Ready runs the checks side by side, within two seconds, and names what fails: one
// that hangs makes no other fail.
func (h *Health) Ready(ctx context.Context) (ok bool, failing []string) {
	if h.draining.Load() {
		return false, []string{"draining"}
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var mu sync.Mutex
	var all sync.WaitGroup
	for name, check := range h.checks {
		all.Go(func() {
			if check(ctx) != nil {
				mu.Lock()
				defer mu.Unlock()
				failing = append(failing, name)
			}
		})
	}
	all.Wait()
	slices.Sort(failing)
	return len(failing) == 0, failing
}

// Probes serves /livez, which touches nothing, and /readyz and /health, which are
// the same. They answer a bare status and are not for the public.
func (h *Health) Probes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	ready := func(w http.ResponseWriter, r *http.Request) {
		if ok, _ := h.Ready(r.Context()); !ok {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}
	mux.HandleFunc("GET /readyz", ready)
	mux.HandleFunc("GET /health", ready)
	return mux
}

// IsProbe tells whether the path is one of the three.
func IsProbe(path string) bool { return path == "/livez" || path == "/readyz" || path == "/health" }
