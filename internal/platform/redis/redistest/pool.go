// Package redistest opens real servers for tests of what is kept on Redis.
package redistest

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	redigo "github.com/gomodule/redigo/redis"

	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/test/servers"
)

// Open connects to an empty database of the tests' server, or skips the test where
// there is none.
func Open(t testing.TB) *redis.Pool { return At(t, servers.Redis(t)) }

// At connects to the server at an address.
func At(t testing.TB, url string) *redis.Pool {
	t.Helper()
	pool, err := redis.Open(redis.Options{URL: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	return pool
}

// Start starts a server of the test's own, to be stopped and started again; the test
// is skipped where the program is not installed.
func Start(t testing.TB) *servers.Server {
	t.Helper()
	s, err := servers.StartRedis(t.Context(), t.TempDir())
	servers.SkipMissing(t, err)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Kill() })
	return s
}

// Do sends a command, past the store.
func Do(t testing.TB, pool *redis.Pool, command string, args ...any) any {
	t.Helper()
	reply, err := pool.Do(context.Background(), command, args...)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// Exists tells whether there is such a key on the server.
func Exists(t testing.TB, pool *redis.Pool, key string) bool {
	t.Helper()
	return Do(t, pool, "EXISTS", key) == int64(1)
}

// Left is in how long the server forgets a key; 0 for never.
func Left(t testing.TB, pool *redis.Pool, key string) time.Duration {
	t.Helper()
	ms, _ := Do(t, pool, "PTTL", key).(int64)
	return max(0, time.Duration(ms)) * time.Millisecond
}

// All is everything in the database, by key, as text.
func All(t testing.TB, pool *redis.Pool) map[string]string {
	t.Helper()
	keys, err := redigo.Strings(Do(t, pool, "KEYS", "*"), nil)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, key := range keys {
		var what any
		switch kind := Do(t, pool, "TYPE", key); kind {
		case "string":
			what = Do(t, pool, "GET", key)
		case "hash":
			what = Do(t, pool, "HGETALL", key)
		case "stream":
			what = Do(t, pool, "XRANGE", key, "-", "+")
		default:
			t.Fatalf("%s is a %v, which nobody keeps", key, kind)
		}
		all[key] = fmt.Sprintf("%s %s", key, what)
	}
	return all
}
