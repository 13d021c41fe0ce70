package kv

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations make Table's table in an embedded database of its own: give them
// to sqlite.Open.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Table is the embedded store, durable as its database is.
type Table struct {
	db     relational.DB
	clk    clock.Clock
	outbox *events.RelationalOutbox
}

var _ Store = (*Table)(nil)

// NewTable returns the store in db, which was opened with Migrations. outbox is
// db's own, or nil when nothing is published.
func NewTable(db relational.DB, clk clock.Clock, outbox *events.RelationalOutbox) *Table {
	return &Table{db: db, clk: clk, outbox: outbox}
}

const selectEntry = `SELECT value, version, expires_us FROM kv WHERE key = $1`

// read returns the row as it is stored, expired or not.
func read(ctx context.Context, tx relational.DBTX, key string) (e Entry, ok bool, err error) {
	var expires int64
	e.Key = key
	err = tx.QueryRowContext(ctx, selectEntry, key).Scan(&e.Value, &e.Version, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, false, nil
	}
	if err != nil {
		return Entry{}, false, fmt.Errorf("read key: %w", err)
	}
	e.Expires = clock.FromMicros(expires)
	return e, true, nil
}

// Get returns a key's entry.
func (t *Table) Get(ctx context.Context, key string) (Entry, bool, error) {
	e, ok, err := read(ctx, t.db.Read(), key)
	if err != nil || !ok || !e.Alive(t.clk.Now()) {
		return Entry{}, false, err
	}
	return e, true, nil
}

// Update changes one key in a transaction, with its events.
func (t *Table) Update(ctx context.Context, key string, fn Func) (Entry, error) {
	if err := CheckKey(key); err != nil {
		return Entry{}, err
	}
	return relational.Result(ctx, t.db, func(ctx context.Context, tx relational.DBTX) (Entry, error) {
		old, ok, err := read(ctx, tx, key)
		if err != nil {
			return Entry{}, err
		}
		now, version := t.clk.Now(), old.Version
		if ok && !old.Alive(now) {
			old, ok = Entry{}, false
		}
		change, err := fn(old, ok)
		if err != nil || change.Keep {
			return old, err
		}
		next, err := change.Apply(key, version, now)
		if err != nil {
			return Entry{}, err
		}
		if err := t.store(ctx, tx, next, change.Delete); err != nil {
			return Entry{}, err
		}
		return next, t.publish(ctx, tx, next, change.Events)
	})
}

func (t *Table) store(ctx context.Context, tx relational.DBTX, e Entry, remove bool) error {
	var err error
	if remove {
		_, err = tx.ExecContext(ctx, `DELETE FROM kv WHERE key = $1`, e.Key)
	} else {
		_, err = tx.ExecContext(ctx, `INSERT INTO kv (key, value, version, expires_us) VALUES ($1, $2, $3, $4)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version, expires_us = excluded.expires_us`,
			e.Key, e.Value, e.Version, e.ExpiresMicros())
	}
	if err != nil {
		return fmt.Errorf("store key: %w", err)
	}
	return nil
}

func (t *Table) publish(ctx context.Context, tx relational.DBTX, e Entry, evs []events.Event) error {
	if len(evs) == 0 {
		return nil
	}
	if t.outbox == nil {
		return ErrNoOutbox
	}
	return t.outbox.Add(ctx, tx, Stamped(evs, e.Version)...)
}

// Delete removes a key.
func (t *Table) Delete(ctx context.Context, key string) error {
	_, err := t.Update(ctx, key, func(_ Entry, ok bool) (Change, error) {
		return Change{Delete: true, Keep: !ok}, nil
	})
	return err
}

// Sweep removes expired entries.
func (t *Table) Sweep(ctx context.Context, limit int) (int, error) {
	return relational.Result(ctx, t.db, func(ctx context.Context, tx relational.DBTX) (int, error) {
		res, err := tx.ExecContext(ctx, `DELETE FROM kv WHERE key IN
			(SELECT key FROM kv WHERE expires_us > 0 AND expires_us <= $1 ORDER BY expires_us LIMIT $2)`,
			clock.Micros(t.clk.Now()), limit)
		if err != nil {
			return 0, fmt.Errorf("sweep expired keys: %w", err)
		}
		n, err := res.RowsAffected()
		return int(n), err
	})
}
