package usertest

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/user"
)

type embedded struct {
	db   *sqlite.DB
	path string
}

// SQLite is an empty database of the embedded kind.
func SQLite(t testing.TB) Database {
	t.Helper()
	e := &embedded{path: filepath.Join(t.TempDir(), "user.db")}
	e.open(t)
	t.Cleanup(func() { _ = e.db.Close() })
	return e
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
	e.db, err = sqlite.Open(t.Context(), sqlite.Options{Path: e.path, Migrations: user.Migrations()})
	if err != nil {
		t.Fatal(err)
	}
}
