package store_test

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/storetest"
	"floresvictoria.cl/flores/internal/platform/postgres/postgrestest"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

// embedded is the SQLite twin in a file of its own.
type embedded struct {
	path string
	db   *sqlite.DB
}

func (e *embedded) DB() relational.DB { return e.db }

func (e *embedded) Restart(t testing.TB) {
	t.Helper()
	if err := e.db.Close(); err != nil {
		t.Fatal(err)
	}
	e.open(t)
}

func (e *embedded) open(t testing.TB) {
	t.Helper()
	var err error
	if e.db, err = sqlite.Open(t.Context(), sqlite.Options{Path: e.path, Migrations: order.Migrations()}); err != nil {
		t.Fatal(err)
	}
}

func TestTheEmbeddedStoreKeepsOrders(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Database {
		e := &embedded{path: filepath.Join(t.TempDir(), "order.db")}
		e.open(t)
		t.Cleanup(func() { _ = e.db.Close() })
		return e
	})
}

func TestTheServerKeepsOrders(t *testing.T) {
	server := postgrestest.On(t)
	storetest.Run(t, func(t *testing.T) storetest.Database { return server.New(t, order.Migrations()) })
}
