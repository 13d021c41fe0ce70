package telemetry_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/telemetry"
	"floresvictoria.cl/flores/internal/platform/telemetry/telemetrytest"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

const foreign = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

// step is a span and the one it stands under.
func step(s, under telemetrytest.Span) string {
	return fmt.Sprintf("%s %d %s < %s %s", s.Service, s.Kind, s.Name, under.Service, under.Name)
}

func TestAnOrderIsOneTraceFromTheDoorToTheMail(t *testing.T) {
	for _, remote := range []bool{false, true} {
		t.Run(map[bool]string{false: "in one process", true: "over HTTP"}[remote], func(t *testing.T) {
			collector := telemetrytest.Collect(t)
			s := open(t, remote, telemetry.Settings{Endpoint: collector.URL, Headers: "x-key=a%20b"})
			var got struct{ Trace string }
			must(t, json.Unmarshal(s.order(t, "Traceparent", foreign).Body.Bytes(), &got))
			mail := s.mail(t)
			eventually(t, "the mail's span ended", func() bool {
				_, ok := telemetrytest.Scraped(t, s.tel.Handler()).Has("events_handler_duration_seconds_count")
				return ok
			})
			s.flush(t)
			spans := collector.Spans()
			of, steps := map[string]telemetrytest.Span{}, map[string]bool{}
			for _, span := range spans {
				of[span.ID] = span
			}
			for _, span := range spans {
				steps[step(span, of[span.Parent])] = true
				if span.TraceID != traceparent.TraceID(got.Trace) {
					t.Errorf("%s %s is of another trace", span.Service, span.Name)
				}
			}
			for _, want := range []string{
				"api-gateway 2 get_orders_number <  ",
				"order-service 2 GET /api/orders/{number} < api-gateway get_orders_number",
				"order-service 3 GET /api/stock/{number} < order-service GET /api/orders/{number}",
				"product-service 2 GET /api/stock/{number} < order-service GET /api/stock/{number}",
				"order-service 3 sqlite transaction < order-service GET /api/orders/{number}",
				"order-service 4 send order.placed < order-service sqlite transaction",
				"notification-service 5 process order.placed < order-service send order.placed",
			} {
				if !steps[want] {
					t.Errorf("not there: %s", want)
				}
			}
			if len(steps) != 7 || t.Failed() {
				t.Errorf("the steps were %v", steps)
			}
			if traceparent.TraceID(mail) != traceparent.TraceID(got.Trace) || traceparent.TraceID(mail) == traceparent.TraceID(foreign) {
				t.Errorf("the mail is of %s, the order of %s", mail, got.Trace)
			}
			if h := collector.Headers()[0]; h.Get("X-Key") != "a b" {
				t.Errorf("the collector was sent %v", h)
			}
		})
	}
}

func TestFailuresShowInTheirSpansWithoutAWordOfTheirText(t *testing.T) {
	collector := telemetrytest.Collect(t)
	s := open(t, false, telemetry.Settings{Endpoint: collector.URL})
	s.refuse(fmt.Errorf("the card of ana@example.cl was refused"))
	if w := s.order(t); w.Code != http.StatusInternalServerError {
		t.Fatalf("answered %d", w.Code)
	}
	s.flush(t)
	spans := collector.Spans()
	for _, span := range spans {
		if !span.Failed || span.Attributes["http.response.status_code"] != "500" {
			t.Errorf("%+v", span)
		}
	}
	if len(spans) != 4 {
		t.Errorf("%d spans", len(spans))
	}
	if all := fmt.Sprint(spans); strings.Contains(all, "ana@") || strings.Contains(all, "FV-1") {
		t.Error(all)
	}
}

