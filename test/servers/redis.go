package servers

import (
	"context"
	"errors"
	"strconv"
	"syscall"

	"github.com/gomodule/redigo/redis"
)

// StartRedis starts Redis with its data in dir and returns when it answers. It
// keeps carts as in production: every command is in the file's system cache
// before it is answered (a killed server loses none) and on disk each second,
// and nothing is evicted.
func StartRedis(ctx context.Context, dir string) (*Server, error) {
	const name = "Redis"
	path, ok := program("redis-server", "/usr/bin")
	if !ok {
		return nil, debian(name, "redis-server")
	}
	dir, err := directory(dir)
	if err != nil {
		return nil, err
	}
	port, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Name: name,
		URL:  "redis://" + loopback(port[0]) + "/0",
		dir:  dir,
		main: command{path: path, dir: dir, args: []string{
			"--bind", "127.0.0.1", "--port", strconv.Itoa(port[0]), "--dir", dir,
			"--databases", "256",
			"--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
			"--maxmemory", "256mb", "--maxmemory-policy", "noeviction",
		}},
		stop: syscall.SIGTERM,
	}
	s.answers = func(ctx context.Context) error {
		return withRedis(ctx, s.URL, func(c redis.Conn) error {
			_, err := c.Do("PING") // an error while the data is being loaded
			return err
		})
	}
	return s.begin(ctx)
}

// withRedis connects, calls do and disconnects.
func withRedis(ctx context.Context, url string, do func(redis.Conn) error) error {
	c, err := redis.DialURLContext(ctx, url)
	if err != nil {
		return err
	}
	return errors.Join(do(c), c.Close())
}
