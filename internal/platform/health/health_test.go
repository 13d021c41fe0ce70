package health_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"floresvictoria.cl/flores/internal/platform/health"
)

func well(context.Context) error { return nil }

func probe(h *health.Health, path string) int {
	w := httptest.NewRecorder()
	h.Probes().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code
}

func TestAServiceIsReadyWhileItsPartsAre(t *testing.T) {
	var store error
	h := health.New(map[string]health.Check{"keys": well, "store": func(context.Context) error { return store }})
	for _, step := range []struct {
		store error
		want  int
	}{{nil, 200}, {errors.New("away"), 503}, {nil, 200}} {
		store = step.store
		if live, ready, same := probe(h, "/livez"), probe(h, "/readyz"), probe(h, "/health"); live != 200 || ready != step.want || same != step.want {
			t.Errorf("store %v: live %d, ready %d, health %d", step.store, live, ready, same)
		}
	}
}

func TestADrainingServiceLivesAndIsNotReady(t *testing.T) {
	h := health.New(map[string]health.Check{"store": well})
	h.Drain()
	if live, ready := probe(h, "/livez"), probe(h, "/readyz"); live != 200 || ready != 503 {
		t.Errorf("live %d, ready %d", live, ready)
	}
	if ok, failing := h.Ready(t.Context()); ok || !slices.Equal(failing, []string{"draining"}) {
		t.Errorf("%v %v", ok, failing)
	}
}

// A check that hangs is the one that is named, and holds a probe up for two seconds at most.
func TestAHangingCheckFailsAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hangs := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
		slow := func(ctx context.Context) error {
			select {
			case <-time.After(time.Second):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		h := health.New(map[string]health.Check{"a": slow, "broker": hangs, "c": slow, "store": hangs})
		begun := time.Now()
		if ok, failing := h.Ready(t.Context()); ok || !slices.Equal(failing, []string{"broker", "store"}) {
			t.Errorf("%v %v", ok, failing)
		}
		if took := time.Since(begun); took != 2*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}
