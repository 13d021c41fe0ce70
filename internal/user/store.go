package user

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/user/db"
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
// same statements; storetest proves both.
type store struct {
	db     relational.DB
	outbox *events.RelationalOutbox
}

// tx is a transaction: the statements, and the events that are committed with them.
type tx struct {
	*db.Queries
	raw    relational.DBTX
	outbox *events.RelationalOutbox
}

func (t tx) publish(ctx context.Context, ev events.Event) error {
	ev.TraceParent = contract.Trace(ctx)
	return t.outbox.Add(ctx, t.raw, ev)
}

// write runs fn in one transaction, perhaps more than once; see relational.DB.
func (s *store) write(ctx context.Context, doing string, fn func(ctx context.Context, t tx) error) error {
	err := s.db.Write(ctx, func(ctx context.Context, raw relational.DBTX) error {
		return fn(ctx, tx{db.New(raw), raw, s.outbox})
	})
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// read gives the statements on committed state.
func (s *store) read() *db.Queries { return db.New(s.db.Read()) }
