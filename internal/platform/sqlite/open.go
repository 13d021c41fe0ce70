package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"

	_ "modernc.org/sqlite" // the driver named "sqlite"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// DB is an open database; it is a relational.DB.
type DB struct {
	writer *writer
	write  *sql.DB // the pool of the one connection that the writer owns
	read   *sql.DB
	reader *reader
}

var _ relational.DB = (*DB)(nil)

// busyMillis is how long a connection waits for another process's lock (a
// backup, an administrator's command) before the store counts as busy.
const busyMillis = 5000

// Open opens the file, making it when it is not there, brings it to the newest
// schema and starts the writer, which Close stops. A file of a newer release
// that this binary may not use gives relational.ErrNewerSchema and is left as it is.
func Open(ctx context.Context, opt Options) (*DB, error) {
	db, err := open(ctx, opt)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", opt.Path, err)
	}
	return db, nil
}

func open(ctx context.Context, opt Options) (_ *DB, err error) {
	if opt.Readers <= 0 {
		opt.Readers = 4
	}
	if err := private(opt.Path); err != nil {
		return nil, err
	}
	db := &DB{}
	defer func() {
		if err != nil {
			_ = db.closePools()
		}
	}()
	if db.write, err = sql.Open("sqlite", dsn(opt, false)); err != nil {
		return nil, err
	}
	if err = relational.Migrate(ctx, db.write, relational.SQLite, opt.Migrations); err != nil {
		return nil, err
	}
	db.write.SetMaxOpenConns(1)
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if db.read, err = sql.Open("sqlite", dsn(opt, true)); err != nil {
		return nil, err
	}
	db.read.SetMaxOpenConns(opt.Readers)
	db.read.SetMaxIdleConns(opt.Readers)
	db.reader = newReader(db.read)
	db.writer = startWriter(conn)
	return db, nil
}

// private makes the file before the driver does, readable by its owner only.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// dsn writes a URI, so that a path with spaces, ? or % stays a path.
func dsn(opt Options, readOnly bool) string {
	sync := "FULL"
	if opt.Sync == Normal {
		sync = "NORMAL"
	}
	q := url.Values{}
	for _, pragma := range []string{
		"busy_timeout(" + strconv.Itoa(busyMillis) + ")", // first: the others may have to wait
		"journal_mode(WAL)",
		"synchronous(" + sync + ")",
		"foreign_keys(1)",
		"cache_size(-8000)", // KiB a connection
		"journal_size_limit(67108864)",
	} {
		q.Add("_pragma", pragma)
	}
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		// What a savepoint would bring back need survive nothing: in a file, it is
		// a third of all that is written.
		q.Add("_pragma", "temp_store(MEMORY)")
		q.Set("_txlock", "immediate")
	}
	return "file:" + (&url.URL{Path: opt.Path}).EscapedPath() + "?" + q.Encode()
}

// Read returns the pool of readers.
func (db *DB) Read() relational.DBTX { return db.reader }

// Ping reads from the file and asks that the writer is at work.
func (db *DB) Ping(ctx context.Context) error {
	if db.writer.queue.closed() {
		return relational.ErrClosed
	}
	var n int
	if err := db.reader.QueryRowContext(ctx, `SELECT count(*) FROM schema_floor`).Scan(&n); err != nil {
		return fmt.Errorf("ping the database: %w", err)
	}
	return nil
}

// Close finishes accepted writes and closes the file; the last connection folds
// the write-ahead log into it.
func (db *DB) Close() error {
	if !db.writer.stop() {
		return nil // closed before
	}
	return db.closePools()
}

// closePools closes the readers first, so that the writer's connection is the
// last and does the checkpoint.
func (db *DB) closePools() error {
	var errs []error
	if db.reader != nil {
		db.reader.forget()
	}
	if db.read != nil {
		errs = append(errs, db.read.Close())
	}
	if db.write != nil {
		errs = append(errs, db.write.Close())
	}
	return errors.Join(errs...)
}
