package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// lockWait bounds the wait for another Migrate of the same schema.
	lockWait = 5 * time.Minute
	lockPoll = 200 * time.Millisecond
)

// lock takes the database's advisory lock of a name, on a connection of its own
// whose end gives it back. It asks again and again rather than waiting in one
// statement, whose snapshot an index that is built concurrently would wait for.
func lock(ctx context.Context, cfg *pgx.ConnConfig, name string) (unlock func(), err error) {
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("reach the database: %w", err)
	}
	unlock = func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
		defer cancel()
		_ = conn.Close(ctx)
	}
	wait, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	ask := time.NewTicker(lockPoll)
	defer ask.Stop()
	for {
		var mine bool
		if err = conn.QueryRow(wait, `SELECT pg_try_advisory_lock(hashtextextended($1, 0))`, name).Scan(&mine); err == nil && mine {
			return unlock, nil
		}
		if err == nil {
			select {
			case <-ask.C:
				continue
			case <-wait.Done():
				err = wait.Err()
			}
		}
		unlock()
		return nil, fmt.Errorf("wait for another migration to end: %w", err)
	}
}
