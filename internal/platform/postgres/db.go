package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// DB is a service's database on the server; it is a relational.DB.
type DB struct {
	write  *sql.DB
	read   *sql.DB
	schema *schema
	log    *slog.Logger

	closed  atomic.Bool
	writing sync.RWMutex // held for reading by each Write, so that Close waits for them
}

var _ relational.DB = (*DB)(nil)

// Open remembers where the database is and connects when it is first needed. It
// fails only for options that no server could make good.
func Open(opt Options) (*DB, error) {
	if err := checkSchema(opt.Schema); err != nil {
		return nil, err
	}
	cfg, err := parse("database URL", opt.URL)
	if err != nil {
		return nil, err
	}
	session(cfg, opt.Schema, serving())
	reading := cfg.Copy()
	reading.RuntimeParams["default_transaction_read_only"] = "on"

	db := &DB{schema: &schema{name: opt.Schema}, log: opt.Log}
	if db.log == nil {
		db.log = slog.Default()
	}
	writers, readers := opt.pools()
	db.write, db.read = db.pool(cfg, writers), db.pool(reading, readers)
	if db.schema.known, err = relational.Known(db.write, relational.Postgres, opt.Migrations); err != nil {
		return nil, errors.Join(fmt.Errorf("open schema %s: %w", opt.Schema, err), db.closePools())
	}
	return db, nil
}

// pool makes a pool of connections that all have found a schema they may use:
// nothing is read or written by a binary that does not fit it.
func (db *DB) pool(cfg *pgx.ConnConfig, most int) *sql.DB {
	pool := stdlib.OpenDB(*cfg, stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error {
		err := db.schema.checkOn(ctx, conn)
		if err != nil {
			_ = conn.Close(ctx) // the driver keeps no connection whose hook failed, nor closes it
		}
		return err
	}))
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	pool.SetConnMaxLifetime(connLife)
	pool.SetConnMaxIdleTime(connIdle)
	return pool
}

// Read returns the pool of readers.
func (db *DB) Read() relational.DBTX { return reader{db.read} }

// Ping says whether the server answers and has a schema that this binary may
// use: relational.ErrSchemaOld while it waits for Migrate,
// relational.ErrNewerSchema when this binary is too old.
func (db *DB) Ping(ctx context.Context) error {
	if db.closed.Load() {
		return relational.ErrClosed
	}
	if err := db.schema.check(ctx, reader{db.read}); err != nil {
		return fmt.Errorf("ping the database: %w", err)
	}
	return nil
}

// Stats adds up the two pools, for metrics.
func (db *DB) Stats() sql.DBStats {
	w, r := db.write.Stats(), db.read.Stats()
	return sql.DBStats{
		MaxOpenConnections: w.MaxOpenConnections + r.MaxOpenConnections,
		OpenConnections:    w.OpenConnections + r.OpenConnections,
		InUse:              w.InUse + r.InUse,
		Idle:               w.Idle + r.Idle,
		WaitCount:          w.WaitCount + r.WaitCount,
		WaitDuration:       w.WaitDuration + r.WaitDuration,
		MaxIdleClosed:      w.MaxIdleClosed + r.MaxIdleClosed,
		MaxIdleTimeClosed:  w.MaxIdleTimeClosed + r.MaxIdleTimeClosed,
		MaxLifetimeClosed:  w.MaxLifetimeClosed + r.MaxLifetimeClosed,
	}
}

// Close waits for the writes that were accepted and closes the connections.
func (db *DB) Close() error {
	before := db.closed.Swap(true)
	db.writing.Lock()
	defer db.writing.Unlock()
	if before {
		return nil
	}
	return db.closePools()
}

func (db *DB) closePools() error { return errors.Join(db.write.Close(), db.read.Close()) }
