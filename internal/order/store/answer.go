package store

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Answer is what an idempotent call was answered with, to be repeated.
type Answer struct {
	Scope   string // who asks, and for what
	Key     string
	Hash    string // of what was asked
	OrderID string
	Status  int
	Body    string // JSON
	At      time.Time
}

// Answer finds what a key was answered with; nil when it is new.
func (s *Store) Answer(ctx context.Context, scope, key string) (*Answer, error) {
	row, ok, err := relational.Found(s.read().Answer(ctx, scope, key))
	if err != nil || !ok {
		return nil, wrapped("look for a stored answer", err)
	}
	return &Answer{Scope: scope, Key: key, Hash: row.Hash, Status: int(row.Status), Body: row.Body}, nil
}

// Keep stores an answer that came with no change, or returns ErrAnswered.
func (s *Store) Keep(ctx context.Context, a *Answer) error {
	return s.write(ctx, "store an answer", func(ctx context.Context, q *db.Queries) error { return a.insert(ctx, q) })
}

// KeepIn is Keep in the caller's transaction.
func (s *Store) KeepIn(ctx context.Context, tx relational.DBTX, a *Answer) error {
	return wrapped("store an answer", a.insert(ctx, db.New(tx)))
}

func (a *Answer) insert(ctx context.Context, q *db.Queries) error {
	n, err := q.InsertAnswer(ctx, db.InsertAnswerParams{
		Scope: a.Scope, Key: a.Key, Hash: a.Hash, OrderID: a.OrderID, Status: int64(a.Status), Body: a.Body, CreatedUs: micros(a.At),
	})
	if err == nil && n == 0 {
		err = ErrAnswered
	}
	return err
}

// Try counts a try to track an order and gives how many there were in the window
// that now lies in, and when that began.
func (s *Store) Try(ctx context.Context, number string, now time.Time, window time.Duration) (tries int64, since time.Time, err error) {
	err = s.write(ctx, "count a try to track an order", func(ctx context.Context, q *db.Queries) error {
		row, err := q.CountTry(ctx, number, micros(now), micros(now.Add(-window)))
		tries, since = row.Tries, time.UnixMicro(row.SinceUs)
		return err
	})
	return tries, since, err
}
