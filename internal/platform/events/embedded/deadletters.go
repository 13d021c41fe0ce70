package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// DeadLetters lists parked messages, oldest first.
func (b *Bus) DeadLetters(ctx context.Context, consumer string, limit int) ([]events.DeadLetter, error) {
	limit = max(1, min(limit, events.MaxDeadLetters))
	rows, err := b.db.Read().QueryContext(ctx, `SELECT consumer, event_id, type, subject, tries, last_error, parked_us
		FROM message WHERE parked_us > 0 AND ($1 = '' OR consumer = $1) ORDER BY parked_us, seq LIMIT $2`, consumer, limit)
	if err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	defer rows.Close()
	var out []events.DeadLetter
	for rows.Next() {
		var d events.DeadLetter
		var parked int64
		if err := rows.Scan(&d.Consumer, &d.EventID, &d.Type, &d.Subject, &d.Tries, &d.LastError, &parked); err != nil {
			return nil, fmt.Errorf("list dead letters: %w", err)
		}
		d.ParkedAt = clock.FromMicros(parked)
		out = append(out, d)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	return out, nil
}

// Replay puts a parked message at the end of its queue, as a new row, since a
// queue reads only what is above the last row it read.
func (b *Bus) Replay(ctx context.Context, consumer, eventID string) error {
	err := b.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		var kind, subject, body string
		err := tx.QueryRowContext(ctx, `DELETE FROM message WHERE consumer = $1 AND event_id = $2 AND parked_us > 0
			RETURNING type, subject, body`, consumer, eventID).Scan(&kind, &subject, &body)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO message (consumer, event_id, type, subject, body) VALUES ($1, $2, $3, $4, $5)`,
			consumer, eventID, kind, subject, body)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return events.ErrNoDeadLetter
	}
	if err != nil {
		return fmt.Errorf("replay %s: %w", eventID, err)
	}
	b.wake()
	return nil
}

// Depths counts each declared consumer's messages.
func (b *Bus) Depths(ctx context.Context) ([]events.Depth, error) {
	rows, err := b.db.Read().QueryContext(ctx, `SELECT c.consumer,
			(SELECT count(*) FROM message m WHERE m.consumer = c.consumer AND m.parked_us = 0),
			(SELECT count(*) FROM message m WHERE m.consumer = c.consumer AND m.parked_us > 0)
		FROM (SELECT DISTINCT consumer FROM binding) c ORDER BY c.consumer`)
	if err != nil {
		return nil, fmt.Errorf("count messages: %w", err)
	}
	defer rows.Close()
	var out []events.Depth
	for rows.Next() {
		var d events.Depth
		if err := rows.Scan(&d.Consumer, &d.Ready, &d.Parked); err != nil {
			return nil, fmt.Errorf("count messages: %w", err)
		}
		out = append(out, d)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("count messages: %w", err)
	}
	return out, nil
}
