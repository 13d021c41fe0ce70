package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// schema is what this binary asks of the service's schema.
type schema struct {
	name  string
	known []int64 // the migrations that must have run
}

// state reads the floor and every migration that has run, in one statement.
const state = `SELECT coalesce((SELECT max(version) FROM schema_floor), 0), version_id FROM goose_db_version WHERE is_applied`

// check reads the schema's state through the pool.
func (s *schema) check(ctx context.Context, tx relational.DBTX) error {
	rows, err := tx.QueryContext(ctx, state)
	if err != nil {
		return s.absent(err)
	}
	defer rows.Close()
	return s.judge(rows.Next, func(floor, version *int64) error { return rows.Scan(floor, version) }, rows.Err)
}

// checkOn is check on a connection that no pool has yet.
func (s *schema) checkOn(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, state)
	if err != nil {
		return s.absent(err)
	}
	defer rows.Close()
	return s.judge(rows.Next, func(floor, version *int64) error { return rows.Scan(floor, version) }, rows.Err)
}

func (s *schema) judge(next func() bool, scan func(floor, version *int64) error, end func() error) error {
	var floor, version int64
	ran := map[int64]bool{}
	for next() {
		if err := scan(&floor, &version); err != nil {
			return s.absent(err)
		}
		ran[version] = true
	}
	if err := end(); err != nil {
		return s.absent(err)
	}
	return relational.Fits(s.known, ran, floor)
}

// absent tells a schema that is not made yet, or not granted yet, from a server
// that cannot answer.
func (s *schema) absent(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "42P01", "3F000", "42501": // no such table, no such schema, no privilege
			return fmt.Errorf("%w: %s: %s", relational.ErrSchemaOld, s.name, pg.Message)
		}
	}
	return err
}
