package store

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/clock"
)

// Intent is a try to place an order, under the caller's key.
type Intent struct {
	Scope   string // the account or cart that the key belongs to
	Key     string
	Hash    string // of the body
	OrderID string
	State   string // IntentOpen, …
	Version int64  // the lease's number: the order's version until it is placed, and then
	Lease   time.Time
	Status  int
	Answer  string // JSON, without the order's link
}

// The states of an intent.
const (
	IntentOpen      = "open"
	IntentDone      = "done"
	IntentRefused   = "refused"
	IntentAbandoned = "abandoned"
)

// OpenIntent begins an intent or, when its lease is over, resumes the one with
// the same key and body under the same order. mine is false when neither was
// possible: then the intent says why.
func (s *Store) OpenIntent(ctx context.Context, it Intent, now, lease time.Time) (got Intent, mine bool, err error) {
	err = s.write(ctx, "open an intent", func(ctx context.Context, q *db.Queries) error {
		n, err := q.InsertIntent(ctx, db.InsertIntentParams{
			Scope: it.Scope, Key: it.Key, Hash: it.Hash, OrderID: it.OrderID, LeaseUs: micros(lease), CreatedUs: micros(now),
		})
		if err != nil {
			return err
		}
		if n == 1 {
			got, mine = it, true
			got.State, got.Version, got.Lease = IntentOpen, 1, lease
			return nil
		}
		row, err := q.Intent(ctx, it.Scope, it.Key)
		if err != nil {
			return err
		}
		got, mine = intentOf(row), false
		if got.Hash != it.Hash || got.State != IntentOpen || got.Lease.After(now) {
			return nil
		}
		n, err = q.ResumeIntent(ctx, db.ResumeIntentParams{
			LeaseUs: micros(lease), Scope: it.Scope, Key: it.Key, Version: got.Version, NowUs: micros(now),
		})
		if err != nil {
			return err
		}
		if mine = n == 1; mine {
			got.Version++
			got.Lease = lease
			return nil
		}
		// Another one has resumed or ended it meanwhile: say how it stands now.
		row, err = q.Intent(ctx, it.Scope, it.Key)
		got = intentOf(row)
		return err
	})
	return got, mine, err
}

func intentOf(r db.Intent) Intent {
	return Intent{
		Scope: r.Scope, Key: r.Key, Hash: r.Hash, OrderID: r.OrderID, State: r.State, Version: r.Version,
		Lease: clock.FromMicros(r.LeaseUs), Status: int(r.Status), Answer: r.Answer,
	}
}

// EndIntent ends an intent whose lease this still is, or returns ErrLost. With
// release, its version rises, and product-service is to be told so from then on.
func (s *Store) EndIntent(ctx context.Context, it Intent, release time.Time) (ended Intent, err error) {
	ended = it
	if !release.IsZero() {
		ended.Version++
	}
	err = s.write(ctx, "end an intent", func(ctx context.Context, q *db.Queries) error { return endIntent(ctx, q, it, ended.Version, release) })
	return ended, err
}

func endIntent(ctx context.Context, q *db.Queries, it Intent, version int64, release time.Time) error {
	n, err := q.EndIntent(ctx, db.EndIntentParams{
		State: it.State, NewVersion: version, Status: int64(it.Status), Answer: it.Answer, ReleaseUs: micros(release),
		Scope: it.Scope, Key: it.Key, Version: it.Version,
	})
	if err == nil && n == 0 {
		err = ErrLost
	}
	return err
}

// YieldIntent gives the lease up, so that the same key may resume at once.
func (s *Store) YieldIntent(ctx context.Context, it Intent, now time.Time) error {
	return s.write(ctx, "yield an intent", func(ctx context.Context, q *db.Queries) error {
		return lost(q.YieldIntent(ctx, db.YieldIntentParams{NowUs: micros(now), Scope: it.Scope, Key: it.Key, Version: it.Version}))
	})
}

// Released notes that product-service knows, or with a time when to tell it again.
func (s *Store) Released(ctx context.Context, it Intent, again time.Time) error {
	return s.write(ctx, "note a release", func(ctx context.Context, q *db.Queries) error {
		return lost(q.PutOffRelease(ctx, db.PutOffReleaseParams{NextUs: micros(again), Scope: it.Scope, Key: it.Key, Version: it.Version}))
	})
}

func lost(n int64, err error) error {
	if err == nil && n == 0 {
		return ErrLost
	}
	return err
}

// Abandoned lists open intents whose lease ended before the time.
func (s *Store) Abandoned(ctx context.Context, before time.Time, most int) ([]Intent, error) {
	rows, err := s.read().AbandonedIntents(ctx, micros(before), int32(most))
	out := make([]Intent, len(rows))
	for i, r := range rows {
		out[i] = Intent{Scope: r.Scope, Key: r.Key, OrderID: r.OrderID, Version: r.Version, State: IntentOpen}
	}
	return out, wrapped("list abandoned intents", err)
}

// ReleasesOwed lists ended intents of which product-service is to be told now.
func (s *Store) ReleasesOwed(ctx context.Context, now time.Time, most int) ([]Intent, error) {
	rows, err := s.read().ReleasesOwed(ctx, micros(now), int32(most))
	out := make([]Intent, len(rows))
	for i, r := range rows {
		out[i] = Intent{Scope: r.Scope, Key: r.Key, OrderID: r.OrderID, Version: r.Version}
	}
	return out, wrapped("list owed releases", err)
}

// Unsettled counts intents that are open or whose hold is not released yet.
func (s *Store) Unsettled(ctx context.Context) (int64, error) {
	n, err := s.read().CountUnsettledIntents(ctx)
	return n, wrapped("count intents", err)
}
