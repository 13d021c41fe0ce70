package redis

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	redigo "github.com/gomodule/redigo/redis"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

// Outbox is a store's stream of events that are not published yet. Each was written
// by the script that wrote its entry.
type Outbox struct {
	pool   *Pool
	prefix string
	clk    clock.Clock
	source string
	wake   chan struct{}
}

var _ events.Outbox = (*Outbox)(nil)

// Names on the server, after the store's prefix: the stream, and a hash from an
// event's id to its place in it.
const (
	outboxStream = "outbox"
	outboxPlaces = "outbox:places"
)

func newOutbox(pool *Pool, prefix string, clk clock.Clock, source string) *Outbox {
	return &Outbox{pool: pool, prefix: prefix, clk: clk, source: source, wake: make(chan struct{}, 1)}
}

// bodies are the events as the script takes them: id and envelope in turn.
func (o *Outbox) bodies(evs []events.Event) ([]any, error) {
	args := make([]any, 0, 2*len(evs))
	for _, ev := range evs {
		ev.Source = o.source
		if ev.Time.IsZero() {
			ev.Time = o.clk.Now()
		}
		ev.Time = ev.Time.UTC().Truncate(time.Microsecond)
		if len(ev.Data) == 0 {
			ev.Data = json.RawMessage("null")
		}
		body, err := json.Marshal(ev)
		if err != nil {
			return nil, fmt.Errorf("add %s to the outbox: %w", ev.Type, err)
		}
		args = append(args, ev.ID, body)
	}
	return args, nil
}

// Wake receives after an update of this process that added events.
func (o *Outbox) Wake() <-chan struct{} { return o.wake }

func (o *Outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default: // the relay has yet to hear the last one
	}
}

// Pending lists unpublished events in the order they were written.
func (o *Outbox) Pending(ctx context.Context, limit int) ([]events.Event, error) {
	entries, err := redigo.Values(o.pool.Do(ctx, "XRANGE", o.prefix+outboxStream, "-", "+", "COUNT", limit))
	if err != nil {
		return nil, fmt.Errorf("read the outbox: %w", err)
	}
	out := make([]events.Event, len(entries))
	for i := range entries {
		var place string
		var fields [][]byte // of one name and one value
		entry, err := redigo.Values(entries[i], nil)
		if err == nil {
			_, err = redigo.Scan(entry, &place, &fields)
		}
		if err == nil && len(fields) != 2 {
			err = fmt.Errorf("entry %s has %d parts", place, len(fields))
		}
		if err == nil {
			err = json.Unmarshal(fields[1], &out[i])
		}
		if err != nil {
			return nil, fmt.Errorf("read the outbox: %w", err)
		}
	}
	return out, nil
}

var doneScript = newScript("done", doneSource)

// Done forgets published events.
func (o *Outbox) Done(ctx context.Context, ids []string) error {
	_, err := o.pool.eval(ctx, doneScript, []string{o.prefix + outboxStream, o.prefix + outboxPlaces}, redigo.Args{}.AddFlat(ids)...)
	if err != nil {
		return fmt.Errorf("empty the outbox: %w", err)
	}
	return nil
}

// Size counts unpublished events, for metrics and the drain at shutdown.
func (o *Outbox) Size(ctx context.Context) (int64, error) {
	n, err := redigo.Int64(o.pool.Do(ctx, "XLEN", o.prefix+outboxStream))
	if err != nil {
		return 0, fmt.Errorf("count the outbox: %w", err)
	}
	return n, nil
}
