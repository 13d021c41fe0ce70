package events

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// RelayOptions tune a Relay; the zero value is the shop's.
type RelayOptions struct {
	Batch   int           // events a publish; 0 means 100
	Poll    time.Duration // how often to look without being woken; 0 means 1 s
	Gather  time.Duration // how long to let events come together once woken: they share their commits; 0 means 5 ms
	Drain   time.Duration // how long to go on publishing after Run's ctx ended; 0 means 5 s
	Backoff Backoff       // while the store or the bus fails
	Log     *slog.Logger  // nil means slog.Default
}

// Relay publishes what an outbox holds. With the bus down the outbox grows and
// nothing is lost. Several relays of one outbox publish events twice at worst.
type Relay struct {
	outbox Outbox
	bus    Publisher
	opt    RelayOptions
}

// NewRelay returns a relay that Run starts.
func NewRelay(outbox Outbox, bus Publisher, opt RelayOptions) *Relay {
	if opt.Batch <= 0 {
		opt.Batch = 100
	}
	if opt.Poll <= 0 {
		opt.Poll = time.Second
	}
	if opt.Gather <= 0 {
		opt.Gather = 5 * time.Millisecond
	}
	if opt.Drain <= 0 {
		opt.Drain = 5 * time.Second
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	return &Relay{outbox: outbox, bus: bus, opt: opt}
}

// Run publishes until ctx ends, then publishes what is left for at most
// Options.Drain and returns nil. What could not be published stays in the outbox
// for the next start. Whoever writes to the outbox stops before the relay.
func (r *Relay) Run(ctx context.Context) error {
	failures := 0
	for ctx.Err() == nil {
		wait, wake := r.opt.Poll, r.outbox.Wake()
		switch err := r.Flush(ctx); {
		case err == nil:
			failures = 0
		case ctx.Err() == nil:
			failures++
			wait, wake = r.opt.Backoff.After(failures), nil // a signal must not cut a pause short
			r.opt.Log.WarnContext(ctx, "events are not being published", "error", err, "retry_in", wait)
		}
		if sleep(ctx, wait, wake) {
			sleep(ctx, r.opt.Gather, nil)
		}
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.opt.Drain)
	defer cancel()
	if err := r.Flush(drain); err != nil {
		r.opt.Log.WarnContext(ctx, "events stay in the outbox until the next start", "error", err)
	}
	return nil
}

// Flush publishes everything that is pending now. A crash between publishing
// and forgetting publishes again: consumers are used to that.
func (r *Relay) Flush(ctx context.Context) error {
	for {
		batch, err := r.outbox.Pending(ctx, r.opt.Batch)
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := r.bus.Publish(ctx, batch); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
		ids := make([]string, len(batch))
		for i, ev := range batch {
			ids[i] = ev.ID
		}
		if err := r.outbox.Done(ctx, ids); err != nil {
			return err
		}
	}
}
