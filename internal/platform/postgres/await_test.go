package postgres_test

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"floresvictoria.cl/flores/internal/platform/postgres"
	"floresvictoria.cl/flores/test/servers"
)

// migrateAfter migrates when the server lets it in, or when that takes too long.
func migrateAfter(t *testing.T, wait time.Duration, address string) error {
	t.Helper()
	return postgres.Migrate(t.Context(), postgres.MigrateOptions{URL: address, Schema: "shop", Migrations: shop(), Wait: wait, Log: quiet})
}

func TestWhoMigratesWaitsForTheServer(t *testing.T) {
	r, address := newRoad(t, servers.Postgres(t))
	r.close()
	if err := migrateAfter(t, 0, address); err == nil {
		t.Fatal("a server that is away was migrated")
	}
	done := make(chan error, 1)
	go func() { done <- migrateAfter(t, time.Minute, address) }()
	time.Sleep(100 * time.Millisecond)
	r.reopen()
	must(t, <-done)
}

func TestWhoMigratesWaitsForItsRole(t *testing.T) {
	base := servers.Postgres(t)
	u, err := url.Parse(base)
	must(t, err)
	u.User = url.UserPassword("late_owner", "very long and unlike any other")
	address := u.String()

	var denied *pgconn.ConnectError
	if err := migrateAfter(t, 0, address); !errors.As(err, &denied) {
		t.Fatalf("a role that is not there: %v", err)
	}
	done := make(chan error, 1)
	go func() { done <- migrateAfter(t, time.Minute, address) }()
	time.Sleep(100 * time.Millisecond)
	admin, err := pgx.Connect(t.Context(), base)
	must(t, err)
	defer admin.Close(t.Context())
	for _, statement := range []string{`CREATE ROLE late_owner LOGIN PASSWORD 'very long and unlike any other'`,
		`DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO late_owner', current_database()); END $$`} {
		_, err = admin.Exec(t.Context(), statement)
		must(t, err)
	}
	t.Cleanup(func() { dropRole(t, base, "late_owner") })
	must(t, <-done)
}

func dropRole(t *testing.T, base, role string) {
	ctx := context.WithoutCancel(t.Context()) // the test is over
	admin, err := pgx.Connect(ctx, base)
	must(t, err)
	defer admin.Close(ctx)
	_, err = admin.Exec(ctx, `DROP OWNED BY `+role+`; DROP ROLE `+role)
	must(t, err)
}
