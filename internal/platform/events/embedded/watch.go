package embedded

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/events"
)

// watchAhead is how many events a slow watcher may be behind before it loses some.
const watchAhead = 256

type watcher struct {
	bus      *Bus
	handlers events.Handlers
	news     chan events.Event
}

// Watch collects from now on; the subscription's Run hands on and, at its end,
// stops collecting.
func (b *Bus) Watch(_ context.Context, handlers ...events.Handler) (events.Subscription, error) {
	types, err := events.ByType(handlers)
	if err != nil {
		return nil, err
	}
	w := &watcher{bus: b, handlers: types, news: make(chan events.Event, watchAhead)}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watchers[w] = struct{}{}
	return w, nil
}

// tell hands new events to the watchers without waiting for any.
func (b *Bus) tell(evs []events.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for w := range b.watchers {
		for _, ev := range evs {
			if _, ok := w.handlers[ev.Type]; !ok {
				continue
			}
			select {
			case w.news <- ev:
			default: // it polls, too
			}
		}
	}
}

// Run calls the handlers one event at a time until ctx ends.
func (w *watcher) Run(ctx context.Context) error {
	defer func() {
		w.bus.mu.Lock()
		defer w.bus.mu.Unlock()
		delete(w.bus.watchers, w)
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case ev := <-w.news:
			if err := w.handlers.Handle(ctx, ev); err != nil {
				w.bus.opt.Log.WarnContext(ctx, "news was not taken", "type", ev.Type, "event", ev.ID, "error", err)
			}
		}
	}
}
