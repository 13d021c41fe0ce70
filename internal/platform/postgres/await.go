package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// awaitPause is between two tries of reaching a server.
const awaitPause = time.Second

// await waits until the server lets the first role that is needed in: a whole shop that
// starts at once has its server, and the job that makes the roles, start with it.
func (m *migration) await(ctx context.Context) error {
	first := m.owner
	if m.admin != nil {
		first = m.admin
	}
	end := time.Now().Add(m.Wait)
	for said := false; ; said = true {
		err := reach(ctx, first)
		var away *pgconn.ConnectError
		if err == nil || !errors.As(err, &away) || time.Now().Add(awaitPause).After(end) {
			return err
		}
		if !said {
			m.Log.WarnContext(ctx, "the server does not let us in yet", "schema", m.Schema, "wait", m.Wait.String(), "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the server: %w", context.Cause(ctx))
		case <-time.After(awaitPause):
		}
	}
}

// reach opens a connection and closes it.
func reach(ctx context.Context, config *pgx.ConnConfig) error {
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("reach the server: %w", err)
	}
	return conn.Close(ctx)
}
