// Package relationaltest is what every relational.DB promises: the one suite that
// the embedded store and the server pass.
package relationaltest

import (
	"context"
	"io/fs"
	"testing"
	"testing/fstest"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// crowd is how many come at once.
const crowd = 32

// Database is an empty one with Migrations.
type Database interface {
	DB() relational.DB
	Restart(t testing.TB) // closes it and opens what it had stored
}

// Migrations is the schema that the suite needs.
func Migrations() fs.FS {
	return fstest.MapFS{"00010_shop.sql": {Data: []byte(`-- +goose Up
CREATE TABLE stock (sku text PRIMARY KEY, n bigint NOT NULL CHECK (n >= 0));
CREATE TABLE parent (id text PRIMARY KEY);
CREATE TABLE child (id text PRIMARY KEY, parent text NOT NULL REFERENCES parent (id));
CREATE TABLE later (id text PRIMARY KEY, parent text NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
`)}}
}

// Run runs the suite. open gives an empty database and closes it after the test;
// atOnce is how many writes it runs side by side.
func Run(t *testing.T, atOnce int, open func(t *testing.T) Database) {
	for name, test := range map[string]func(*testing.T, *rig){
		"many buyers of ten sell exactly ten":                      sellTen,
		"a failing write leaves nothing":                           failing,
		"a function that ends its goroutine leaves nothing":        goexit,
		"a write whose caller left before its turn is not run":     leftBefore,
		"a write whose caller leaves while it runs says the truth": leftWhile,
		"writes do not nest":                                       nest,
		"a handle ends with its transaction":                       handleEnds,
		"signals come after the commit only":                       signals,
		"what may succeed next time is run again":                  again,
		"what never succeeds ends":                                 never,
		"readers cannot write and do not wait":                     readers,
		"readers see only what is committed":                       committed,
		"closing keeps every acknowledged write":                   closing,
		"what was written is there after a restart":                restart,
	} {
		t.Run(name, func(t *testing.T) {
			test(t, &rig{T: t, Database: open(t), atOnce: atOnce, another: open})
		})
	}
}

type rig struct {
	*testing.T
	Database
	atOnce  int
	another func(t *testing.T) Database
}

type work = func(ctx context.Context, tx relational.DBTX) error

func exec(query string, args ...any) work {
	return func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	}
}

func stock(sku string, n int) work {
	return exec(`INSERT INTO stock (sku, n) VALUES ($1, $2)`, sku, n)
}

func (r *rig) write(fn work) error { return r.DB().Write(r.Context(), fn) }

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *rig) count(query string, args ...any) (n int) {
	r.Helper()
	r.must(r.DB().Read().QueryRowContext(context.Background(), query, args...).Scan(&n))
	return n
}

// busy has as many writes running as the database runs at once, until release.
func (r *rig) busy() (release func()) {
	running, gate, done := make(chan struct{}), make(chan struct{}), make(chan error)
	for range r.atOnce {
		go func() {
			done <- r.write(func(context.Context, relational.DBTX) error {
				running <- struct{}{}
				<-gate
				return nil
			})
		}()
	}
	for range r.atOnce {
		<-running
	}
	return func() {
		close(gate)
		for range r.atOnce {
			r.must(<-done)
		}
	}
}
