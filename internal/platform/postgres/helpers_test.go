package postgres_test

import (
	"context"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"floresvictoria.cl/flores/internal/platform/postgres"
	"floresvictoria.cl/flores/internal/platform/relational"
)

var quiet = slog.New(slog.DiscardHandler)

const first = "-- +goose Up\nCREATE TABLE stock (sku text PRIMARY KEY, n bigint NOT NULL CHECK (n >= 0));"

// shop is the schema of a release, with further migrations by number and SQL.
func shop(more ...string) fs.FS {
	files := fstest.MapFS{"00010_shop.sql": {Data: []byte(first)}}
	for i := 0; i+1 < len(more); i += 2 {
		files["000"+more[i]+"_more.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + more[i+1])}
	}
	return files
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, url, schema string, migrations fs.FS) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(postgres.Options{URL: url, Schema: schema, Migrations: migrations, Log: quiet})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func migrate(t testing.TB, url, schema string, migrations fs.FS) error {
	t.Helper()
	return postgres.Migrate(t.Context(), postgres.MigrateOptions{URL: url, Schema: schema, Migrations: migrations, Log: quiet})
}

func stock(sku string, n int) func(context.Context, relational.DBTX) error {
	return func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO stock (sku, n) VALUES ($1, $2)`, sku, n)
		return err
	}
}

func count(t testing.TB, db relational.DB, query string, args ...any) (n int) {
	t.Helper()
	must(t, db.Read().QueryRowContext(context.Background(), query, args...).Scan(&n))
	return n
}

// run runs SQL as the role of a URL.
func run(t testing.TB, url string, statements ...string) error {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), url)
	must(t, err)
	defer conn.Close(context.Background())
	for _, s := range statements {
		if _, err := conn.Exec(context.Background(), s); err != nil {
			return err
		}
	}
	return nil
}

// as is the URL for another role.
func as(t testing.TB, base, user, password string) string {
	t.Helper()
	u, err := url.Parse(base)
	must(t, err)
	u.User = url.UserPassword(user, password)
	return u.String()
}

// nowhere is a URL at which nobody listens.
func nowhere(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return (&url.URL{Scheme: "postgres", User: url.UserPassword("flores", password), Host: l.Addr().String(), Path: "/flores", RawQuery: "sslmode=disable"}).String()
}

const password = "p'a$s\\w\"o rd-%41"

func leaks(err error) bool {
	return err != nil && (strings.Contains(err.Error(), password) || strings.Contains(err.Error(), "w\"o"))
}
