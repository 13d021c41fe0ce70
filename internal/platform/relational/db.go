package relational

import (
	"context"
	"database/sql"
	"errors"
)

// DBTX runs statements. It is the interface that sqlc's generated code asks
// for, so `queries.New(tx)` works with what Write and Read hand out.
// Statements are kept prepared by their text: never build one with values in it.
type DBTX interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// DB is one service's own database. It is safe for concurrent use.
type DB interface {
	// Write runs fn in one transaction and returns after the commit is as
	// durable as the store promises. An error or a panic of fn rolls back
	// what fn did, and Write returns it (a panic as *PanicError).
	//
	// fn runs again from its start when the store reports busy, a
	// serialisation failure or a deadlock, or when the connection breaks before
	// the commit, so it must change nothing outside tx before Write returned
	// nil, and assigns its results rather than adding to them. It closes its
	// rows before its next statement, makes no remote call, waits for nobody,
	// uses the context it is given and does not call Write again (ErrNested): on
	// the embedded store everybody else's writes wait for it. It returns the
	// first error that a statement gives: on the server no other statement of
	// the transaction works after it.
	//
	// Other writes run at the same time on the server. What fn decides by stands
	// in the condition of the statement that changes it, or in a row that fn has
	// updated before; a value that it merely read may be another by then.
	//
	// When ctx ends before fn's turn, fn is not run. Once running, fn is
	// not interrupted in the middle of a statement.
	Write(ctx context.Context, fn func(ctx context.Context, tx DBTX) error) error

	// Read returns a handle on committed state, from a pool of its own: it
	// never waits for a writer and cannot write. Two statements may see two
	// states. Close every Rows.
	Read() DBTX

	// Ping says whether the store answers and has a schema that this binary may
	// use (ErrSchemaOld, ErrNewerSchema); it is what readiness asks.
	Ping(ctx context.Context) error

	// Close finishes the writes that were accepted, refuses later ones with
	// ErrClosed, and releases the store. It may be called twice.
	Close() error
}

// Errors of DB itself.
var (
	// ErrClosed answers a Write after Close.
	ErrClosed = errors.New("the database is closed")
	// ErrNested answers a Write called from inside a Write of the same database.
	ErrNested = errors.New("a transaction was started inside a transaction")
)

// Result runs fn as Write does and returns what its last run gave.
func Result[T any](ctx context.Context, db DB, fn func(ctx context.Context, tx DBTX) (T, error)) (T, error) {
	var out T
	err := db.Write(ctx, func(ctx context.Context, tx DBTX) error {
		var err error
		out, err = fn(ctx, tx)
		return err
	})
	if err != nil {
		var zero T
		return zero, err
	}
	return out, nil
}
