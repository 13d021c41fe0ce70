package rabbit

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
)

// maxReconnect bounds the wait between two attempts to connect. It is short,
// since relays and consumers wait on their own after it.
const maxReconnect = 2 * time.Second

// link keeps a connection standing.
type link struct {
	dial    func(context.Context) (*line, error)
	ready   func(*line) error // what makes a new connection useful
	backoff events.Backoff
	log     *slog.Logger

	mu      sync.Mutex
	line    *line         // nil while there is none
	err     error         // why the last attempt failed; nil during the first one after a loss
	changed chan struct{} // closed at each change
}

// run connects, again and again, until ctx ends.
func (k *link) run(ctx context.Context) {
	failures := 0
	for ctx.Err() == nil {
		since := time.Now()
		l, err := k.connect(ctx)
		if err == nil {
			k.log.InfoContext(ctx, "connected to the broker")
			k.set(l, nil)
			err = k.hold(ctx, l)
		}
		if ctx.Err() != nil {
			break
		}
		if l != nil && time.Since(since) > time.Second { // a connection that lasts no second is a failure, too
			failures = 0
			k.set(nil, nil)
			k.log.WarnContext(ctx, "the connection to the broker was lost", "error", err)
			continue
		}
		failures++
		wait := min(k.backoff.After(failures), maxReconnect)
		k.set(nil, err)
		k.log.Log(ctx, levelOf(failures), "no connection to the broker", "error", err, "retry_in", wait)
		sleep(ctx, wait)
	}
	k.set(nil, errClosed)
}

func (k *link) connect(ctx context.Context) (*line, error) {
	l, err := k.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer context.AfterFunc(ctx, l.cut)()
	if err := k.ready(l); err != nil {
		l.cut()
		return nil, err
	}
	return l, nil
}

// hold returns when the connection or ctx has ended; it is closed then.
func (k *link) hold(ctx context.Context, l *line) error {
	for {
		select {
		case <-ctx.Done():
			if k.current() == nil {
				l.cut() // blocked: it would not hear us
				return errBlocked
			}
			return l.conn.CloseDeadline(time.Now().Add(replyTimeout / 2))
		case b := <-l.blocks:
			k.block(ctx, l, b)
		case err, ok := <-l.closed:
			l.cut()
			if !ok || err == nil {
				return errClosed
			}
			return err
		}
	}
}

// block takes a connection out of use while the broker reads nothing from it,
// since it is short of memory or disk; the connection stays, to hear the end of it.
func (k *link) block(ctx context.Context, l *line, b amqp.Blocking) {
	if b.Active {
		k.set(nil, fmt.Errorf("%w: %s", errBlocked, b.Reason))
		l.halt()
		k.log.WarnContext(ctx, "the broker takes no events", "reason", b.Reason)
		return
	}
	l.resume()
	k.set(l, nil)
	k.log.InfoContext(ctx, "the broker takes events again")
}

func (k *link) set(l *line, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.line, k.err = l, err
	close(k.changed)
	k.changed = make(chan struct{})
}

// current is the connection, or nil.
func (k *link) current() *line {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.line
}

// get gives the connection. It waits while the first attempt after a loss is
// under way, at most dialTimeout, and fails at once when that failed.
func (k *link) get(ctx context.Context) (*line, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	for {
		k.mu.Lock()
		l, err, changed := k.line, k.err, k.changed
		k.mu.Unlock()
		switch {
		case l != nil:
			return l, nil
		case err != nil:
			return nil, fmt.Errorf("the broker is away: %w", err)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("connect to the broker: %w", ctx.Err())
		}
	}
}

// levelOf keeps a long outage from filling the log: the 1st, 2nd, 4th, 8th …
// failure in a row is a warning.
func levelOf(failures int) slog.Level {
	if failures&(failures-1) == 0 {
		return slog.LevelWarn
	}
	return slog.LevelDebug
}

// sleep waits for d or the end of ctx.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
