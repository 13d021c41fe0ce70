package redis

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	redigo "github.com/gomodule/redigo/redis"
)

// Pool is a bounded number of connections to one server. It is safe for concurrent use.
type Pool struct {
	pool        *redigo.Pool
	address     string
	dialOptions []redigo.DialOption
	max         int
	observe     func(string, time.Duration, error)
	log         *slog.Logger

	broke atomic.Int64           // when a connection last broke, Unix nanoseconds
	down  atomic.Pointer[outage] // of the last attempt to connect; nil when it worked
}

// Stats is what a pool is doing, for metrics.
type Stats struct {
	Open, Idle, Max int           // connections
	Waits           int64         // calls that had to wait for a connection
	Waited          time.Duration // by all of them
}

// Stats counts the connections.
func (p *Pool) Stats() Stats {
	s := p.pool.Stats()
	return Stats{Open: s.ActiveCount, Idle: s.IdleCount, Max: p.max, Waits: s.WaitCount, Waited: s.WaitDuration}
}

// Ping tells whether the server answers.
func (p *Pool) Ping(ctx context.Context) error {
	_, err := p.Do(ctx, "PING")
	return err
}

// Close ends the connections; calls at work finish, later ones fail.
func (p *Pool) Close() error { return p.pool.Close() }

// Do sends one command and gives its answer as the server said it.
func (p *Pool) Do(ctx context.Context, command string, args ...any) (any, error) {
	return p.exchange(ctx, command, func(c redigo.Conn, wait time.Duration) (any, error) {
		return redigo.DoWithTimeout(c, wait, command, args...)
	})
}

// exchange lends a connection to talk, which waits for each answer as long as it is
// told to. It never repeats: whether a lost answer's command was carried out is the
// caller's to find out.
func (p *Pool) exchange(caller context.Context, name string, talk func(c redigo.Conn, wait time.Duration) (any, error)) (reply any, err error) {
	start := time.Now()
	defer func() {
		err = explain(caller, name, err)
		p.observe(name, time.Since(start), err)
	}()
	ctx, cancel := context.WithTimeout(caller, callTime)
	defer cancel()
	c, err := p.pool.GetContext(ctx)
	if err != nil {
		return nil, err
	}
	defer c.Close() // of a borrowed connection: what it says was said by the answer
	deadline, _ := ctx.Deadline()
	reply, err = talk(c, max(time.Millisecond, min(answerTime, time.Until(deadline))))
	if c.Err() != nil {
		p.broke.Store(time.Now().UnixNano())
	}
	return reply, err
}
