package telemetry

import (
	"context"
	"encoding/hex"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// spans makes one service's spans; the zero value makes none.
type spans struct {
	tracer  trace.Tracer
	follows bool // the sampler decides for whole traces, at their beginning
}

func (s spans) on() bool { return s.tracer != nil }

// start begins a span under the trace of ctx, or a new trace when it has none. The
// context it returns carries the span on; the span is nil when it is not recorded.
func (s spans) start(ctx context.Context, name string, kind trace.SpanKind, attrs ...attribute.KeyValue) (context.Context, trace.Span) {
	return s.begin(ctx, name, []trace.SpanStartOption{trace.WithSpanKind(kind), trace.WithAttributes(attrs...)})
}

func (s spans) begin(ctx context.Context, name string, opts []trace.SpanStartOption) (context.Context, trace.Span) {
	tp := traceparent.From(ctx)
	if s.follows && tp != "" && !traceparent.Sampled(tp) {
		return ctx, nil
	}
	under := context.Background()
	if parent, ok := parse(tp); ok {
		under = trace.ContextWithRemoteSpanContext(under, parent)
	}
	_, span := s.tracer.Start(under, name, opts...)
	ctx = traceparent.With(ctx, format(span.SpanContext()))
	if !span.IsRecording() {
		return ctx, nil
	}
	return ctx, span
}

// startRoot begins a trace, whatever ctx carries.
func (s spans) startRoot(ctx context.Context, name string, kind trace.SpanKind, attrs ...attribute.KeyValue) (context.Context, trace.Span) {
	return s.start(traceparent.With(ctx, ""), name, kind, attrs...)
}

func fail(span trace.Span) { span.SetStatus(codes.Error, "") }

func parse(tp string) (trace.SpanContext, bool) {
	if !traceparent.Valid(tp) {
		return trace.SpanContext{}, false
	}
	var c trace.SpanContextConfig
	_, _ = hex.Decode(c.TraceID[:], []byte(traceparent.TraceID(tp))) // Valid has seen that it is hexadecimal
	_, _ = hex.Decode(c.SpanID[:], []byte(traceparent.SpanID(tp)))
	if traceparent.Sampled(tp) {
		c.TraceFlags = trace.FlagsSampled
	}
	c.Remote = true
	return trace.NewSpanContext(c), true
}

func format(sc trace.SpanContext) string {
	flags := "-00"
	if sc.IsSampled() {
		flags = "-01"
	}
	return "00-" + sc.TraceID().String() + "-" + sc.SpanID().String() + flags
}
