package telemetry

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// called is the key of a series of the service's calls to one provider.
type called struct {
	op      *contract.Op
	outcome string
}

// Conn has the service's calls over c counted, timed and traced; before the first.
func (s *Service) Conn(c *contract.Conn) {
	provider := c.Provider()
	c.Watch(&callWatch{
		s: s, provider: provider,
		retries: s.t.Counter("http_client_retries_total", "service", s.name, "provider", provider),
		took: newLookup(func(k called) *metrics.PrometheusHistogram {
			return s.t.Histogram("http_client_request_duration_seconds", "service", s.name, "provider", provider, "operation", k.op.ID(), "outcome", k.outcome)
		}),
	})
	s.t.Gauge("http_client_circuit_open", func() float64 {
		if c.Open() {
			return 1
		}
		return 0
	}, "service", s.name, "provider", provider)
}

type callWatch struct {
	s        *Service
	provider string
	retries  *metrics.Counter
	took     *lookup[called, *metrics.PrometheusHistogram]
}

// Begin starts the span of a call. What a service does on its own is no trace's part.
func (w *callWatch) Begin(ctx context.Context, op *contract.Op) (context.Context, any) {
	if !w.s.on() || traceparent.From(ctx) == "" {
		return ctx, nil
	}
	ctx, span := w.s.start(ctx, op.String(), trace.SpanKindClient,
		attribute.String("http.request.method", op.Method), attribute.String("url.template", op.Path), attribute.String("server.address", w.provider))
	if span == nil {
		return ctx, nil
	}
	return ctx, span
}

func (w *callWatch) End(op *contract.Op, begun any, sent contract.Sent, took time.Duration) {
	outcome := outcomeOf(sent)
	w.took.get(called{op, outcome}).Update(took.Seconds())
	if sent.Attempts > 1 {
		w.retries.Add(sent.Attempts - 1)
	}
	span, ok := begun.(trace.Span)
	if !ok {
		return
	}
	more := make([]attribute.KeyValue, 0, 3)
	if sent.Attempts > 1 {
		more = append(more, attribute.Int("http.request.resend_count", sent.Attempts-1))
	}
	failed := outcome != "ok" && outcome != "refused" && outcome != "cancelled"
	if failed {
		more = append(more, attribute.String("error.type", outcome))
	}
	endHTTP(span, sent.Status, failed, more...)
}

// outcomeOf tells apart what an operator does something else about.
func outcomeOf(sent contract.Sent) string {
	var p *problem.Problem
	switch {
	case sent.Err == nil:
		return "ok"
	case errors.Is(sent.Err, context.Canceled):
		return "cancelled"
	case sent.Attempts == 0:
		return "invalid"
	case sent.Open:
		return "circuit_open"
	case sent.Status >= http.StatusInternalServerError:
		return "failed"
	case errors.As(sent.Err, &p) && p.Status == http.StatusGatewayTimeout:
		return "timeout"
	case sent.Status >= http.StatusMultipleChoices:
		return "refused"
	case sent.Status == 0:
		return "unreachable"
	}
	return "failed" // an answer that could not be read
}
