// Package postgrestest gives tests a service's database on a real server.
package postgrestest

import (
	"crypto/rand"
	"io/fs"
	"log/slog"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/platform/postgres"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/test/servers"
)

var quiet = slog.New(slog.DiscardHandler)

// Server makes databases for the tests of one test: schemas of one database of a
// server, which takes a second to make where a schema takes none.
type Server struct{ url string }

// On finds a server. Where there is none the test is skipped or fails, as package
// servers says.
func On(t testing.TB) *Server {
	t.Helper()
	return &Server{url: servers.Postgres(t)}
}

// Database is an empty one with a service's migrations.
type Database struct {
	URL        string // of a role that may do everything
	Schema     string
	migrations fs.FS
	db         *postgres.DB
}

// New makes one and opens it until the test ends.
func (s *Server) New(t testing.TB, migrations fs.FS) *Database {
	t.Helper()
	d := &Database{URL: s.url, Schema: "t" + strings.ToLower(rand.Text()), migrations: migrations}
	err := postgres.Migrate(t.Context(), postgres.MigrateOptions{URL: d.URL, Schema: d.Schema, Migrations: migrations, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	d.db = d.Open(t)
	t.Cleanup(func() { _ = d.db.Close() })
	return d
}

// DB is the open database.
func (d *Database) DB() relational.DB { return d.db }

// Restart closes it and opens it again.
func (d *Database) Restart(t testing.TB) {
	t.Helper()
	if err := d.db.Close(); err != nil {
		t.Fatal(err)
	}
	d.db = d.Open(t)
}

// Open opens it once more, as another replica does. Whoever asks closes it.
func (d *Database) Open(t testing.TB) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(postgres.Options{URL: d.URL, Schema: d.Schema, Migrations: d.migrations, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	return db
}
