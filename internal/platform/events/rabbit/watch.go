package rabbit

import (
	"context"
	"fmt"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
)

const (
	watchAhead = 256  // news on its way to a watcher
	watchKept  = 1024 // news that waits on the broker; older news is dropped
)

// watcher takes news from a queue that lasts as long as its connection.
type watcher struct {
	bus      *Bus
	handlers events.Handlers
	session  *session // made by Watch already, when the broker was there
}

// Watch collects from now on, or, when the broker is away, from when it is back.
func (b *Bus) Watch(ctx context.Context, handlers ...events.Handler) (events.Subscription, error) {
	types, err := events.ByType(handlers)
	if err != nil {
		return nil, err
	}
	w := &watcher{bus: b, handlers: types}
	if w.session, err = w.open(ctx); err != nil {
		b.opt.Log.WarnContext(ctx, "no news is heard yet", "error", err)
	}
	return w, nil
}

// open makes the queue and begins to consume it.
func (w *watcher) open(ctx context.Context) (*session, error) {
	l, err := w.bus.in.get(ctx)
	if err != nil {
		return nil, err
	}
	if err := w.bus.ensure(l); err != nil {
		return nil, err
	}
	var name string
	err = l.withChannel(ctx, func(ch *amqp.Channel) error {
		defer l.watchdog()()
		q, err := ch.QueueDeclare("", false, true, true, false, amqp.Table{amqp.QueueMaxLenArg: int32(watchKept)})
		if err != nil {
			return err
		}
		name = q.Name
		for kind := range w.handlers {
			if err := ch.QueueBind(name, kind, exchange, false, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("declare a queue for news: %w", err)
	}
	return l.consume(name, watchAhead)
}

// Run calls the handlers one event at a time until ctx ends, and hears news again
// whenever the broker is back.
func (w *watcher) Run(ctx context.Context) error {
	failures := 0
	for {
		since := time.Now()
		var err error
		if w.session == nil {
			w.session, err = w.open(ctx)
		}
		if w.session != nil {
			err = w.listen(ctx)
			w.session.end()
			w.session = nil
			if time.Since(since) > time.Second {
				failures = 0
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		failures++
		wait := w.bus.opt.Backoff.After(failures)
		w.bus.opt.Log.Log(ctx, levelOf(failures), "no news is heard", "error", err, "retry_in", wait)
		sleep(ctx, wait)
	}
}

func (w *watcher) listen(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case d, ok := <-w.session.deliveries:
			if !ok {
				return errLost
			}
			w.hear(ctx, &d)
		}
	}
}

// hear hands one event on; whatever comes of it, it is not heard again.
func (w *watcher) hear(ctx context.Context, d *amqp.Delivery) {
	ev, err := decode(d)
	if err == nil {
		err = w.handlers.Handle(ctx, ev)
	}
	if err != nil {
		w.bus.opt.Log.WarnContext(ctx, "news was not taken", "type", d.Type, "event", d.MessageId, "error", err)
	}
	_ = d.Ack(false) // fails with the connection, and so does the queue
}
