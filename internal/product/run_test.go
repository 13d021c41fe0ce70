package product_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product"
)

// eventually waits for what background work brings about.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 s", what)
		}
	}
}

// TestRunEndsWithItsContext waits for a store that never answers.
func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		svc, err := product.New(product.Deps{Store: absent{}, Bus: deaf{}, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		if err := svc.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if svc.Ready(ctx) == nil {
			t.Fatal("ready without a catalogue")
		}
	})
}

// absent is a store that cannot be reached; deaf takes no event.
type (
	absent struct{ product.Store }
	deaf   struct{ events.Publisher }
)

func (absent) Ping(context.Context) error { return context.DeadlineExceeded }
