package relational

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
)

// FirstOwnMigration is the number of a service's first migration file
// (00010_….sql). Lower numbers are this package's own tables, which every
// database gets before the service's.
const FirstOwnMigration = 10

// ErrNewerSchema says that this binary is older than the oldest one that may
// use the database: it was opened by a newer release before. Test with errors.As
// for *NewerSchemaError or errors.Is for this.
var ErrNewerSchema = errors.New("the data was written by a newer release")

// ErrSchemaOld says that the schema is not there yet, or lacks what this binary
// needs: wait, not ready, until it has been migrated.
var ErrSchemaOld = errors.New("the schema is older than this binary needs")

// NewerSchemaError is ErrNewerSchema with its numbers.
type NewerSchemaError struct {
	Floor int64 // the migration that a binary must know to use this schema
	Knows int64 // the newest migration this binary knows
}

func (e *NewerSchemaError) Error() string {
	return fmt.Sprintf("%v: it needs a binary that knows schema version %d, this one knows %d; use the newer release or restore a backup made before it",
		ErrNewerSchema, e.Floor, e.Knows)
}

// Is makes errors.Is(err, ErrNewerSchema) true.
func (e *NewerSchemaError) Is(target error) bool { return target == ErrNewerSchema }

// Dialect names the database to the migrations.
type Dialect = goose.Dialect

// The two dialects that a service's one set of migrations runs on.
const (
	SQLite   = goose.DialectSQLite3
	Postgres = goose.DialectPostgres
)

// Migrate brings a database to the newest schema that this binary knows:
// the common tables first, then the service's own files (goose format, numbered
// from FirstOwnMigration; nil for none).
//
// Migrations expand, then contract, so older code runs on a newer schema. The
// migration that ends this for older binaries says so by
// `UPDATE schema_floor SET version = <its own number>;`. A binary whose newest
// migration is lower than the floor gets *NewerSchemaError and changes nothing;
// one that is merely behind uses the schema as it is.
func Migrate(ctx context.Context, db *sql.DB, dialect Dialect, own fs.FS, opts ...goose.ProviderOption) error {
	provider, known, err := migrations(db, dialect, own, opts...)
	if err != nil {
		return err
	}
	if err := refuseIfOlder(ctx, db, slices.Max(known)); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// migrations reads what there is to run, without touching the database.
func migrations(db *sql.DB, dialect Dialect, own fs.FS, opts ...goose.ProviderOption) (*goose.Provider, []int64, error) {
	opts = append([]goose.ProviderOption{
		goose.WithGoMigrations(commonTables()),
		goose.WithDisableGlobalRegistry(true),
		goose.WithAllowOutofOrder(true), // a common table added later has a low number
	}, opts...)
	provider, err := goose.NewProvider(dialect, db, own, opts...)
	if err != nil {
		return nil, nil, fmt.Errorf("read migrations: %w", err)
	}
	var known []int64
	for _, s := range provider.ListSources() {
		if s.Path != "" && s.Version < FirstOwnMigration {
			return nil, nil, fmt.Errorf("migration %s: numbers below %d are taken by the common tables", s.Path, FirstOwnMigration)
		}
		known = append(known, s.Version)
	}
	return provider, known, nil
}

// Known lists the migrations that this binary knows, the common tables' included.
// It does not reach for the database.
func Known(db *sql.DB, dialect Dialect, own fs.FS) ([]int64, error) {
	_, known, err := migrations(db, dialect, own)
	return known, err
}

// Fits judges a schema by the migrations that ran and its floor, for a store that
// serves without migrating: ErrSchemaOld while one that the binary knows has not
// run, *NewerSchemaError when the floor is above all that it knows. Migrations that it does not
// know are a newer release's, which expand.
func Fits(known []int64, ran map[int64]bool, floor int64) error {
	if newest := slices.Max(known); floor > newest {
		return &NewerSchemaError{Floor: floor, Knows: newest}
	}
	for _, version := range known {
		if !ran[version] {
			return fmt.Errorf("%w: migration %d has not run", ErrSchemaOld, version)
		}
	}
	return nil
}

// refuseIfOlder creates the floor's table itself, since an old binary must find
// the floor before it runs any migration.
func refuseIfOlder(ctx context.Context, db *sql.DB, knows int64) error {
	const table = `CREATE TABLE IF NOT EXISTS schema_floor (version bigint NOT NULL)`
	if _, err := db.ExecContext(ctx, table); err != nil {
		return fmt.Errorf("create the schema floor: %w", err)
	}
	const seed = `INSERT INTO schema_floor (version) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM schema_floor)`
	if _, err := db.ExecContext(ctx, seed); err != nil {
		return fmt.Errorf("seed the schema floor: %w", err)
	}
	var floor int64
	if err := db.QueryRowContext(ctx, `SELECT max(version) FROM schema_floor`).Scan(&floor); err != nil {
		return fmt.Errorf("read the schema floor: %w", err)
	}
	if floor > knows {
		return &NewerSchemaError{Floor: floor, Knows: knows}
	}
	return nil
}

func commonTables() *goose.Migration {
	up := &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		for _, ddl := range eventTables {
			if _, err := tx.ExecContext(ctx, ddl); err != nil {
				return err
			}
		}
		return nil
	}}
	return goose.NewGoMigration(1, up, nil)
}

// eventTables is the one definition of outbox and inbox. Package events reads
// and writes them; a service never does so itself.
var eventTables = []string{
	`CREATE TABLE outbox (
		id         text   NOT NULL PRIMARY KEY,
		type       text   NOT NULL,
		subject    text   NOT NULL,
		version    bigint NOT NULL,
		body       text   NOT NULL,
		trace      text   NOT NULL,
		created_us bigint NOT NULL
	)`,
	`CREATE TABLE inbox (
		consumer text   NOT NULL,
		event_id text   NOT NULL,
		at       bigint NOT NULL,
		PRIMARY KEY (consumer, event_id)
	)`,
	`CREATE INDEX inbox_at ON inbox (at)`,
}
