package redis

import (
	"context"
	_ "embed"
	"strings"
	"time"

	redigo "github.com/gomodule/redigo/redis"
)

var (
	//go:embed swap.lua
	swapSource string
	//go:embed done.lua
	doneSource string
	//go:embed gcra.lua
	gcraSource string
)

// script is a Lua program that the server runs as one atomic step.
type script struct {
	name   string // for metrics
	source string
	hash   string
}

func newScript(name, source string) script {
	return script{name, source, redigo.NewScript(-1, source).Hash()}
}

// eval runs a script by its hash. A server that does not know it, after a restart or
// a failover, is sent the source.
func (p *Pool) eval(ctx context.Context, s script, keys []string, args ...any) (any, error) {
	call := make([]any, 0, 2+len(keys)+len(args))
	call = append(call, s.hash, len(keys))
	for _, k := range keys {
		call = append(call, k)
	}
	call = append(call, args...)
	return p.exchange(ctx, s.name, func(c redigo.Conn, wait time.Duration) (any, error) {
		reply, err := redigo.DoWithTimeout(c, wait, "EVALSHA", call...)
		if answer, ok := err.(redigo.Error); ok && strings.HasPrefix(string(answer), "NOSCRIPT") {
			call[0] = s.source
			reply, err = redigo.DoWithTimeout(c, wait, "EVAL", call...)
		}
		return reply, err
	})
}
