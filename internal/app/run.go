package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/httpserver"
)

// Run starts everything and serves until ctx ends; then it stops in reverse:
// listeners drain, jobs and consumers finish, outboxes are emptied. doors are the
// listeners with what they serve.
func (a *App) Run(ctx context.Context, doors ...Door) error {
	// Three phases end one after the other: what is asked, what works, what publishes.
	serving, stopServing := context.WithCancel(context.WithoutCancel(ctx)) // not ready first
	defer stopServing()
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorking()
	publishing, stopPublishing := context.WithCancel(context.WithoutCancel(ctx))
	defer stopPublishing()
	failed := make(chan error, 1)
	fail := func(err error) {
		if err != nil {
			select {
			case failed <- err:
			default:
			}
		}
	}
	servers, workers, relays := &group{fail: fail}, &group{fail: fail}, &group{fail: fail}

	for _, r := range a.order {
		for _, relay := range r.kit.relays {
			relays.start(func() error { return relay.Run(publishing) })
		}
	}
	for _, r := range a.order {
		if err := a.work(working, workers, r); err != nil {
			return err
		}
	}
	drain := a.opt.Config.Drain
	for _, r := range a.order {
		if r.listener != nil {
			s := httpserver.New(r.listener, r.handler, r.kit.Log)
			servers.start(func() error { return s.Run(serving, drain) })
		}
	}
	for _, d := range doors {
		s := httpserver.New(d.Listener, d.Handler, a.opt.Log)
		servers.start(func() error { return s.Run(serving, drain) })
	}

	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	for _, r := range a.order {
		r.health.Drain()
	}
	stopServing()
	err = errors.Join(err, servers.wait("listeners"))
	stopWorking()
	err = errors.Join(err, workers.wait("jobs and consumers"))
	stopPublishing()
	return errors.Join(err, relays.wait("outboxes"))
}

// work starts a service's verifier, jobs and consumers.
func (a *App) work(ctx context.Context, g *group, r *running) error {
	if r.verifier != nil {
		g.start(func() error { return r.verifier.Run(ctx) })
	}
	for _, job := range r.part.Run {
		g.start(func() error { return job(ctx) })
	}
	if len(r.part.Handlers) > 0 {
		sub, err := a.observed.Subscribe(ctx, events.Consumer{Name: r.service.Name, Handlers: r.part.Handlers})
		if err != nil {
			return fmt.Errorf("%s: %w", r.service.Name, err)
		}
		g.start(func() error { return sub.Run(ctx) })
	}
	if len(r.part.Watches) > 0 {
		sub, err := a.observed.Watch(ctx, r.part.Watches...)
		if err != nil {
			return fmt.Errorf("%s: %w", r.service.Name, err)
		}
		g.start(func() error { return sub.Run(ctx) })
	}
	return nil
}

// Door is a listener and what it serves.
type Door struct {
	Listener net.Listener
	Handler  http.Handler
}

// Ready waits until every service of this process is ready.
func (a *App) Ready(ctx context.Context) error {
	for _, r := range a.order {
		if r.verifier != nil && !r.verifier.KeysLoaded() {
			_ = r.verifier.Poll(ctx) // the first news, without waiting for the poll's turn
		}
		for {
			ok, failing := r.health.Ready(ctx)
			if ok {
				break
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("%s is not ready: %v", r.service.Name, failing)
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	return nil
}

// group is some goroutines that end together.
type group struct {
	wg   sync.WaitGroup
	fail func(error)
}

func (g *group) start(f func() error) {
	g.wg.Go(func() { g.fail(f()) })
}

func (g *group) wait(what string) error {
	done := make(chan struct{})
	go func() { g.wg.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-time.After(stopGrace):
		return fmt.Errorf("%s did not stop within %s", what, stopGrace)
	}
}
