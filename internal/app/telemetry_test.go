package app_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/telemetry/telemetrytest"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// A purchase is one trace from the door through every service it needs to the mail
// that it causes, whether or not the services share a process.
func TestAPurchaseIsOneTrace(t *testing.T) {
	t.Setenv("OTEL_BSP_SCHEDULE_DELAY", "50") // milliseconds until a span is sent
	for name, o := range map[string]apptest.Options{"one process": {}, "HTTP between the services": {HTTP: true}, "doors apart": {Split: true}} {
		t.Run(name, func(t *testing.T) {
			collector := telemetrytest.Collect(t)
			o.Config = func(c *app.Config) { c.Settings.Endpoint = collector.URL }
			shop := apptest.Start(t, o)
			ctx, _ := shop.Customer("ana.compra@example.cl")
			placed := apptest.Purchase{Buyer: "ana.compra@example.cl"}.Buy(shop, ctx)
			var trace []telemetrytest.Span
			defer func() {
				if t.Failed() {
					t.Log(told(trace))
				}
			}()
			apptest.Eventually(t, "the order and its mail are one trace", func() bool {
				trace = traceOf(collector.Spans(), "POST /api/orders") // spans come as they end, and from two processes
				return has(trace, "api-gateway", 2, "post_orders") && has(trace, "order-service", 4, "send order.placed") &&
					has(trace, "notification-service", 5, "process order.placed") && connected(trace)
			})
			for _, service := range []string{"order-service", "cart-service", "product-service"} {
				if !slices.ContainsFunc(trace, func(s telemetrytest.Span) bool { return s.Service == service && s.Kind == 2 }) {
					t.Errorf("%s was not asked", service)
				}
			}
			private(t, shop.App.Table(), collector.Spans(), placed.Link, placed.Order.Number, placed.Order.ID, contract.UserToken(ctx))
		})
	}
}

// traceOf is the trace in which a server span has that name.
func traceOf(spans []telemetrytest.Span, name string) (out []telemetrytest.Span) {
	id := ""
	for _, s := range spans {
		if s.Name == name && s.Kind == 2 {
			id = s.TraceID
		}
	}
	for _, s := range spans {
		if s.TraceID == id {
			out = append(out, s)
		}
	}
	return out
}

func has(spans []telemetrytest.Span, service string, kind int, name string) bool {
	return slices.ContainsFunc(spans, func(s telemetrytest.Span) bool { return s.Service == service && s.Kind == kind && s.Name == name })
}

// connected tells whether every span but the door's stands under another of the trace.
func connected(spans []telemetrytest.Span) bool {
	known := map[string]bool{}
	for _, s := range spans {
		known[s.ID] = true
	}
	roots := 0
	for _, s := range spans {
		if s.Parent == "" {
			roots++
		} else if !known[s.Parent] {
			return false
		}
	}
	return roots == 1
}

// personal is what no span may hold: addresses, telephones, identifiers in paths, long secrets.
var personal = regexp.MustCompile(`@|%40|\+?569?\d{8}|[0-9a-f]{8}-[0-9a-f]{4}-|[A-Za-z0-9_-]{40,}|eyJ|\?`)

func private(t *testing.T, table app.Table, spans []telemetrytest.Span, secrets ...string) {
	t.Helper()
	operations := map[string]bool{}
	for _, row := range table {
		for _, op := range row.Operations {
			operations[op.ID()] = true
		}
	}
	for _, s := range spans {
		if operations[s.Name] {
			s.Name = "" // long, and written in the code
		}
		delete(s.Attributes, "messaging.message.id") // an event's, which is nobody's
		text := s.Name + fmt.Sprint(s.Attributes)
		if found := personal.FindString(text); found != "" {
			t.Errorf("%q in %s", found, text)
		}
		for _, secret := range secrets {
			if secret != "" && strings.Contains(text, secret) {
				t.Errorf("a secret in %s", text)
			}
		}
	}
}

func told(spans []telemetrytest.Span) string {
	var b strings.Builder
	for _, s := range spans {
		fmt.Fprintf(&b, "\n  %s %d %s (%s < %s)", s.Service, s.Kind, s.Name, s.ID, s.Parent)
	}
	return b.String()
}

// Every row of the table shows its requests, calls, store, events and queue.
func TestEveryServiceHasItsMetrics(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	admin := shop.Staff(authapi.Admin)
	apptest.Purchase{}.Buy(shop, t.Context())
	for _, s := range shop.App.Table() {
		if s.Door() {
			continue
		}
		if _, err := s.Operator.Status.Call(admin, shop.API(), &contract.None{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := wishlistapi.List.Call(admin, shop.API(), &contract.None{}); err != nil { // nothing else asks that store
		t.Fatal(err)
	}
	resp, err := http.Get(shop.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	var got telemetrytest.Scrape
	apptest.Eventually(t, "the payment is counted", func() bool {
		got = telemetrytest.Scraped(t, shop.App.Admin())
		n, _ := got.Has("orders_paid_clp_total")
		_, page := got.Has("http_server_request_duration_seconds_count", "service", "frontend") // after its answer
		return n > 0 && page
	})
	want := func(family string, labels ...string) {
		t.Helper()
		if _, ok := got.Has(family, labels...); !ok {
			t.Errorf("no %s of %v", family, labels)
		}
	}
	for _, s := range shop.App.Table() {
		want("http_server_active_requests", "service", s.Name)
		want("http_server_request_duration_seconds_bucket", "service", s.Name, "status", "2xx", "le", "+Inf")
		for _, provider := range s.Calls {
			want("http_client_circuit_open", "service", s.Name, "provider", provider)
			want("http_client_retries_total", "service", s.Name, "provider", provider)
		}
		for _, event := range s.Publishes {
			want("events_published_total", "service", s.Name, "type", event)
		}
		if len(s.Consumes) > 0 {
			want("events_queue_ready", "consumer", s.Name)
			want("events_queue_parked", "consumer", s.Name)
		}
		if !s.Door() {
			want("events_outbox_size", "service", s.Name)
			want("db_client_operation_duration_seconds_count", "service", s.Name)
		}
	}
	want("http_client_request_duration_seconds_count", "service", "order-service", "provider", "product-service", "outcome", "ok")
	want("http_server_request_duration_seconds_count", "service", "frontend", "operation", "GET /{$}")
	want("events_handler_duration_seconds_count", "consumer", "notification-service", "type", "order.placed", "outcome", "ok")
	want("orders_refunded_clp_total")
	want("flores_build_info", "version", app.Version())
	want("go_goroutines")
	want("process_cpu_seconds_total")
	if n, _ := got.Has("events_published_total", "service", "order-service", "type", "order.paid"); n != 1 {
		t.Errorf("%v orders were paid, not one", n)
	}
}
