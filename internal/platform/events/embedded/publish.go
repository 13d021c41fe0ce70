package embedded

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// rememberFor is how long an event id is known as published: longer than a
// relay can take to forget an event that it published.
const rememberFor = 7 * 24 * time.Hour

// Publish puts the events in the queues. An event that was published in the last
// days already is skipped.
func (b *Bus) Publish(ctx context.Context, evs []events.Event) error {
	bodies := make([]string, len(evs))
	for i, ev := range evs {
		body, err := ev.MarshalJSON()
		if err != nil {
			return fmt.Errorf("encode event %s: %w", ev.ID, err)
		}
		bodies[i] = string(body)
	}
	fresh, err := relational.Result(ctx, b.db, func(ctx context.Context, tx relational.DBTX) ([]events.Event, error) {
		return b.insert(ctx, tx, evs, bodies)
	})
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if len(fresh) > 0 {
		b.wake()
		b.tell(fresh)
	}
	return nil
}

func (b *Bus) insert(ctx context.Context, tx relational.DBTX, evs []events.Event, bodies []string) ([]events.Event, error) {
	now := b.opt.Clock.Now()
	var fresh []events.Event
	for i, ev := range evs {
		err := relational.ChangedResult(tx.ExecContext(ctx,
			`INSERT INTO published (event_id, at_us) VALUES ($1, $2) ON CONFLICT DO NOTHING`, ev.ID, clock.Micros(now)))
		if err == relational.ErrConflict {
			continue
		}
		if err != nil {
			return nil, err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO message (consumer, event_id, type, subject, body)
			SELECT consumer, $1, $2, $3, $4 FROM binding WHERE type = $2`, ev.ID, ev.Type, ev.Subject, bodies[i])
		if err != nil {
			return nil, err
		}
		fresh = append(fresh, ev)
	}
	// Twice as many go as come, so the table keeps its size without a job of its own.
	_, err := tx.ExecContext(ctx, `DELETE FROM published WHERE event_id IN
		(SELECT event_id FROM published WHERE at_us < $1 ORDER BY at_us LIMIT $2)`,
		clock.Micros(now.Add(-rememberFor)), 2*len(evs))
	return fresh, err
}
