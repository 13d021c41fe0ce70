package sqlite_test

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/relational/relationaltest"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

type file struct {
	path string
	db   *sqlite.DB
}

func (f *file) DB() relational.DB { return f.db }

func (f *file) Restart(t testing.TB) {
	must(t, f.db.Close())
	f.open(t)
}

func (f *file) open(t testing.TB) {
	var err error
	f.db, err = sqlite.Open(t.Context(), sqlite.Options{Path: f.path, Migrations: relationaltest.Migrations()})
	must(t, err)
}

func TestItKeepsWhatEveryDatabasePromises(t *testing.T) {
	relationaltest.Run(t, 1, func(t *testing.T) relationaltest.Database {
		f := &file{path: filepath.Join(t.TempDir(), "a.sqlite")}
		f.open(t)
		t.Cleanup(func() { _ = f.db.Close() })
		return f
	})
}
