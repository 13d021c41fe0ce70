package servers

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/gomodule/redigo/redis"
)

const (
	// claimSeconds is how long a logical database stays taken by a test that
	// was killed; longer than any test runs.
	claimSeconds = 3600
	// scratch is the set of the logical databases that tests have used and that
	// may therefore be emptied. It and the claims are in database 0.
	scratch = "flores:test:scratch"
)

func claim(n int) string { return "flores:test:claim:" + strconv.Itoa(n) }

// freshRedis claims an empty logical database, from 1 on. One with data that no
// test has left is not touched. It waits while other tests have them all.
func freshRedis(ctx context.Context, base string) (string, remove, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", nil, fmt.Errorf("read Redis's address: %w", err)
	}
	u.Path = "/0"
	zero := u.String()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		var n int
		err := withRedis(ctx, zero, func(c redis.Conn) error {
			n, err = claimAny(c)
			return err
		})
		if err == nil {
			u.Path = "/" + strconv.Itoa(n)
			return u.String(), func(ctx context.Context) error {
				return withRedis(ctx, zero, func(c redis.Conn) error { return giveBack(c, n) })
			}, nil
		}
		if !errors.Is(err, errNoneFree) {
			return "", nil, fmt.Errorf("claim a logical database of Redis: %w", err)
		}
		select {
		case <-ctx.Done():
			return "", nil, err
		case <-again.C:
		}
	}
}

var errNoneFree = errors.New("every logical database of Redis is in use")

func claimAny(c redis.Conn) (int, error) {
	settings, err := redis.StringMap(c.Do("CONFIG", "GET", "databases"))
	if err != nil {
		return 0, err
	}
	count, err := strconv.Atoi(settings["databases"])
	if err != nil {
		return 0, err
	}
	for n := 1; n < count; n++ {
		_, err := redis.String(c.Do("SET", claim(n), "1", "NX", "EX", claimSeconds))
		if errors.Is(err, redis.ErrNil) {
			continue // another test's
		}
		if err != nil {
			return 0, err
		}
		ours, err := empty(c, n)
		if err != nil {
			return 0, err
		}
		if ours {
			return n, nil
		}
		if _, err := c.Do("DEL", claim(n)); err != nil {
			return 0, err
		}
	}
	return 0, errNoneFree
}

// empty empties a claimed logical database when only tests have used it, and
// tells whether it did.
func empty(c redis.Conn, n int) (bool, error) {
	used, err := redis.Bool(c.Do("SISMEMBER", scratch, n))
	if err != nil {
		return false, err
	}
	if _, err := c.Do("SELECT", n); err != nil {
		return false, err
	}
	size, err := redis.Int(c.Do("DBSIZE"))
	if err == nil && used {
		_, err = c.Do("FLUSHDB")
	}
	if _, back := c.Do("SELECT", 0); err == nil {
		err = back
	}
	if err != nil || (size > 0 && !used) {
		return false, err
	}
	_, err = c.Do("SADD", scratch, n)
	return true, err
}

func giveBack(c redis.Conn, n int) error {
	if _, err := empty(c, n); err != nil {
		return err
	}
	_, err := c.Do("DEL", claim(n))
	return err
}
