package authtest

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

type embedded struct {
	db   *sqlite.DB
	path string
}

// SQLite is an empty database of the embedded kind.
func SQLite(t testing.TB) Database {
	t.Helper()
	e := &embedded{path: filepath.Join(t.TempDir(), "auth.sqlite")}
	e.open(t)
	t.Cleanup(func() { _ = e.db.Close() })
	return e
}

func (e *embedded) DB() relational.DB { return e.db }

func (e *embedded) Restart(t testing.TB) {
	t.Helper()
	must(t, e.db.Close())
	e.open(t)
}

func (e *embedded) open(t testing.TB) {
	t.Helper()
	var err error
	e.db, err = sqlite.Open(t.Context(), sqlite.Options{Path: e.path, Sync: sqlite.Full, Migrations: auth.Migrations()})
	must(t, err)
}
