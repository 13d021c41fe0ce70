package carttest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/redis/redistest"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/test/servers"
)

// Outbox is where a store's events wait.
type Outbox interface {
	events.Outbox
	Size(ctx context.Context) (int64, error)
}

// Twin is one kind of store with its data, which stays when it is closed.
type Twin interface {
	// Open opens the store; an empty source publishes nothing.
	Open(t testing.TB, clk clock.Clock, source string) (kv.Store, Outbox)
	Close(t testing.TB)
	// Stored is all that lies in the store, by place.
	Stored(t testing.TB) map[string]string
	// Forgets demands that the store gets rid of what expired: n entries, or by
	// itself later.
	Forgets(t testing.TB, n int)
}

// Twins are the kinds of store that carts and wishlists may lie in.
func Twins() map[string]func(testing.TB) Twin {
	return map[string]func(testing.TB) Twin{"sqlite": SQLite, "redis": Redis}
}

type onSQLite struct {
	path  string
	db    *sqlite.DB
	store kv.Store
}

// SQLite is an embedded store in a file of its own.
func SQLite(t testing.TB) Twin { return &onSQLite{path: filepath.Join(t.TempDir(), "kv.db")} }

func (o *onSQLite) Open(t testing.TB, clk clock.Clock, source string) (kv.Store, Outbox) {
	t.Helper()
	db, err := sqlite.Open(context.Background(), sqlite.Options{Path: o.path, Migrations: kv.Migrations()})
	must(t, err)
	outbox := events.NewRelationalOutbox(db, clk, source)
	if source == "" {
		o.db, o.store = db, kv.NewTable(db, clk, nil)
	} else {
		o.db, o.store = db, kv.NewTable(db, clk, outbox)
	}
	return o.store, outbox
}

func (o *onSQLite) Close(t testing.TB) { must(t, o.db.Close()) }

func (o *onSQLite) Stored(t testing.TB) map[string]string {
	files, err := filepath.Glob(o.path + "*") // the write-ahead log holds what was overwritten
	must(t, err)
	all := map[string]string{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		must(t, err)
		all[file] = string(b)
	}
	return all
}

func (o *onSQLite) Forgets(t testing.TB, n int) {
	t.Helper()
	if swept, err := o.store.Sweep(context.Background(), 100); swept != n || err != nil {
		t.Errorf("swept %d, not %d, %v", swept, n, err)
	}
}

type onRedis struct {
	url  string
	pool *redis.Pool
}

// Redis is a store on the tests' server, in a database of its own.
func Redis(t testing.TB) Twin { return &onRedis{url: servers.Redis(t)} }

func (o *onRedis) Open(t testing.TB, clk clock.Clock, source string) (kv.Store, Outbox) {
	o.pool = redistest.At(t, o.url)
	store := redis.NewStore(o.pool, "kv", clk, source)
	return store, store.Outbox()
}

func (o *onRedis) Close(t testing.TB) { must(t, o.pool.Close()) }

func (o *onRedis) Stored(t testing.TB) map[string]string { return redistest.All(t, o.pool) }

func (o *onRedis) Forgets(t testing.TB, n int) {
	t.Helper()
	ends := 0
	for key := range o.Stored(t) {
		if redistest.Left(t, o.pool, key) > 0 {
			ends++
		}
	}
	if (ends > 0) != (n > 0) || ends < n {
		t.Errorf("%d entries end by themselves, %d should", ends, n)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
