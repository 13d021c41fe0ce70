package telemetry

import (
	"context"
	"log/slog"

	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// NewHandler adds trace_id and span_id to what is logged under a context that has a
// trace, and leaves everything else to inner.
func NewHandler(inner slog.Handler) slog.Handler { return logHandler{inner} }

type logHandler struct{ slog.Handler }

func (h logHandler) Handle(ctx context.Context, r slog.Record) error {
	if tp := traceparent.From(ctx); traceparent.TraceID(tp) != "" {
		r = r.Clone()
		r.AddAttrs(slog.String("trace_id", traceparent.TraceID(tp)), slog.String("span_id", traceparent.SpanID(tp)))
	}
	return h.Handler.Handle(ctx, r)
}

func (h logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return logHandler{h.Handler.WithAttrs(attrs)}
}

func (h logHandler) WithGroup(name string) slog.Handler { return logHandler{h.Handler.WithGroup(name)} }
