package redis_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/redis/redistest"
	"floresvictoria.cl/flores/test/servers"
)

// again starts a server that was ended.
func again(t *testing.T, s *servers.Server) {
	t.Helper()
	if err := errors.Join(s.Start(), s.Wait(t.Context())); err != nil {
		t.Fatal(err)
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not in 20 s: %s", what)
		}
	}
}

// settled waits until the server has handed its log to the system: from then on a
// kill of its process loses nothing of what was answered.
func settled(t *testing.T, pool *redis.Pool) {
	t.Helper()
	eventually(t, "the log is written", func() bool {
		info, _ := redistest.Do(t, pool, "INFO", "persistence").([]byte)
		return bytes.Contains(info, []byte("aof_buffer_length:0\r"))
	})
}

// What is lost of the last second is lost from the end, and each change with its event.
func TestAKilledServerKeepsWhatItWroteAndTheStoreGoesOn(t *testing.T) {
	server := redistest.Start(t)
	pool := redistest.At(t, server.URL)
	s := redis.NewStore(pool, "cart", clock.System{}, "cart-service")
	counts := make([]int, 8) // of answered changes, a key each
	numbers := func(c int) int {
		n, _ := strconv.Atoi(value(t, s, fmt.Sprint("k", c)))
		return n
	}
	for round := range 3 {
		for c := range counts {
			if _, err := s.Update(t.Context(), fmt.Sprint("k", c), count); err != nil {
				t.Fatal(err)
			}
			counts[c] = numbers(c)
		}
		settled(t, pool)
		safe := slices.Clone(counts)
		var all sync.WaitGroup
		for c := range counts {
			all.Go(func() {
				for {
					if _, err := s.Update(context.Background(), fmt.Sprint("k", c), count); err != nil {
						if problem.Code(err) != "service_unavailable" {
							t.Errorf("while it is down: %v", err)
						}
						return
					}
					counts[c]++
				}
			})
		}
		eventually(t, "many changes", func() bool { n, err := s.Outbox().Size(t.Context()); return err == nil && n > int64(200*(round+1)) })
		if err := server.Kill(); err != nil {
			t.Fatal(err)
		}
		all.Wait()
		again(t, server)
		eventually(t, "the store goes on", func() bool { _, _, err := s.Get(t.Context(), "k0"); return err == nil })
		total := 0
		for c := range counts {
			n := numbers(c)
			if n < safe[c] || n > counts[c]+1 { // one more, whose answer was lost
				t.Errorf("round %d: k%d counts %d, and %d was safe, %d answered", round, c, n, safe[c], counts[c])
			}
			counts[c], total = n, total+n
		}
		if n, err := s.Outbox().Size(t.Context()); err != nil || n != int64(total) {
			t.Errorf("round %d: %d changes, %d events, %v", round, total, n, err)
		}
	}
}

func TestWithoutItsServerAPoolIsMadeAndCallsFailFast(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	server := redistest.Start(t)
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		url    string
		within time.Duration
	}{
		"nobody listens":  {server.URL, time.Second},
		"nobody answers":  {"redis://" + l.Addr().String(), 5 * time.Second},
		"no such machine": {"redis://redis.invalid:6379", 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			s := store(t, c.url, "cart")
			start := time.Now()
			var all sync.WaitGroup
			for range 50 { // more than there are connections
				all.Go(func() {
					_, _, err := s.Get(t.Context(), "k")
					if p, ok := problem.From(err); !ok || p.Status != 503 || p.RetryAfter() <= 0 {
						t.Errorf("got %v", err)
					}
				})
			}
			all.Wait()
			if took := time.Since(start); took > c.within+2*time.Second {
				t.Errorf("50 calls failed in %v", took)
			}
			ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
			defer stop()
			<-ctx.Done()
			if _, _, err := s.Get(ctx, "k"); !errors.Is(err, context.DeadlineExceeded) || problem.Code(err) != "" {
				t.Errorf("a call whose time is over: %v", err)
			}
		})
	}
}

// As after a failover: the address leads to a server that says it is a replica, then
// to the new master.
func TestAConnectionToAReplicaIsLeft(t *testing.T) {
	server := redistest.Start(t)
	pool := redistest.At(t, server.URL)
	s := redis.NewStore(pool, "cart", clock.System{}, "")
	put := func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Value: []byte("x")}, nil }
	if _, err := s.Update(t.Context(), "k", put); err != nil {
		t.Fatal(err)
	}
	redistest.Do(t, pool, "REPLICAOF", "127.0.0.1", "1")
	before := clientID(t, pool)
	if _, err := s.Update(t.Context(), "k", put); problem.Code(err) != "service_unavailable" {
		t.Errorf("a replica takes a change: %v", err)
	}
	if after := clientID(t, pool); after == before {
		t.Error("the connection is kept")
	}
	redistest.Do(t, pool, "REPLICAOF", "NO", "ONE")
	if _, err := s.Update(t.Context(), "k", put); err != nil {
		t.Errorf("the new master: %v", err)
	}
}

func clientID(t *testing.T, pool *redis.Pool) int64 {
	t.Helper()
	n, _ := redistest.Do(t, pool, "CLIENT", "ID").(int64)
	return n
}
