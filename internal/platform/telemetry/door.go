package telemetry

import (
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// passed is the key of a series of a door's routes.
type passed struct {
	route string
	class int
}

// unknownRoute is what counts as the route of a request that the door itself refused.
const unknownRoute = "none"

// Door wraps a door, outside of everything else it does. Each request begins a trace:
// one that the public sends means nothing here.
func (s *Service) Door(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		s.atWork.Inc()
		ctx, route := contract.WithRoute(r.Context())
		var span trace.Span
		if s.on() {
			ctx, span = s.startRoot(ctx, method(r.Method), trace.SpanKindServer, attribute.String("http.request.method", method(r.Method)))
		} else {
			ctx = traceparent.With(ctx, traceparent.New(false))
		}
		sw := &statusWriter{ResponseWriter: w}
		defer func() {
			s.atWork.Dec()
			if *route == "" {
				*route = unknownRoute
			}
			s.door.get(passed{*route, sw.class()}).Update(time.Since(start).Seconds())
			if span != nil {
				span.SetName(*route)
				endHTTP(span, sw.status, sw.class() == 5)
			}
		}()
		next.ServeHTTP(sw, r.WithContext(ctx))
	})
}

// method is what may be written of a request's method, which is anybody's text.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "_OTHER"
}

// statusWriter remembers the status of an answer that may stream.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// class is 2 of a 200, which is also what an answer without a word is.
func (w *statusWriter) class() int { return max(w.status, http.StatusOK) / 100 }

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Flush sends what was written, for streams.
func (w *statusWriter) Flush() {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
