package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// MigrateOptions say what Migrate prepares.
type MigrateOptions struct {
	// AdminURL, when given, is of a role that may make roles and schemas. Its
	// own database is not used: that of OwnerURL is.
	AdminURL string
	// OwnerURL is of the role that owns the schema and migrates it; empty means
	// URL, for one role that does both.
	OwnerURL string
	// URL is of the role that serves.
	URL        string
	Schema     string
	Migrations fs.FS
	// Wait is how long a server that is not there yet, or does not know the role, is
	// waited for; zero means that the first try counts.
	Wait time.Duration
	Log  *slog.Logger // nil means slog.Default
}

const (
	// migrateLock bounds the wait of one migration for a table that is in use:
	// everybody who comes after it waits behind it.
	migrateLock = time.Second
	// migrateStatement bounds one statement of a migration.
	migrateStatement = 10 * time.Minute
	// migrateTries bounds how often a migration that met a lock is begun again.
	migrateTries = 20
)

// Migrate makes the schema ready for this binary: with AdminURL the roles and the
// schema first, then the migrations, then what the serving role may do. Doing it
// again changes nothing, and of several at once one works while the others wait, at
// most lockWait. A schema that only a newer binary may use is
// relational.ErrNewerSchema and left as it is.
func Migrate(ctx context.Context, opt MigrateOptions) error {
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	m, err := readMigration(opt)
	if err != nil {
		return err
	}
	if err := m.run(ctx); err != nil {
		return fmt.Errorf("prepare schema %s: %w", opt.Schema, err)
	}
	opt.Log.InfoContext(ctx, "the schema is ready", "schema", opt.Schema)
	return nil
}

// migration is one Migrate at work.
type migration struct {
	MigrateOptions
	admin *pgx.ConnConfig // nil without AdminURL
	owner *pgx.ConnConfig
	dml   *pgx.ConnConfig
}

func readMigration(opt MigrateOptions) (m *migration, err error) {
	if err := checkSchema(opt.Schema); err != nil {
		return nil, err
	}
	m = &migration{MigrateOptions: opt}
	if m.dml, err = parse("database URL", opt.URL); err != nil {
		return nil, err
	}
	m.owner = m.dml.Copy()
	if opt.OwnerURL != "" {
		if m.owner, err = parse("owner's database URL", opt.OwnerURL); err != nil {
			return nil, err
		}
	}
	if m.owner.Database != m.dml.Database {
		return nil, errors.New("the owner's URL and the serving one name two databases")
	}
	if opt.AdminURL != "" {
		if m.admin, err = parse("administrator's database URL", opt.AdminURL); err != nil {
			return nil, err
		}
		m.admin.Database = m.owner.Database
		if m.admin.User == m.owner.User || m.admin.User == m.dml.User {
			return nil, errors.New("the administrator's role is the service's too: give the service roles of its own")
		}
	}
	session(m.owner, opt.Schema, map[string]string{
		"statement_timeout": millis(migrateStatement), "lock_timeout": millis(migrateLock),
		"idle_in_transaction_session_timeout": millis(time.Minute),
	})
	return m, nil
}

// separate says that the serving role is not the owner.
func (m *migration) separate() bool { return m.owner.User != m.dml.User }

func (m *migration) run(ctx context.Context) error {
	if err := m.await(ctx); err != nil {
		return err
	}
	if m.admin != nil {
		if err := m.makeRoles(ctx); err != nil {
			return err
		}
	}
	unlock, err := lock(ctx, m.owner, "migrate "+m.Schema)
	if err != nil {
		return err
	}
	defer unlock()
	pool := stdlib.OpenDB(*m.owner)
	defer pool.Close()
	if err := m.makeSchema(ctx, pool); err != nil {
		return err
	}
	if err := m.migrate(ctx, pool); err != nil {
		return err
	}
	if m.separate() {
		return m.grant(ctx, pool)
	}
	return nil
}

// makeSchema makes a schema that no administrator has made.
func (m *migration) makeSchema(ctx context.Context, pool *sql.DB) error {
	var there bool
	err := pool.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)`, m.Schema).Scan(&there)
	if err == nil && !there {
		_, err = pool.ExecContext(ctx, `CREATE SCHEMA `+quoted(m.Schema))
	}
	if err != nil {
		return fmt.Errorf("make the schema: %w", err)
	}
	return nil
}

// migrate runs what has not run. A migration that could not lock its table in
// time is rolled back whole, and begun again when those who read it have gone on.
func (m *migration) migrate(ctx context.Context, pool *sql.DB) error {
	for try := 1; ; try++ {
		err := relational.Migrate(ctx, pool, relational.Postgres, m.Migrations)
		if err == nil || !relational.IsRetryable(err) || try == migrateTries {
			return err
		}
		m.Log.InfoContext(ctx, "a migration waits for its turn", "schema", m.Schema, "err", err)
		if gone := pause(ctx, try); gone != nil {
			return errors.Join(err, gone)
		}
	}
}
