package app

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/internal/platform/postgres"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

// Each store is a server's where the environment gives its address, else a file of
// the data directory. A server may be away: its service waits, not ready.

// Schema is the service's name as servers write it: its schema of PostgreSQL, its
// database of MongoDB, its prefix in Redis.
func (s *Service) Schema() string { return strings.ReplaceAll(s.Name, "-", "_") }

// server is the address of a server for the service; empty means embedded.
func (k *Kit) server(env string) (string, error) {
	if value, err := k.app.env.Value(override(k.Service.Name, env)); value != "" || err != nil {
		return value, err
	}
	return k.app.env.Value(env)
}

// opened has the store closed with the app, and asked by readiness.
func (k *Kit) opened(close func() error, ping func(context.Context) error) {
	k.closers = append(k.closers, close)
	k.checks["store"] = ping
}

// DB is the service's own relational database; sync is the embedded one's.
func (k *Kit) DB(ctx context.Context, sync sqlite.Sync) (relational.DB, error) {
	db, err := k.openDB(ctx, sync)
	if err != nil {
		return nil, fmt.Errorf("the store of %s: %w", k.Service.Name, err)
	}
	k.opened(db.Close, db.Ping)
	system := "sqlite"
	if _, server := db.(*postgres.DB); server {
		system = "postgresql"
	}
	k.Telemetry.Outbox(events.NewRelationalOutbox(db, k.Clock, k.Service.Name).Size)
	return k.Telemetry.DB(system, db), nil
}

func (k *Kit) openDB(ctx context.Context, sync sqlite.Sync) (relational.DB, error) {
	if k.Service.keeps(PostgreSQL) {
		url, err := k.server(EnvDatabase)
		if err != nil {
			return nil, err
		}
		if url != "" {
			return postgres.Open(postgres.Options{
				URL: url, Schema: k.Service.Schema(), Migrations: k.Service.Tables(), MaxConns: k.Config.DatabasePool, Log: k.Log,
			})
		}
	}
	return sqlite.Open(ctx, sqlite.Options{Path: k.data.Path(k.Service.Name + ".db"), Sync: sync, Migrations: k.Service.Tables(), Readers: 3})
}

// Mongo is the service's own database of documents; nil means that its embedded
// twin is used. Its Run belongs to the jobs of the service.
func (k *Kit) Mongo() (*mongo.DB, error) {
	uri, err := k.server(EnvMongo)
	if uri == "" || err != nil {
		return nil, err
	}
	db, err := mongo.Open(mongo.Options{URI: uri, Database: k.Service.Schema(), MaxPool: k.Config.MongoPool, Log: k.Log, Observe: k.Telemetry.TracedCommands("mongodb")})
	if err != nil {
		return nil, fmt.Errorf("the store of %s: %w", k.Service.Name, err)
	}
	k.opened(db.Close, db.Ping)
	k.Telemetry.Pool("mongodb", func() sql.DBStats {
		p := db.Pool()
		return sql.DBStats{MaxOpenConnections: int(p.Max), InUse: int(p.InUse), Idle: int(p.Open - p.InUse)}
	})
	return db, nil
}

// Outbox is the outbox of a database whose service leaves publishing to the app.
func (k *Kit) Outbox(db relational.DB) *events.RelationalOutbox {
	outbox := events.NewRelationalOutbox(db, k.Clock, k.Service.Name)
	k.Relay(outbox)
	return outbox
}

// Relay has what waits in an outbox published, while the app runs.
func (k *Kit) Relay(outbox events.Outbox) {
	if o, ok := outbox.(interface {
		Size(context.Context) (int64, error)
	}); ok {
		k.Telemetry.Outbox(o.Size)
	}
	if len(k.Service.Publishes) > 0 {
		k.relays = append(k.relays, events.NewRelay(outbox, k.Bus, events.RelayOptions{Log: k.Log}))
	}
}

// KV is the service's own key-value store.
func (k *Kit) KV(ctx context.Context) (kv.Store, error) {
	pool, err := k.redis()
	if err != nil {
		return nil, err
	}
	if pool != nil {
		k.opened(pool.Close, pool.Ping)
		store := redis.NewStore(pool, k.Service.Schema(), k.Clock, k.Service.Name)
		k.Relay(store.Outbox())
		return store, nil
	}
	db, err := k.DB(ctx, sqlite.Normal)
	if err != nil {
		return nil, err
	}
	return kv.NewTable(db, k.Clock, k.Outbox(db)), nil
}

// redis is the service's pool of connections; nil where no server is said.
func (k *Kit) redis() (*redis.Pool, error) {
	url := ""
	if k.Service.Door() { // sessions and limits may have an instance of their own
		var err error
		if url, err = k.app.env.Value(EnvSessions); err != nil {
			return nil, err
		}
	}
	if url == "" {
		var err error
		if url, err = k.server(EnvRedis); url == "" || err != nil {
			return nil, err
		}
	}
	pool, err := redis.Open(redis.Options{URL: url, MaxConns: k.Config.RedisPool, Log: k.Log, Observe: k.Telemetry.Commands("redis")})
	if err != nil {
		return nil, fmt.Errorf("the store of %s: %w", k.Service.Name, err)
	}
	k.Telemetry.Pool("redis", func() sql.DBStats {
		p := pool.Stats()
		return sql.DBStats{MaxOpenConnections: p.Max, InUse: p.Open - p.Idle, Idle: p.Idle, WaitCount: p.Waits, WaitDuration: p.Waited}
	})
	return pool, nil
}

// limiter bounds what the visitors of a door may ask for: over all replicas where
// there is a Redis.
func (k *Kit) limiter() (edge.Limiter, error) {
	if k.Config.RateLimit == 0 {
		return edge.Unlimited{}, nil
	}
	pool, err := k.redis()
	if pool == nil || err != nil {
		return k.app.limiter, err
	}
	k.closers = append(k.closers, pool.Close)
	return redis.NewLimiter(pool, "limits", k.Clock), nil
}

// keeps tells whether the service's row lists the kind of store.
func (s *Service) keeps(kind Store) bool {
	for _, k := range s.Stores {
		if k == kind {
			return true
		}
	}
	return false
}
