// Package limittest is what every limiter must do: the one suite that the twins pass.
package limittest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/edge"
)

// Run runs the suite. open gives a limiter on the clock that has counted nothing.
func Run(t *testing.T, open func(t *testing.T, clk clock.Clock) edge.Limiter) {
	for name, test := range map[string]func(*testing.T, edge.Limiter, *clock.Fake){
		"all at once, then one at a time":                    bursts,
		"an idle key may all of it again":                    rests,
		"keys count for themselves":                          apart,
		"a rate of none is no limit":                         unlimited,
		"many clients get what one gets":                     concurrent,
		"the answers are the algorithm's to the microsecond": sameAnswers,
	} {
		t.Run(name, func(t *testing.T) {
			clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
			test(t, open(t, clk), clk)
		})
	}
}

var five = edge.Rate{Times: 5, Per: time.Minute}

func asks(t *testing.T, l edge.Limiter, key string, rate edge.Rate, allowed int, wait time.Duration) {
	t.Helper()
	for i := range allowed {
		if ok, _ := l.Allow(t.Context(), key, rate); !ok {
			t.Errorf("request %d of %d is refused", i+1, allowed)
		}
	}
	if ok, got := l.Allow(t.Context(), key, rate); ok || got != wait {
		t.Errorf("request %d: allowed %v, wait %v, not %v", allowed+1, ok, got, wait)
	}
}

func bursts(t *testing.T, l edge.Limiter, clk *clock.Fake) {
	asks(t, l, "k", five, 5, 12*time.Second)
	clk.Advance(11 * time.Second)
	asks(t, l, "k", five, 0, time.Second) // a refused request costs nothing
	clk.Advance(time.Second)
	asks(t, l, "k", five, 1, 12*time.Second)
	clk.Advance(30 * time.Second)
	asks(t, l, "k", five, 2, 6*time.Second)
}

func rests(t *testing.T, l edge.Limiter, clk *clock.Fake) {
	asks(t, l, "k", five, 5, 12*time.Second)
	clk.Advance(time.Minute)
	asks(t, l, "k", five, 5, 12*time.Second)
	clk.Advance(24 * time.Hour)
	asks(t, l, "k", five, 5, 12*time.Second)
}

func apart(t *testing.T, l edge.Limiter, _ *clock.Fake) {
	for _, key := range []string{"all/192.0.2.1", "all/192.0.2.11", "all/2001:db8::/64", "orders.place/192.0.2.1", "ñ *"} {
		asks(t, l, key, five, 5, 12*time.Second)
	}
}

func unlimited(t *testing.T, l edge.Limiter, _ *clock.Fake) {
	for range 100 {
		if ok, wait := l.Allow(t.Context(), "k", edge.Rate{}); !ok || wait != 0 {
			t.Fatal("refused")
		}
	}
}

func concurrent(t *testing.T, l edge.Limiter, _ *clock.Fake) {
	var allowed atomic.Int64
	var clients sync.WaitGroup
	for range 32 {
		clients.Go(func() {
			for range 10 {
				if ok, _ := l.Allow(context.Background(), "k", edge.Rate{Times: 100, Per: time.Hour}); ok {
					allowed.Add(1)
				}
			}
		})
	}
	clients.Wait()
	if allowed.Load() != 100 {
		t.Errorf("%d are allowed, not 100", allowed.Load())
	}
}

// sameAnswers holds a limiter to what the algorithm says, kept here as plainly as can be.
func sameAnswers(t *testing.T, l edge.Limiter, clk *clock.Fake) {
	rates := []edge.Rate{five, {Times: 7, Per: time.Minute}, {Times: 600, Per: time.Minute}, {Times: 1, Per: time.Hour}, {Times: 1000, Per: time.Second}}
	random := rand.New(rand.NewPCG(1, 2))
	arrival := map[string]time.Time{}
	for range 500 {
		n := random.IntN(len(rates))
		key, rate, now := fmt.Sprint("k", n), rates[n], clk.Now()
		next := arrival[key]
		if next.Before(now) {
			next = now
		}
		next = next.Add(rate.Step())
		want := max(0, next.Sub(now)-rate.Per)
		if want == 0 {
			arrival[key] = next
		}
		if ok, wait := l.Allow(t.Context(), key, rate); ok != (want == 0) || wait != want {
			t.Fatalf("%+v: allowed %v, wait %v, not %v", rate, ok, wait, want)
		}
		clk.Advance(time.Duration(random.IntN(4_000_000)) * time.Microsecond)
	}
}
