package compose

import (
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/redis"
)

func TestAUserOfRedisTouchesItsOwnKeysOnly(t *testing.T) {
	program, err := exec.LookPath("redis-server")
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("redis-server is not installed")
	}
	dir := made(t)
	for acl, services := range map[string][]string{
		"REDIS_ACL": {"cart-service", "wishlist-service"}, "REDIS_SESSIONS_ACL": {"frontend", "api-gateway"},
	} {
		address := start(t, program, filepath.Join(dir, acl))
		may(t, "redis://health:none@"+address, map[string]bool{"PING": true, "GET": false, "INFO": false})
		for _, name := range services {
			kind := "REDIS_URL"
			if acl != "REDIS_ACL" {
				kind = "REDIS_SESSIONS_URL"
			}
			u, err := url.Parse(read(t, dir, name+"."+kind))
			if err != nil {
				t.Fatal(err)
			}
			u.Host = address
			pool, err := redis.Open(redis.Options{URL: u.String()})
			if err != nil {
				t.Fatal(err)
			}
			defer pool.Close()
			for _, owner := range services {
				mine := owner == name && owner != "api-gateway" // which keeps limits only
				if err := write(t, pool, strings.ReplaceAll(owner, "-", "_")); (err == nil) != mine {
					t.Errorf("%s writes a key of %s: %v", name, owner, err)
				}
			}
			may(t, u.String(), map[string]bool{"PING": true, "GET": kind == "REDIS_SESSIONS_URL", "FLUSHALL": false, "CONFIG": false})
		}
	}
}

// may sends commands, GET of a limit's key among them, and looks which are allowed.
func may(t *testing.T, address string, want map[string]bool) {
	t.Helper()
	pool, err := redis.Open(redis.Options{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	arguments := map[string][]any{"GET": {"limits:x"}, "CONFIG": {"GET", "maxmemory"}}
	for command, allowed := range want {
		_, err := pool.Do(t.Context(), command, arguments[command]...)
		if (err == nil) != allowed || err != nil && !strings.Contains(err.Error(), "NOPERM") {
			t.Errorf("%s: %v", command, err)
		}
	}
}

func write(t *testing.T, pool *redis.Pool, prefix string) error {
	store := redis.NewStore(pool, prefix, clock.System{}, prefix)
	_, err := store.Update(t.Context(), "one", func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Value: []byte("x"), TTL: time.Hour}, nil
	})
	return err
}

// start runs a server with the file of the compose project, but for where it listens
// and keeps its data.
func start(t *testing.T, program, acl string) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := ln.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	_ = ln.Close()
	cmd := exec.Command(program, "deploy/compose/redis.conf", "--bind", "127.0.0.1", "--port", port, "--dir", t.TempDir(), "--aclfile", acl)
	cmd.Dir = root
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for range 200 {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
			return address
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("the server does not listen")
	return ""
}
