package notification_test

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/notification"
	"floresvictoria.cl/flores/internal/notification/storetest"
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
	must(t, e.db.Close())
	e.open(t)
}

func (e *embedded) open(t testing.TB) {
	t.Helper()
	var err error
	e.db, err = sqlite.Open(t.Context(), sqlite.Options{Path: e.path, Migrations: notification.Migrations()})
	must(t, err)
}

func TestTheEmbeddedStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Database {
		e := &embedded{path: filepath.Join(t.TempDir(), "mail.db")}
		e.open(t)
		t.Cleanup(func() { _ = e.db.Close() })
		return e
	})
}
