package mongo

import (
	"context"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
)

// pool counts connections as the driver's events tell.
type pool struct {
	open, inUse atomic.Int64
	max         int64
}

func (p *pool) monitor() *event.PoolMonitor {
	return &event.PoolMonitor{Event: func(e *event.PoolEvent) {
		switch e.Type {
		case event.ConnectionCreated:
			p.open.Add(1)
		case event.ConnectionClosed:
			p.open.Add(-1)
		case event.ConnectionCheckedOut:
			p.inUse.Add(1)
		case event.ConnectionCheckedIn:
			p.inUse.Add(-1)
		}
	}}
}

// PoolStats are the connections of a DB.
type PoolStats struct {
	InUse, Open int64
	Max         int64 // to each server; writes and reads go to one
}

// Pool is how the connections stand, for metrics.
func (d *DB) Pool() PoolStats {
	return PoolStats{InUse: d.pool.inUse.Load(), Open: d.pool.open.Load(), Max: d.pool.max}
}

// monitor tells observe of each command that ended; nil of none. A write that
// a rule of the server refuses (a duplicate) succeeded as a command.
func monitor(observe func(ctx context.Context, command string, took time.Duration, err error)) *event.CommandMonitor {
	if observe == nil {
		return nil
	}
	return &event.CommandMonitor{
		Succeeded: func(ctx context.Context, e *event.CommandSucceededEvent) {
			observe(ctx, e.CommandName, e.Duration, nil)
		},
		Failed: func(ctx context.Context, e *event.CommandFailedEvent) {
			observe(ctx, e.CommandName, e.Duration, e.Failure)
		},
	}
}
