package telemetry

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// answered is the key of a series of the service's operations.
type answered struct {
	op    *contract.Op
	class int
}

// Router has the service's operations counted, timed and traced; before it serves.
func (s *Service) Router(r *contract.Router) { r.Watch(serverWatch{s}) }

type serverWatch struct{ s *Service }

// Begin starts the span of an operation. A request that comes without a trace begins
// one, unless only services ask such things: what they do on their own, again and
// again, would drown what visitors cause.
func (w serverWatch) Begin(ctx context.Context, op *contract.Op) (context.Context, any) {
	w.s.atWork.Inc()
	if !w.s.on() || (op.Internal() && traceparent.From(ctx) == "") {
		return ctx, nil
	}
	ctx, span := w.s.start(ctx, op.String(), trace.SpanKindServer,
		attribute.String("http.request.method", op.Method), attribute.String("http.route", op.Path))
	if span == nil {
		return ctx, nil // and no span in an interface that is not nil
	}
	return ctx, span
}

func (w serverWatch) End(op *contract.Op, begun any, status int, took time.Duration) {
	w.s.atWork.Dec()
	w.s.server.get(answered{op, status / 100}).Update(took.Seconds())
	if span, ok := begun.(trace.Span); ok {
		endHTTP(span, status, status >= http.StatusInternalServerError)
	}
}

// endHTTP ends a span of HTTP; an error says its status and no more, since texts of
// errors hold what people typed.
func endHTTP(span trace.Span, status int, failed bool, more ...attribute.KeyValue) {
	if status != 0 {
		more = append(more, attribute.Int("http.response.status_code", status))
	}
	span.SetAttributes(more...)
	if failed {
		fail(span)
	}
	span.End()
}
