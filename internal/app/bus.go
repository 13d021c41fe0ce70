package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
	"floresvictoria.cl/flores/internal/platform/events/rabbit"
)

// closingBus is a bus that the app opened, and so closes.
type closingBus interface {
	events.Bus
	Close() error
}

// openBus opens the way that the events of this process's services go.
func (a *App) openBus(ctx context.Context) (err error) {
	if !slices.ContainsFunc(a.opt.Services, func(name string) bool { return a.table.Find(name).events() }) {
		return nil
	}
	url, err := a.env.Value(EnvRabbit)
	if err != nil {
		return err
	}
	if url != "" {
		a.bus, err = rabbit.Open(rabbit.Options{
			URL: url, Name: strings.Join(a.opt.Services, " "), Bindings: a.table.Bindings(), Clock: a.opt.Clock, Backoff: a.opt.Backoff, Log: a.opt.Log,
		})
		if err != nil {
			return fmt.Errorf("%s: %w", EnvRabbit, err)
		}
		return nil
	}
	a.bus, err = embedded.Open(ctx, embedded.Options{Path: a.opt.Data.Path("events.db"), Clock: a.opt.Clock, Backoff: a.opt.Backoff, Log: a.opt.Log})
	if err != nil {
		return fmt.Errorf("the store of the events: %w", err)
	}
	return nil
}

// events tells whether the service publishes or consumes any.
func (s *Service) events() bool { return len(s.Publishes)+len(s.Consumes) > 0 }

// Bindings say which events each consumer's queue collects.
func (t Table) Bindings() (out []events.Binding) {
	for _, s := range t {
		if len(s.Consumes) > 0 {
			out = append(out, events.Binding{Consumer: s.Name, Types: s.Consumes})
		}
	}
	return out
}

// declare checks that the services of this process handle what their rows say, and
// makes their queues before any relay runs.
func (a *App) declare(ctx context.Context) error {
	for _, r := range a.order {
		if err := sameEvents(r.service, r.part.Handlers); err != nil {
			return err
		}
	}
	if _, durable := a.bus.(*embedded.Bus); !durable {
		return nil // no events, or a broker that was told of every queue
	}
	for _, b := range a.table.Bindings() {
		if !slices.Contains(a.opt.Services, b.Consumer) {
			continue // its queue would only grow here
		}
		if err := a.bus.Declare(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

func sameEvents(s *Service, handlers []events.Handler) error {
	for _, h := range handlers {
		if !slices.Contains(s.Consumes, h.Type) {
			return fmt.Errorf("%s handles %s, which its row in the table does not say", s.Name, h.Type)
		}
	}
	if len(handlers) != len(s.Consumes) {
		return fmt.Errorf("%s handles %d kinds of event, its row in the table says %d", s.Name, len(handlers), len(s.Consumes))
	}
	return nil
}
