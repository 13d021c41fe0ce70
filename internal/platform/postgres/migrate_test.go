package postgres_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"floresvictoria.cl/flores/internal/platform/postgres"
	"floresvictoria.cl/flores/test/servers"
)

func TestManyThatMigrateAtOnceMigrateOnce(t *testing.T) {
	url := servers.Postgres(t)
	schema := `odd "name" %`
	migrations := shop("11", "INSERT INTO stock VALUES ('rosa', 1);")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := migrate(t, url, schema, migrations); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	db := open(t, url, schema, migrations)
	must(t, db.Ping(t.Context()))
	if n := count(t, db, `SELECT count(*) FROM stock`); n != 1 {
		t.Errorf("it ran %d times", n)
	}
	if n := count(t, db, `SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', $1)`, schema); n != 0 {
		t.Errorf("%d tables are elsewhere", n)
	}
}

func TestAMigrationThatMeetsALockWaitsItsTurn(t *testing.T) {
	url := servers.Postgres(t)
	must(t, migrate(t, url, "shop", shop()))
	held, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer held.Close(t.Context())
	tx, err := held.Begin(t.Context())
	must(t, err)
	_, err = tx.Exec(t.Context(), `SELECT * FROM shop.stock`)
	must(t, err)
	more := shop("11", "ALTER TABLE stock ADD COLUMN note text;")
	done := make(chan error, 1)
	go func() { done <- migrate(t, url, "shop", more) }()
	for waits := 0; waits == 0; { // until it waits for the table
		must(t, held.QueryRow(t.Context(), `SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&waits))
	}
	for waits := 1; waits > 0; { // until it has given up once
		must(t, held.QueryRow(t.Context(), `SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&waits))
	}
	must(t, tx.Commit(t.Context()))
	must(t, <-done)
	must(t, open(t, url, "shop", more).Ping(t.Context()))
}

// service is the roles of one service on a server.
type service struct{ owner, dml, schema string }

func newService(t *testing.T, admin string) service {
	name := "t" + strings.ToLower(rand.Text()[:12])
	s := service{owner: name + ` "o`, dml: name + "-dml", schema: name}
	t.Cleanup(func() {
		for _, role := range []string{s.dml, s.owner} {
			q := pgx.Identifier{role}.Sanitize()
			if err := run(t, admin, `DROP OWNED BY `+q+` CASCADE`, `DROP ROLE `+q); err != nil {
				t.Error(err)
			}
		}
	})
	return s
}

func (s service) migrate(t *testing.T, admin, secret string) postgres.MigrateOptions {
	return postgres.MigrateOptions{
		AdminURL: admin, OwnerURL: as(t, admin, s.owner, secret), URL: as(t, admin, s.dml, secret), Schema: s.schema, Migrations: shop(), Log: quiet,
	}
}

func TestTheServingRoleReadsAndWritesItsRowsAndNothingElse(t *testing.T) {
	admin := servers.Postgres(t)
	one, two := newService(t, admin), newService(t, admin)
	var all sync.WaitGroup
	for _, s := range []service{one, two, one, two} { // services start at once, and again
		all.Go(func() {
			if err := postgres.Migrate(t.Context(), s.migrate(t, admin, password)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	opt := one.migrate(t, admin, password)
	db := open(t, opt.URL, one.schema, shop())
	must(t, db.Ping(t.Context()))
	must(t, db.Write(t.Context(), stock("rosa", 1)))

	more := opt
	more.AdminURL, more.Migrations = "", shop("11", "CREATE TABLE later (id text PRIMARY KEY);")
	must(t, postgres.Migrate(t.Context(), more)) // by the owner alone
	must(t, run(t, opt.URL, `INSERT INTO `+one.schema+`.later VALUES ('a')`, `UPDATE `+one.schema+`.later SET id = 'b'`, `DELETE FROM `+one.schema+`.later`))

	for _, refused := range []string{
		`CREATE TABLE ` + one.schema + `.mine (id text)`, `CREATE TABLE public.mine (id text)`, `CREATE TEMPORARY TABLE mine (id text)`,
		`DROP TABLE ` + one.schema + `.stock`, `ALTER TABLE ` + one.schema + `.stock ADD COLUMN x text`, `TRUNCATE ` + one.schema + `.stock`,
		`CREATE SCHEMA mine`, `SELECT * FROM ` + two.schema + `.stock`, `INSERT INTO ` + two.schema + `.stock VALUES ('x', 1)`,
		`UPDATE ` + one.schema + `.schema_floor SET version = 0`, `DELETE FROM ` + one.schema + `.goose_db_version`,
		`CREATE ROLE mine`, `ALTER ROLE ` + pgx.Identifier{one.owner}.Sanitize() + ` PASSWORD 'x'`, `SET ROLE ` + pgx.Identifier{one.owner}.Sanitize(),
	} {
		var pg *pgconn.PgError
		if err := run(t, opt.URL, refused); !errors.As(err, &pg) || pg.Code != "42501" {
			t.Errorf("%s: %v", refused, err)
		}
	}
	if err := run(t, opt.OwnerURL, `SELECT * FROM `+two.schema+`.stock`); err == nil {
		t.Error("the owner reads another service's schema")
	}
}

func TestPasswordsFollowTheURLs(t *testing.T) {
	admin := servers.Postgres(t)
	s := newService(t, admin)
	verifier := func() (kept string) {
		conn, err := pgx.Connect(t.Context(), admin)
		must(t, err)
		defer conn.Close(t.Context())
		must(t, conn.QueryRow(t.Context(), `SELECT rolpassword FROM pg_authid WHERE rolname = $1`, s.dml).Scan(&kept))
		return kept
	}
	must(t, postgres.Migrate(t.Context(), s.migrate(t, admin, "first")))
	before := verifier()
	must(t, postgres.Migrate(t.Context(), s.migrate(t, admin, password)))
	if after := verifier(); after == before || !strings.HasPrefix(after, "SCRAM-SHA-256$4096:") || strings.Contains(after, password) {
		t.Errorf("the server keeps %q", after)
	}
	must(t, open(t, as(t, admin, s.dml, password), s.schema, shop()).Ping(t.Context()))
}

func TestMigrateRefusesRolesThatAreNoneOfAService(t *testing.T) {
	admin := servers.Postgres(t)
	s := newService(t, admin)
	must(t, postgres.Migrate(t.Context(), s.migrate(t, admin, password)))
	shared := s.migrate(t, admin, password)
	shared.URL = admin
	if err := postgres.Migrate(t.Context(), shared); err == nil {
		t.Error("the administrator serves")
	}
	for name, secret := range map[string]string{"no password": "", "a password of other letters": "contraseña"} {
		if err := postgres.Migrate(t.Context(), s.migrate(t, admin, secret)); err == nil || strings.Contains(err.Error(), "contraseña") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := migrate(t, as(t, admin, s.dml, password), "elsewhere", shop()); err == nil {
		t.Error("the serving role made a schema")
	}
}
