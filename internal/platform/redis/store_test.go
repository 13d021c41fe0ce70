package redis_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/kv/kvtest"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/redis/redistest"
	"floresvictoria.cl/flores/test/servers"
)

func TestStore(t *testing.T) {
	kvtest.Run(t, func(t *testing.T, clk clock.Clock) kv.Store {
		return redis.NewStore(redistest.Open(t), "cart", clk, "")
	})
}

func TestStoresOutbox(t *testing.T) {
	kvtest.RunOutbox(t, func(t *testing.T, clk clock.Clock) (kv.Store, kvtest.Outbox) {
		s := redis.NewStore(redistest.Open(t), "cart", clk, kvtest.Source)
		return s, s.Outbox()
	})
}

type note struct{ Note string }

var changed = events.Define[note]("cart.changed")

// count adds one to a number.
func count(old kv.Entry, _ bool) (kv.Change, error) {
	n, _ := strconv.Atoi(string(old.Value))
	return kv.Change{Value: []byte(strconv.Itoa(n + 1)), Events: []events.Event{changed.New("1", 0, note{})}}, nil
}

func store(t *testing.T, url, prefix string) *redis.Store {
	return redis.NewStore(redistest.At(t, url), prefix, clock.System{}, "cart-service")
}

func value(t *testing.T, s *redis.Store, key string) string {
	t.Helper()
	e, _, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return string(e.Value)
}

// Replicas share no lock: only the version decides.
func TestNoChangeOfSeveralReplicasIsLost(t *testing.T) {
	url := servers.Redis(t)
	var all sync.WaitGroup
	const replicas, clients, each = 3, 8, 10
	for range replicas {
		s := store(t, url, "cart")
		for range clients {
			all.Go(func() {
				for range each {
					if _, err := s.Update(context.Background(), "shared", count); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	all.Wait()
	s := store(t, url, "cart")
	if n, err := s.Outbox().Size(t.Context()); value(t, s, "shared") != fmt.Sprint(replicas*clients*each) || n != replicas*clients*each || err != nil {
		t.Errorf("counted %s, told of %d, %v", value(t, s, "shared"), n, err)
	}
}

func TestARaceForAKeyIsNotRunForEver(t *testing.T) {
	url := servers.Redis(t)
	s, other := store(t, url, "cart"), store(t, url, "cart")
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	_, err := s.Update(ctx, "k", func(old kv.Entry, ok bool) (kv.Change, error) {
		if _, err := other.Update(t.Context(), "k", count); err != nil { // always faster
			t.Error(err)
		}
		return count(old, ok)
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestAVersionRisesOverADeleteAlsoOnAClockThatIsBehind(t *testing.T) {
	pool := redistest.Open(t)
	ahead, behind := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)), clock.NewFake(time.Date(2026, 11, 24, 11, 59, 0, 0, time.UTC))
	one, two := redis.NewStore(pool, "cart", ahead, ""), redis.NewStore(pool, "cart", behind, "")
	put := func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Value: []byte("x"), TTL: time.Minute}, nil }
	first, err := one.Update(t.Context(), "k", put)
	if err != nil || one.Delete(t.Context(), "k") != nil {
		t.Fatal(err)
	}
	second, err := two.Update(t.Context(), "k", put)
	if err != nil || second.Version <= first.Version+1 {
		t.Errorf("version %d after %d and a delete, %v", second.Version, first.Version, err)
	}
}

// What lies on the server is told by its own words.
func TestTheServerForgetsByItself(t *testing.T) {
	pool := redistest.Open(t)
	clk := clock.NewFake(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)) // not the server's
	s := redis.NewStore(pool, "cart", clk, "")
	for key, change := range map[string]kv.Change{
		"short": {TTL: time.Minute}, "long": {TTL: 30 * 24 * time.Hour}, "ever": {}, "gone": {Delete: true},
	} {
		if _, err := s.Update(t.Context(), key, func(kv.Entry, bool) (kv.Change, error) { return change, nil }); err != nil {
			t.Fatal(err)
		}
	}
	for key, want := range map[string]time.Duration{
		"short": time.Minute + time.Hour, "long": 30*24*time.Hour + time.Hour, "ever": 0, "gone": time.Hour,
	} {
		left := redistest.Left(t, pool, "{cart}:entry:"+key)
		if left > want || left < want-time.Minute {
			t.Errorf("%s is forgotten in %v, not %v", key, left, want)
		}
	}
}

func TestAScanTakesAPrefixAsItIsWritten(t *testing.T) {
	s := redis.NewStore(redistest.Open(t), `*[x]?\`, clock.System{}, "")
	for _, key := range []string{"a*b", "aXb", "a*c", "a?b", `a\*b`, "a[b]", "ab"} {
		if _, err := s.Update(t.Context(), key, func(kv.Entry, bool) (kv.Change, error) { return kv.Change{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	for prefix, want := range map[string]int{"a*": 2, "a?": 1, `a\`: 1, "a[b]": 1, "[a]": 0, "": 7, "a": 7} {
		found := 0
		for after := ""; ; {
			page, err := s.Scan(t.Context(), prefix, after, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page.Entries {
				found++
				if !strings.HasPrefix(e.Key, prefix) {
					t.Errorf("%q found %q", prefix, e.Key)
				}
			}
			if after = page.Next; after == "" {
				break
			}
		}
		if found != want {
			t.Errorf("%q found %d, not %d", prefix, found, want)
		}
	}
}

func TestAStoreWithoutAnOutboxRefusesEvents(t *testing.T) {
	s := redis.NewStore(redistest.Open(t), "cart", clock.System{}, "")
	if _, err := s.Update(t.Context(), "k", count); !errors.Is(err, kv.ErrNoOutbox) || value(t, s, "k") != "" || s.Outbox() != nil {
		t.Errorf("%v, stored %q", err, value(t, s, "k"))
	}
}
