package postgres_test

import (
	"context"
	"errors"
	"testing"

	"go.uber.org/goleak"

	"floresvictoria.cl/flores/internal/platform/postgres"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/test/servers"
)

func TestWithoutAServerItOpensAndSaysSoWhenAsked(t *testing.T) {
	db := open(t, nowhere(t), "shop", shop())
	ran := false
	err := db.Write(t.Context(), func(context.Context, relational.DBTX) error { ran = true; return nil })
	for what, err := range map[string]error{
		"ping": db.Ping(t.Context()), "write": err, "read": db.Read().QueryRowContext(t.Context(), `SELECT 1`).Scan(new(int)),
		"migrate": migrate(t, nowhere(t), "shop", shop()),
	} {
		if !relational.IsUnavailable(err) || errors.Is(err, relational.ErrSchemaOld) || leaks(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if ran {
		t.Error("a transaction ran on no server")
	}
	must(t, db.Close())
	goleak.VerifyNone(t, goleak.IgnoreCurrent())
}

func TestOpenRefusesWhatNoServerCouldMakeGood(t *testing.T) {
	good := "postgres://u:p@localhost/db"
	for name, opt := range map[string]postgres.Options{
		"no URL":                     {Schema: "shop"},
		"a URL that cannot be read":  {URL: "postgres://u:" + password + "@host:port/db", Schema: "shop"},
		"no schema":                  {URL: good},
		"a schema of the server's":   {URL: good, Schema: "pg_catalog"},
		"a migration's number taken": {URL: good, Schema: "shop", Migrations: shop("02", "SELECT 1;")},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := postgres.Open(opt)
			if err == nil {
				_ = db.Close()
			}
			if err == nil || leaks(err) {
				t.Errorf("answered %v", err)
			}
		})
	}
}

func TestItWaitsForItsSchemaAndRefusesOneThatIsTooNew(t *testing.T) {
	url := servers.Postgres(t)
	older, middle := shop(), shop("11", "ALTER TABLE stock ADD COLUMN note text NOT NULL DEFAULT '';")
	newer := shop("11", "ALTER TABLE stock ADD COLUMN note text NOT NULL DEFAULT '';",
		"12", "ALTER TABLE stock DROP COLUMN note;\nUPDATE schema_floor SET version = 12;")
	db := open(t, url, "shop", middle)
	waits := func(when string) {
		t.Helper()
		for what, err := range map[string]error{"ping": db.Ping(t.Context()), "write": db.Write(t.Context(), stock("rosa", 1))} {
			if !errors.Is(err, relational.ErrSchemaOld) || !relational.IsUnavailable(err) {
				t.Errorf("%s, %s: %v", when, what, err)
			}
		}
	}
	waits("without a schema")
	must(t, run(t, url, `CREATE SCHEMA shop`))
	waits("without a table")
	must(t, migrate(t, url, "shop", older))
	waits("before the last migration")
	must(t, migrate(t, url, "shop", middle))
	must(t, db.Ping(t.Context()))
	must(t, db.Write(t.Context(), stock("rosa", 1)))
	behind := open(t, url, "shop", older)
	must(t, behind.Ping(t.Context())) // behind, and still good enough

	must(t, migrate(t, url, "shop", newer))
	var tooNew *relational.NewerSchemaError
	for what, err := range map[string]error{
		"the one that runs": db.Ping(t.Context()), "one that starts": open(t, url, "shop", middle).Write(t.Context(), stock("lirio", 1)),
		"its migrate": migrate(t, url, "shop", middle),
	} {
		if !errors.As(err, &tooNew) || tooNew.Floor != 12 || tooNew.Knows != 11 || !errors.Is(err, relational.ErrNewerSchema) {
			t.Errorf("%s: %v", what, err)
		}
	}
	must(t, open(t, url, "shop", newer).Ping(t.Context()))
}

func TestConnectionsAreBoundedAndNamed(t *testing.T) {
	url := servers.Postgres(t)
	must(t, migrate(t, url, "shop", shop()))
	db, err := postgres.Open(postgres.Options{URL: url, Schema: "shop", Migrations: shop(), MaxConns: 3, Log: quiet})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	most := make(chan int, 32)
	for range 32 {
		go func() {
			n := 0
			err := db.Write(context.Background(), func(ctx context.Context, tx relational.DBTX) error {
				return tx.QueryRowContext(ctx, `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'shop' AND datname = current_database()`).Scan(&n)
			})
			if err != nil {
				t.Error(err)
			}
			most <- n
		}()
	}
	for range 32 {
		if n := <-most; n < 1 || n > 3 {
			t.Errorf("%d connections", n)
		}
	}
	if s := db.Stats(); s.MaxOpenConnections != 3 || s.OpenConnections > 3 || s.InUse != 0 {
		t.Errorf("%+v", s)
	}
	for setting, want := range map[string]string{
		"search_path": `"shop"`, "statement_timeout": "10s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "15s",
		"transaction_isolation": "read committed", "transaction_read_only": "on",
	} {
		var got string
		must(t, db.Read().QueryRowContext(t.Context(), `SELECT current_setting($1)`, setting).Scan(&got))
		if got != want {
			t.Errorf("%s is %s, not %s", setting, got, want)
		}
	}
}
