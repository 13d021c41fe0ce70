package redis

import (
	"context"
	"time"

	redigo "github.com/gomodule/redigo/redis"
)

// outage is a server that cannot be connected to.
type outage struct {
	err   error
	since time.Time // of the last attempt
}

const (
	// rest is how long nobody tries again after a failure to connect: those who
	// wait for a connection meanwhile fail at once, instead of one after the other.
	rest = 250 * time.Millisecond
	// fresh is how long an unused connection passes for a good one without being asked.
	fresh = time.Second
)

func (p *Pool) dial(ctx context.Context) (redigo.Conn, error) {
	before := p.down.Load()
	if before != nil && time.Since(before.since) < rest {
		return nil, before.err
	}
	c, err := redigo.DialContext(ctx, "tcp", p.address, p.dialOptions...)
	switch {
	case err == nil:
		if p.down.Swap(nil) != nil {
			p.log.InfoContext(ctx, "redis is back", "address", p.address)
		}
		return &link{Conn: c}, nil
	case ctx.Err() != nil: // the caller's end says nothing of the server
		return nil, err
	}
	if p.down.Swap(&outage{err, time.Now()}) == nil {
		p.log.WarnContext(ctx, "redis is unreachable", "address", p.address, "err", err)
	}
	return nil, err
}

// fit asks a connection that was long idle, or that was there already when another
// one broke, whether it still lives: after a restart of the server all of them are dead.
func (p *Pool) fit(ctx context.Context, c redigo.Conn, used time.Time) error {
	if time.Since(used) < fresh && used.UnixNano() > p.broke.Load() {
		return nil
	}
	wait := answerTime
	if deadline, ok := ctx.Deadline(); ok {
		wait = max(time.Millisecond, min(wait, time.Until(deadline)))
	}
	_, err := redigo.DoWithTimeout(c, wait, "PING")
	return err
}

// link is a connection that the pool drops when the server at its other end says
// that it does not serve: the next one is made to whoever has taken over.
type link struct {
	redigo.Conn
	unfit error
}

// DoWithTimeout sends a command and takes its answer.
func (l *link) DoWithTimeout(d time.Duration, command string, args ...any) (any, error) {
	reply, err := redigo.DoWithTimeout(l.Conn, d, command, args...)
	if refuses(err) {
		l.unfit = err
	}
	return reply, err
}

// ReceiveWithTimeout takes an answer.
func (l *link) ReceiveWithTimeout(d time.Duration) (any, error) {
	return redigo.ReceiveWithTimeout(l.Conn, d)
}

// Err is not nil when the connection cannot be used any more.
func (l *link) Err() error {
	if l.unfit != nil {
		return l.unfit
	}
	return l.Conn.Err()
}