// A driver tells of a command when it ended; its span has begun before.
func TestADriversCommandIsASpanOfItsCause(t *testing.T) {
	collector := telemetrytest.Collect(t)
	s := open(t, false, telemetry.Settings{Endpoint: collector.URL})
	told := s.tel.Service("review-service").TracedCommands("mongodb")
	told(t.Context(), "ping", time.Millisecond, nil)
	told(traceparent.With(t.Context(), foreign), "find", 2*time.Second, errors.New("of ana@example.cl"))
	s.flush(t)
	spans := collector.Spans()
	if len(spans) != 1 || step(spans[0], telemetrytest.Span{}) != "review-service 3 mongodb find <  " || spans[0].Parent != traceparent.SpanID(foreign) ||
		!spans[0].Failed || spans[0].Nanos < 2e9 || spans[0].Nanos > 3e9 {
		t.Errorf("%+v", spans)
	}
}

// What a service does on its own, over and over, is no trace.
func TestBackgroundWorkIsNotRecorded(t *testing.T) {
	collector := telemetrytest.Collect(t)
	s := open(t, false, telemetry.Settings{Endpoint: collector.URL})
	_, err := sweepStock.Call(t.Context(), s.stock, &ask{"1"})
	must(t, err)
	s.flush(t)
	if spans := collector.Spans(); len(spans) != 0 {
		t.Errorf("%v", spans)
	}
}

func TestWithoutACollectorATraceStillJoinsTheLogLines(t *testing.T) {
	for _, remote := range []bool{false, true} {
		s := open(t, remote, telemetry.Settings{})
		var got struct{ Trace string }
		must(t, json.Unmarshal(s.order(t, "Traceparent", foreign).Body.Bytes(), &got))
		mail := s.mail(t)
		id := traceparent.TraceID(got.Trace)
		if !valid(got.Trace) || traceparent.Sampled(got.Trace) || id == traceparent.TraceID(foreign) || traceparent.TraceID(mail) != id {
			t.Errorf("the order is of %q, the mail of %q", got.Trace, mail)
		}
		if !strings.Contains(s.logs.String(), "msg=taken trace_id="+id+" span_id=") {
			t.Errorf("the log says %s", s.logs)
		}
	}
}

func TestTheSamplerDecidesForWholeTraces(t *testing.T) {
	for _, test := range []struct {
		sampler, arg string
		want         int
	}{
		{"always_off", "", 0},
		{"parentbased_always_off", "", 0},
		{"parentbased_traceidratio", "0", 0},
		{"parentbased_traceidratio", "1", 12},
		{"traceidratio", "", 12},
		{"always_on", "", 12},
		{"parentbased_always_on", "", 12},
	} {
		collector := telemetrytest.Collect(t)
		s := open(t, false, telemetry.Settings{Endpoint: collector.URL, Sampler: test.sampler, SamplerArg: test.arg})
		s.refuse(errBusy) // no event follows, and the stock is asked three times: six spans
		for range 2 {
			s.order(t)
		}
		s.flush(t)
		if n := len(collector.Spans()); n != test.want {
			t.Errorf("%s %s: %d spans of two orders", test.sampler, test.arg, n)
		}
	}
}

func TestACollectorThatIsAwayCostsTracesAndNothingElse(t *testing.T) {
	collector := telemetrytest.Collect(t)
	collector.Away.Store(true)
	s := open(t, false, telemetry.Settings{Endpoint: strings.Replace(collector.URL, "http://", "http://flores:s3cret@", 1), Headers: "authorization=Bearer%20t0ken"})
	for range 100 { // more spans than a batch holds
		if w := s.order(t); w.Code != http.StatusOK {
			t.Fatalf("an order is answered %d", w.Code)
		}
		s.mail(t)
	}
	eventually(t, "a batch was dropped", func() bool {
		n, _ := telemetrytest.Scraped(t, s.tel.Handler()).Has("otlp_spans_dropped_total")
		return n > 0
	})
	collector.Away.Store(false)
	s.flush(t)
	if len(collector.Spans()) == 0 {
		t.Error("nothing came once the collector was back")
	}
	log := s.logs.String()
	if n := strings.Count(log, "traces are dropped"); n != 1 || strings.Contains(log, "s3cret") || strings.Contains(log, "t0ken") {
		t.Errorf("told %d times: %s", n, log)
	}
}
