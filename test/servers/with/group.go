package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"floresvictoria.cl/flores/test/servers"
)

// kind is one of the four.
type kind struct {
	name     string
	variable string // tells where it is
	also     string // tells it too, or nothing
	start    func(context.Context, string) (*servers.Server, error)
}

func kinds() []kind {
	return []kind{
		{"postgres", "FLORES_TEST_POSTGRES", "", servers.StartPostgres},
		{"redis", "FLORES_TEST_REDIS", "", servers.StartRedis},
		{"rabbitmq", "FLORES_TEST_RABBITMQ", "", servers.StartRabbitMQ},
		{"mongo", "FLORES_TEST_MONGO", "MONGODB_URI", servers.StartMongo},
	}
}

// group is the servers that we have started.
type group struct {
	mu      sync.Mutex
	started []*servers.Server
	env     []string
}

// start starts all at the same time and writes a line about each. What it has
// started is in the group even when another fails.
func start(ctx context.Context, out io.Writer) (*group, error) {
	g := &group{}
	var all sync.WaitGroup
	var errs error
	for _, k := range kinds() {
		all.Go(func() {
			began := time.Now()
			s, line, err := k.begin(ctx)
			g.mu.Lock()
			defer g.mu.Unlock()
			if err != nil {
				errs = errors.Join(errs, err)
				return
			}
			_, _ = fmt.Fprintf(out, "with: %-9s %s (%s)\n", k.name, line, time.Since(began).Round(10*time.Millisecond))
			if s != nil {
				g.started = append(g.started, s)
				g.env = append(g.env, k.variable+"="+s.URL)
				if s.Admin != "" {
					g.env = append(g.env, k.variable+"_API="+s.Admin)
				}
			}
		})
	}
	all.Wait()
	return g, errs
}

// begin starts a server unless the environment names one; the line says what
// there is. The address of a given one is not told: it may hold a password.
func (k kind) begin(ctx context.Context) (*servers.Server, string, error) {
	for _, variable := range []string{k.variable, k.also} {
		if variable != "" && os.Getenv(variable) != "" {
			return nil, "given by " + variable, nil
		}
	}
	dir, err := servers.Scratch(k.name)
	if err != nil {
		return nil, "", err
	}
	s, err := k.start(ctx, dir)
	if servers.IsMissing(err) && os.Getenv("CI") != "true" {
		return nil, "left out: " + err.Error(), nil
	}
	if err != nil {
		return nil, "", err
	}
	return s, s.URL, nil
}

func (g *group) environment() []string { return g.env }

// stop ends all at the same time, without ceremony: their data goes too.
func (g *group) stop() {
	var all sync.WaitGroup
	for _, s := range g.started {
		all.Go(func() {
			_ = s.Kill() // reports nothing but that it did not run
			_ = s.Stop() // what the server needed beside it
		})
	}
	all.Wait()
}
