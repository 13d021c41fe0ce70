package review_test

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/storetest"
)

// embedded is the SQLite twin in a file of its own.
type embedded struct {
	path   string
	db     *sqlite.DB
	outbox *events.RelationalOutbox
}

func openSQLite(t *testing.T) *embedded {
	t.Helper()
	e := &embedded{path: filepath.Join(t.TempDir(), "review.db")}
	e.open(t)
	t.Cleanup(func() { _ = e.db.Close() })
	return e
}

func (e *embedded) open(t *testing.T) {
	t.Helper()
	var err error
	e.db, err = sqlite.Open(t.Context(), sqlite.Options{Path: e.path, Migrations: review.Migrations()})
	must(t, err)
	e.outbox = events.NewRelationalOutbox(e.db, clock.System{}, review.Name)
}

func (e *embedded) Store() review.Store { return review.NewSQLite(e.db, e.outbox) }

func (e *embedded) Restart(t *testing.T) {
	t.Helper()
	must(t, e.db.Close())
	e.open(t)
}

func (e *embedded) Pending(t *testing.T) (versions []int64) {
	t.Helper()
	evs, err := e.outbox.Pending(t.Context(), 1000)
	must(t, err)
	for _, ev := range evs {
		versions = append(versions, ev.Version)
	}
	return versions
}

func TestTheEmbeddedStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Harness { return openSQLite(t) })
}
