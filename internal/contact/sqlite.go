package contact

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations make the tables of the embedded store, for whoever opens its database.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic("the embedded migrations are missing: " + err.Error())
	}
	return sub
}

// sqliteStore keeps a message as JSON, with what is searched for in generated columns.
type sqliteStore struct {
	db     relational.DB
	outbox *events.RelationalOutbox
}

// NewSQLite returns the embedded store in a database that was opened with
// Migrations, and its outbox. Both stay the caller's.
func NewSQLite(db relational.DB, outbox *events.RelationalOutbox) Store {
	return &sqliteStore{db, outbox}
}

func (s *sqliteStore) Message(ctx context.Context, id string) (*Message, error) {
	return s.one(ctx, `SELECT doc FROM messages WHERE id = $1`, id)
}

func (s *sqliteStore) MessageByKey(ctx context.Context, key string) (*Message, error) {
	return s.one(ctx, `SELECT doc FROM messages WHERE key = $1`, key)
}

func (s *sqliteStore) Messages(ctx context.Context, state string, offset, limit int) ([]*Message, int, error) {
	where, args := "", []any{}
	if state != "" {
		where, args = ` WHERE state = $1`, []any{state}
	}
	var total int
	if err := s.db.Read().QueryRowContext(ctx, `SELECT count(*) FROM messages`+where, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count messages: %w", err)
	}
	page := fmt.Sprintf(` ORDER BY id DESC LIMIT $%d OFFSET $%d`, len(args)+1, len(args)+2)
	list, err := s.list(ctx, `SELECT doc FROM messages`+where+page, append(args, limit, offset)...)
	return list, total, err
}

func (s *sqliteStore) MessagesFrom(ctx context.Context, mailbox string, until time.Time) ([]string, error) {
	list, err := s.list(ctx, `SELECT doc FROM messages WHERE mailbox = $1`, mailbox)
	var ids []string
	for _, m := range list {
		if !m.Created.After(until) {
			ids = append(ids, m.ID)
		}
	}
	return ids, err
}

func (s *sqliteStore) Save(ctx context.Context, before int64, next *Message, evs ...events.Event) error {
	next.Rev = before + 1
	doc, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("save message: %w", err)
	}
	err = s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		query, args := `INSERT INTO messages (doc, rev, id) VALUES ($1, $2, $3)`, []any{string(doc), next.Rev, next.ID}
		if before > 0 {
			query, args = `UPDATE messages SET doc = $1, rev = $2 WHERE id = $3 AND rev = $4`, append(args, before)
		}
		if err := relational.ChangedResult(tx.ExecContext(ctx, query, args...)); err != nil {
			return err
		}
		return s.outbox.Add(ctx, tx, evs...)
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, relational.ErrConflict):
		return ErrStale
	case relational.IsUnique(err):
		return ErrTaken
	}
	return fmt.Errorf("save message: %w", err)
}

// one is nil when there is no row.
func (s *sqliteStore) one(ctx context.Context, query string, args ...any) (*Message, error) {
	list, err := s.list(ctx, query, args...)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

func (s *sqliteStore) list(ctx context.Context, query string, args ...any) ([]*Message, error) {
	rows, err := s.db.Read().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	defer rows.Close()
	var list []*Message
	for rows.Next() {
		var doc []byte
		if err := rows.Scan(&doc); err != nil {
			return nil, fmt.Errorf("read messages: %w", err)
		}
		m := &Message{}
		if err := json.Unmarshal(doc, m); err != nil {
			return nil, fmt.Errorf("read messages: %w", err)
		}
		list = append(list, m)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	return list, nil
}
