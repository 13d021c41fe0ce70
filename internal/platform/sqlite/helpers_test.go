package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"
	"testing/fstest"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

// shop is a small schema with the constraints the tests need.
var shop = fstest.MapFS{"00010_shop.sql": {Data: []byte(`-- +goose Up
CREATE TABLE stock (sku text PRIMARY KEY, n bigint NOT NULL CHECK (n >= 0));
CREATE TABLE parent (id text PRIMARY KEY);
CREATE TABLE child (id text PRIMARY KEY, parent text NOT NULL REFERENCES parent (id));
CREATE TABLE later (id text PRIMARY KEY, parent text NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
`)}}

func open(t testing.TB, path string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: path, Migrations: shop})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func fresh(t testing.TB) *sqlite.DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "shop db?%.sqlite"))
}

func sqlExec(query string, args ...any) func(context.Context, relational.DBTX) error {
	return func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	}
}

func stock(sku string, n int) func(context.Context, relational.DBTX) error {
	return sqlExec(`INSERT INTO stock (sku, n) VALUES ($1, $2)`, sku, n)
}

func count(t testing.TB, db relational.DB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := db.Read().QueryRowContext(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// hold keeps the writer busy until release is called, so that what is written
// meanwhile shares one batch.
func hold(t testing.TB, db relational.DB) (release func()) {
	t.Helper()
	running, gate, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- db.Write(context.Background(), func(context.Context, relational.DBTX) error {
			close(running)
			<-gate
			return nil
		})
	}()
	<-running
	return func() {
		close(gate)
		must(t, <-done)
	}
}
