package notification

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/platform/relational"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the service's schema, for whoever opens its database.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic("the embedded migrations are missing: " + err.Error())
	}
	return sub
}

// store is the service's database. The embedded store and the server run the
// same statements.
type store struct{ db relational.DB }

// write runs fn in one transaction, perhaps more than once; see relational.DB.
func (s store) write(ctx context.Context, doing string, fn func(ctx context.Context, q *db.Queries) error) error {
	err := s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error { return fn(ctx, db.New(tx)) })
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// read gives the statements on committed state.
func (s store) read() *db.Queries { return db.New(s.db.Read()) }
