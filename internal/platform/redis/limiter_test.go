package redis_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/edge/limittest"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/redis/redistest"
	"floresvictoria.cl/flores/test/servers"
)

func TestLimiter(t *testing.T) {
	limittest.Run(t, func(t *testing.T, clk clock.Clock) edge.Limiter {
		return redis.NewLimiter(redistest.Open(t), "limit", clk)
	})
}

var three = edge.Rate{Times: 3, Per: time.Hour}

func allowed(l edge.Limiter, key string, times int) (n int) {
	for range times {
		if ok, _ := l.Allow(context.Background(), key, three); ok {
			n++
		}
	}
	return n
}

func TestALimitHoldsOverReplicas(t *testing.T) {
	url := servers.Redis(t)
	one := redis.NewLimiter(redistest.At(t, url), "limit", clock.System{})
	two := redis.NewLimiter(redistest.At(t, url), "limit", clock.System{})
	if n := allowed(one, "k", 2) + allowed(two, "k", 2); n != 3 {
		t.Errorf("%d are allowed, not 3", n)
	}
}

func TestACountIsForgottenWhenItIsWorthNothing(t *testing.T) {
	pool := redistest.Open(t)
	allowed(redis.NewLimiter(pool, "limit", clock.System{}), "k", 2)
	if left, want := redistest.Left(t, pool, "limit:k"), 40*time.Minute+10*time.Second; left > want || left < want-time.Minute {
		t.Errorf("forgotten in %v, not %v", left, want)
	}
}

func TestWithoutTheServerEachReplicaCountsForItself(t *testing.T) {
	server := redistest.Start(t)
	one := redis.NewLimiter(redistest.At(t, server.URL), "limit", clock.System{})
	two := redis.NewLimiter(redistest.At(t, server.URL), "limit", clock.System{})
	if n := allowed(one, "k", 4); n != 3 {
		t.Errorf("%d are allowed", n)
	}
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	for name, l := range map[string]*redis.Limiter{"one": one, "two": two} {
		start := time.Now()
		if n := allowed(l, "k", 1000); n != 3 {
			t.Errorf("%s allows %d", name, n)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: 1000 requests waited %v for a server that is not there", name, took)
		}
	}
	if err := errors.Join(server.Start(), server.Wait(t.Context())); err != nil {
		t.Fatal(err)
	}
	// Counting over all replicas again shows by what they refuse together.
	eventually(t, "they count together again", func() bool {
		key := time.Now().String()
		return allowed(one, key, 2)+allowed(two, key, 2) == 3
	})
}

// A request does not wait longer than a visitor would not notice.
func TestAServerThatHangsDelaysOneRequestASecond(t *testing.T) {
	server := redistest.Start(t)
	pool := redistest.At(t, server.URL)
	l := redis.NewLimiter(pool, "limit", clock.System{})
	allowed(l, "k", 1)
	redistest.Do(t, pool, "CLIENT", "PAUSE", "60000", "ALL")
	start := time.Now()
	if n := allowed(l, "k", 1000); n != 3 {
		t.Errorf("%d are allowed", n)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("1000 requests took %v", took)
	}
}
