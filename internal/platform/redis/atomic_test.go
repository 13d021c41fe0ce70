package redis_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/redis/redistest"
)

// The script that writes value and events is not rolled back by the server: where it
// fails, it must fail before its first write.
func TestWhereTheEventsCannotBeWrittenTheValueIsNot(t *testing.T) {
	for _, broken := range []string{"outbox", "outbox:places"} {
		t.Run(broken, func(t *testing.T) {
			pool := redistest.Open(t)
			s := redis.NewStore(pool, "cart", clock.System{}, "cart-service")
			redistest.Do(t, pool, "SET", "{cart}:"+broken, "no stream and no hash")
			for _, change := range []func(kv.Entry, bool) (kv.Change, error){
				count, func(old kv.Entry, ok bool) (kv.Change, error) {
					c, err := count(old, ok)
					c.Delete = true
					return c, err
				},
			} {
				if _, err := s.Update(t.Context(), "k", change); err == nil || problem.Code(err) != "" {
					t.Errorf("got %v, not a fault of ours", err)
				}
			}
			for _, key := range []string{"entry:k", "outbox", "outbox:places"} {
				if there := redistest.Exists(t, pool, "{cart}:"+key); there != (key == broken) {
					t.Errorf("%s is there: %v", key, there)
				}
			}
		})
	}
}

func TestAFullServerTakesNoChangeButDeletes(t *testing.T) {
	server := redistest.Start(t)
	pool := redistest.At(t, server.URL)
	s := store(t, server.URL, "cart")
	for _, key := range []string{"a", "b"} {
		if _, err := s.Update(t.Context(), key, count); err != nil {
			t.Fatal(err)
		}
	}
	redistest.Do(t, pool, "CONFIG", "SET", "maxmemory", "1")
	for _, key := range []string{"a", "new"} {
		if _, err := s.Update(t.Context(), key, count); problem.Code(err) != "service_unavailable" {
			t.Errorf("%s: got %v", key, err)
		}
	}
	if err := s.Delete(t.Context(), "b"); err != nil {
		t.Errorf("nothing can be deleted: %v", err)
	}
	redistest.Do(t, pool, "CONFIG", "SET", "maxmemory", "0")
	n, err := s.Outbox().Size(t.Context())
	if value(t, s, "a") != "1" || value(t, s, "b") != "" || value(t, s, "new") != "" || n != 2 || err != nil {
		t.Errorf("a %q, b %q, new %q, %d events, %v", value(t, s, "a"), value(t, s, "b"), value(t, s, "new"), n, err)
	}
}

func TestTheScriptsAreKnownAgainAfterTheServerForgotThem(t *testing.T) {
	pool := redistest.Open(t)
	s := redis.NewStore(pool, "cart", clock.System{}, "cart-service")
	for range 2 {
		if _, err := s.Update(t.Context(), "k", count); err != nil {
			t.Fatal(err)
		}
		redistest.Do(t, pool, "SCRIPT", "FLUSH")
	}
	if value(t, s, "k") != "2" {
		t.Errorf("counted %s", value(t, s, "k"))
	}
}
