package telemetry

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// scope names what makes the spans.
const scope = "floresvictoria.cl/flores"

// traces is the process's way to the collector: one queue, whatever service a span
// is of. The queue is bounded and a span that finds it full is dropped; nobody waits.
type traces struct {
	queue   sdktrace.SpanProcessor
	out     *exporter
	sampler sdktrace.Sampler
	follows bool
	version string
}

// startTraces starts the queue, if there is a collector.
func (t *Telemetry) startTraces() (*traces, error) {
	address, err := t.opt.address()
	if err != nil || address == nil {
		return nil, err
	}
	headers, err := t.opt.headers()
	if err != nil {
		return nil, err
	}
	sampler, follows, err := t.opt.sampler()
	if err != nil {
		return nil, err
	}
	out := newExporter(address, headers, t.opt.Log, t.Counter("otlp_spans_exported_total"), t.Counter("otlp_spans_dropped_total"))
	return &traces{
		queue: sdktrace.NewBatchSpanProcessor(out), out: out, sampler: sampler, follows: follows, version: t.opt.Version,
	}, nil
}

// of makes the spans of a service: each is a resource of its own to the collector,
// also when several run in one process.
func (tr *traces) of(service string) spans {
	about := resource.NewSchemaless(
		attribute.String("service.name", service), attribute.String("service.namespace", "flores"), attribute.String("service.version", tr.version))
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithResource(about), sdktrace.WithSampler(tr.sampler), sdktrace.WithSpanProcessor(tr.queue))
	return spans{tracer: provider.Tracer(scope), follows: tr.follows}
}

// close sends what the queue holds, for as long as ctx allows, and ends it.
func (tr *traces) close(ctx context.Context) error {
	err := tr.queue.Shutdown(ctx)
	tr.out.stop()
	return err
}
