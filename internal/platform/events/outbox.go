package events

import (
	"context"
	"encoding/json"
	"fmt"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// Outbox is where a service's store keeps events that are not published yet,
// written in the same atomic write as the change they tell of.
type Outbox interface {
	// Pending lists events in the order they were written, at most limit.
	Pending(ctx context.Context, limit int) ([]Event, error)
	// Done forgets published events; unknown ids are fine.
	Done(ctx context.Context, ids []string) error
	// Wake receives, now and then, after events were added in this process.
	// It is a hint: the relay also polls.
	Wake() <-chan struct{}
}

// RelationalOutbox is the outbox of a service with SQL tables.
type RelationalOutbox struct {
	db     relational.DB
	clk    clock.Clock
	source string
	wake   chan struct{}
}

var _ Outbox = (*RelationalOutbox)(nil)

// NewRelationalOutbox returns the outbox in db's own table. source is the
// service's name, which its events carry.
func NewRelationalOutbox(db relational.DB, clk clock.Clock, source string) *RelationalOutbox {
	return &RelationalOutbox{db: db, clk: clk, source: source, wake: make(chan struct{}, 1)}
}

// Add writes events in the caller's transaction; ctx and tx are those that
// Write gave. They are published once it is committed. An event that names no cause
// has that of ctx.
func (o *RelationalOutbox) Add(ctx context.Context, tx relational.DBTX, events ...Event) error {
	for _, ev := range events {
		created := ev.Time
		if created.IsZero() {
			created = o.clk.Now()
		}
		if ev.TraceParent == "" {
			ev.TraceParent = traceparent.From(ctx)
		}
		if len(ev.Data) == 0 {
			ev.Data = json.RawMessage("null")
		}
		_, err := tx.ExecContext(ctx,
			`INSERT INTO outbox (id, type, subject, version, body, trace, created_us) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			ev.ID, ev.Type, ev.Subject, ev.Version, string(ev.Data), ev.TraceParent, clock.Micros(created))
		if err != nil {
			return fmt.Errorf("add %s to the outbox: %w", ev.Type, err)
		}
	}
	if len(events) > 0 {
		relational.AfterCommit(ctx, o.signal)
	}
	return nil
}

func (o *RelationalOutbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default: // the relay has yet to hear the last one
	}
}

// Wake receives after a commit that added events.
func (o *RelationalOutbox) Wake() <-chan struct{} { return o.wake }

// Pending lists unpublished events, oldest first: a UUIDv7 sorts by time.
func (o *RelationalOutbox) Pending(ctx context.Context, limit int) ([]Event, error) {
	rows, err := o.db.Read().QueryContext(ctx,
		`SELECT id, type, subject, version, body, trace, created_us FROM outbox ORDER BY id LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("read the outbox: %w", err)
	}
	defer rows.Close()
	var out []Event
	for rows.Next() {
		ev := Event{Source: o.source}
		var body string
		var created int64
		if err := rows.Scan(&ev.ID, &ev.Type, &ev.Subject, &ev.Version, &body, &ev.TraceParent, &created); err != nil {
			return nil, fmt.Errorf("read the outbox: %w", err)
		}
		ev.Data, ev.Time = json.RawMessage(body), clock.FromMicros(created)
		out = append(out, ev)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the outbox: %w", err)
	}
	return out, nil
}

// Done forgets published events.
func (o *RelationalOutbox) Done(ctx context.Context, ids []string) error {
	err := o.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `DELETE FROM outbox WHERE id = $1`, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("empty the outbox: %w", err)
	}
	return nil
}

// Size counts unpublished events, for metrics and the drain at shutdown.
func (o *RelationalOutbox) Size(ctx context.Context) (int64, error) {
	var n int64
	if err := o.db.Read().QueryRowContext(ctx, `SELECT count(*) FROM outbox`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the outbox: %w", err)
	}
	return n, nil
}
