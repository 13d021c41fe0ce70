package redis

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	redigo "github.com/gomodule/redigo/redis"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/edge"
)

// Limiter counts on the server, so that a limit holds over all replicas of the doors.
// Serving comes first: while the server does not answer, each replica counts for
// itself in memory, and what is allowed in all is as many times more as there are
// replicas. The replicas' clocks decide; one that is fast by more than a rate's time
// makes the others refuse until they are there.
type Limiter struct {
	pool   *Pool
	prefix string
	clk    clock.Clock
	alone  *edge.Memory
	log    *slog.Logger
	away   atomic.Int64 // until when the server is not asked, Unix nanoseconds of the machine's clock; 0: it answers
}

var _ edge.Limiter = (*Limiter)(nil)

const (
	limitTime = 200 * time.Millisecond // that a request waits for the server's count
	awayTime  = time.Second            // between two requests that find out whether it is back
)

// NewLimiter returns the limiter whose keys on the server begin with "prefix:".
func NewLimiter(pool *Pool, prefix string, clk clock.Clock) *Limiter {
	return &Limiter{pool: pool, prefix: prefix + ":", clk: clk, alone: edge.NewMemory(clk), log: pool.log}
}

var gcraScript = newScript("gcra", gcraSource)

// Allow counts one request of key against rate.
func (l *Limiter) Allow(ctx context.Context, key string, rate edge.Rate) (bool, time.Duration) {
	if rate.Times <= 0 {
		return true, 0
	}
	away := l.away.Load()
	if away > time.Now().UnixNano() {
		return l.alone.Allow(ctx, key, rate)
	}
	wait, err := l.ask(ctx, key, rate)
	switch {
	case err == nil:
		if away != 0 && l.away.CompareAndSwap(away, 0) {
			l.log.InfoContext(ctx, "limits are counted over all replicas again")
		}
		return wait == 0, wait
	case ctx.Err() == nil: // else the client went, which says nothing of the server
		if l.away.CompareAndSwap(away, time.Now().Add(awayTime).UnixNano()) && away == 0 {
			l.log.WarnContext(ctx, "limits are counted by each replica alone", "err", err)
		}
	}
	return l.alone.Allow(ctx, key, rate)
}

func (l *Limiter) ask(ctx context.Context, key string, rate edge.Rate) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, limitTime)
	defer cancel()
	us, err := redigo.Int64(l.pool.eval(ctx, gcraScript, []string{l.prefix + key},
		clock.Micros(l.clk.Now()), rate.Step().Microseconds(), rate.Per.Microseconds()))
	return time.Duration(us) * time.Microsecond, err
}
