package postgres_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"floresvictoria.cl/flores/internal/platform/postgres"
	"floresvictoria.cl/flores/test/servers"
)

// waits is a log that tells when somebody writes into it.
type waits struct {
	slog.Handler
	first sync.Once
	told  chan struct{}
}

func (w *waits) Enabled(context.Context, slog.Level) bool { return true }

func (w *waits) Handle(context.Context, slog.Record) error {
	w.first.Do(func() { close(w.told) })
	return nil
}

// migrateLate finds a server that does not let it in, and at last one that does: ready
// is called when it has said that it waits.
func migrateLate(t *testing.T, address string, ready func()) {
	t.Helper()
	opt := postgres.MigrateOptions{URL: address, Schema: "shop", Migrations: shop(), Log: quiet}
	var away *pgconn.ConnectError
	if err := postgres.Migrate(t.Context(), opt); !errors.As(err, &away) {
		t.Fatalf("without a wait: %v", err)
	}
	said := &waits{Handler: slog.DiscardHandler, told: make(chan struct{})}
	opt.Wait, opt.Log = time.Minute, slog.New(said)
	done := make(chan error, 1)
	go func() { done <- postgres.Migrate(t.Context(), opt) }()
	select {
	case <-said.told:
	case err := <-done:
		t.Fatalf("it did not wait: %v", err)
	}
	ready()
	must(t, <-done)
}

func TestWhoMigratesWaitsForTheServer(t *testing.T) {
	r, address := newRoad(t, servers.Postgres(t))
	r.close()
	migrateLate(t, address, r.reopen)
}

func TestWhoMigratesWaitsForItsRole(t *testing.T) {
	const key = "very long and unlike any other"
	admin := servers.Postgres(t)
	migrateLate(t, as(t, admin, "late_owner", key), func() {
		must(t, run(t, admin, `CREATE ROLE late_owner LOGIN PASSWORD '`+key+`'`,
			`DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO late_owner', current_database()); END $$`))
		t.Cleanup(func() { must(t, run(t, admin, `DROP OWNED BY late_owner`, `DROP ROLE late_owner`)) })
	})
}
