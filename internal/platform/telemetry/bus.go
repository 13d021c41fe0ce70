package telemetry

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// depthTime bounds the question how long the queues are, at a scrape.
const depthTime = 2 * time.Second

// Bus is b with what it publishes and what its consumers handle counted, timed and
// traced. Once a process: the lengths of the queues of its consumers are read at
// every scrape. No bus stays none.
func (t *Telemetry) Bus(b events.Bus) events.Bus {
	if b == nil {
		return nil
	}
	w := &bus{Bus: b, t: t, consumers: map[string]bool{}}
	w.published = newLookup(func(k eventKind) *metrics.Counter {
		return t.Counter("events_published_total", "service", k.of, "type", k.kind)
	})
	w.handled = newLookup(func(k handled) *metrics.PrometheusHistogram {
		return t.Histogram("events_handler_duration_seconds", "consumer", k.of, "type", k.kind, "outcome", k.outcome)
	})
	w.failures = t.Counter("events_publish_failures_total")
	t.set.RegisterMetricsWriter(w.writeDepths)
	return w
}

type bus struct {
	events.Bus
	t         *Telemetry
	published *lookup[eventKind, *metrics.Counter]
	handled   *lookup[handled, *metrics.PrometheusHistogram]
	failures  *metrics.Counter

	mu        sync.Mutex
	consumers map[string]bool
}

// eventKind is a type of event and its publisher or consumer.
type eventKind struct{ of, kind string }

type handled struct {
	eventKind
	outcome string
}

// Publishes has the counters of a service's events from the start, at zero: a rate
// cannot be told of a series that begins at one.
func (s *Service) Publishes(types ...string) {
	for _, kind := range types {
		s.t.Counter("events_published_total", "service", s.name, "type", kind)
	}
}

// Publish publishes, and counts what the bus took.
func (b *bus) Publish(ctx context.Context, evs []events.Event) error {
	sent, made := b.trace(ctx, evs)
	err := b.Bus.Publish(ctx, sent)
	for _, span := range made {
		if err != nil {
			fail(span)
		}
		span.End()
	}
	if err != nil {
		b.failures.Inc()
		return err
	}
	for _, ev := range evs {
		b.published.get(eventKind{ev.Source, ev.Type}).Inc()
		if b.t.opt.Published != nil {
			b.t.opt.Published(b.t, ev)
		}
	}
	return nil
}

// trace begins a span for each event whose cause is recorded; who handles the event
// goes on from there.
func (b *bus) trace(ctx context.Context, evs []events.Event) (sent []events.Event, made []trace.Span) {
	sent = evs
	if b.t.traces == nil {
		return sent, nil
	}
	for i, ev := range evs {
		if !traceparent.Valid(ev.TraceParent) {
			continue
		}
		under, span := b.t.Service(ev.Source).start(traceparent.With(ctx, ev.TraceParent), "send "+ev.Type, trace.SpanKindProducer, about(ev)...)
		if span == nil {
			continue
		}
		if made == nil {
			sent = append([]events.Event(nil), evs...) // the caller's own stay as they are
		}
		sent[i].TraceParent, made = traceparent.From(under), append(made, span)
	}
	return sent, made
}

// about is what a span says of an event: not its subject, which names an order or a person.
func about(ev events.Event) []attribute.KeyValue {
	return []attribute.KeyValue{
		attribute.String("messaging.system", "flores"), attribute.String("messaging.destination.name", ev.Type), attribute.String("messaging.message.id", ev.ID),
	}
}

// Subscribe has the consumer's handlers observed.
func (b *bus) Subscribe(ctx context.Context, c events.Consumer) (events.Subscription, error) {
	observed := make([]events.Handler, len(c.Handlers))
	for i, h := range c.Handlers {
		observed[i] = b.observe(c.Name, h)
	}
	c.Handlers = observed
	sub, err := b.Bus.Subscribe(ctx, c)
	if err == nil {
		b.mu.Lock()
		b.consumers[c.Name] = true
		b.mu.Unlock()
	}
	return sub, err
}

// observe wraps a handler. What it does belongs to the trace of the event's cause,
// or to a new one.
func (b *bus) observe(consumer string, h events.Handler) events.Handler {
	service, _, _ := strings.Cut(consumer, ".")
	s := b.t.Service(service)
	return events.Handler{Type: h.Type, Handle: func(ctx context.Context, ev events.Event) (err error) {
		start := time.Now()
		tp := ev.TraceParent
		if !traceparent.Valid(tp) {
			tp = ""
		}
		var span trace.Span
		switch {
		case s.on():
			ctx, span = s.start(traceparent.With(ctx, tp), "process "+ev.Type, trace.SpanKindConsumer,
				append(about(ev), attribute.String("messaging.consumer.group.name", consumer))...)
		case tp == "":
			ctx = traceparent.With(ctx, traceparent.New(false))
		default:
			ctx = traceparent.With(ctx, tp)
		}
		outcome := "refused" // what a panic is, too
		defer func() {
			b.handled.get(handled{eventKind{consumer, ev.Type}, outcome}).Update(time.Since(start).Seconds())
			if span != nil {
				if outcome != "ok" {
					span.SetAttributes(attribute.String("error.type", outcome))
					fail(span)
				}
				span.End()
			}
		}()
		err = h.Handle(ctx, ev)
		switch {
		case err == nil:
			outcome = "ok"
		case !events.IsPermanent(err):
			outcome = "failed"
		}
		return err
	}}
}

// writeDepths writes how long the queues of this process's consumers are. A bus that
// does not answer in time has no lengths: that its series are gone is what shows.
func (b *bus) writeDepths(w io.Writer) {
	ctx, cancel := context.WithTimeout(context.Background(), depthTime)
	defer cancel()
	depths, err := b.Depths(ctx)
	if err != nil {
		return
	}
	for _, family := range []string{"events_queue_ready", "events_queue_parked"} {
		for _, d := range depths {
			b.mu.Lock()
			ours := b.consumers[d.Consumer]
			b.mu.Unlock()
			if !ours {
				continue
			}
			n := d.Ready
			if family == "events_queue_parked" {
				n = d.Parked
			}
			_, _ = fmt.Fprintf(w, "%s %d\n", b.t.series(family, gauge, []string{"consumer", d.Consumer}), n)
		}
	}
}
