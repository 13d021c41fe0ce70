package telemetry_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/telemetry"
	"floresvictoria.cl/flores/internal/platform/telemetry/telemetrytest"
)

func TestWhatAnOrderDoesIsCounted(t *testing.T) {
	s := open(t, false, telemetry.Settings{})
	s.order(t)
	s.mail(t)
	s.refuse(errBusy)
	s.order(t)
	var got telemetrytest.Scrape
	eventually(t, "the mail's handler was counted", func() bool {
		got = telemetrytest.Scraped(t, s.tel.Handler())
		_, ok := got.Has("events_handler_duration_seconds_count")
		return ok
	})
	for _, want := range []struct {
		family string
		value  float64
		labels []string
	}{
		{"http_server_request_duration_seconds_count", 1, []string{"service", "api-gateway", "operation", "get_orders_number", "status", "2xx"}},
		{"http_server_request_duration_seconds_count", 1, []string{"service", "order-service", "operation", "get_orders_number", "status", "2xx"}},
		{"http_server_request_duration_seconds_count", 3, []string{"service", "product-service", "operation", "get_stock_number", "status", "5xx"}}, // a call is tried three times
		{"http_server_request_duration_seconds_bucket", 1, []string{"service", "order-service", "status", "2xx", "le", "10"}},
		{"http_server_active_requests", 0, []string{"service", "order-service"}},
		{"http_client_request_duration_seconds_count", 1, []string{"service", "order-service", "provider", "product-service", "operation", "get_stock_number", "outcome", "ok"}},
		{"http_client_request_duration_seconds_count", 1, []string{"outcome", "failed"}},
		{"http_client_retries_total", 2, []string{"service", "order-service", "provider", "product-service"}},
		{"http_client_circuit_open", 0, []string{"service", "order-service", "provider", "product-service"}},
		{"db_client_operation_duration_seconds_count", 1, []string{"service", "order-service", "system", "sqlite", "operation", "read"}},
		{"events_published_total", 1, []string{"service", "order-service", "type", "order.placed"}},
		{"events_published_total", 0, []string{"service", "order-service", "type", "order.paid"}},
		{"events_outbox_size", 0, []string{"service", "order-service"}},
		{"events_queue_ready", 0, []string{"consumer", "notification-service.mail"}},
		{"events_queue_parked", 0, []string{"consumer", "notification-service.mail"}},
		{"events_handler_duration_seconds_count", 1, []string{"consumer", "notification-service.mail", "type", "order.placed", "outcome", "ok"}},
		{"flores_build_info", 1, []string{"version", "1.2.3"}},
		{"go_goroutines", 1, nil},
		{"process_resident_memory_bytes", 1, nil},
	} {
		v, ok := got.Has(want.family, want.labels...)
		if atLeast := want.labels == nil || strings.HasPrefix(want.family, "db_"); !ok || v != want.value && !(atLeast && v > want.value) {
			t.Errorf("%s %v is %v, %v", want.family, want.labels, v, ok)
		}
	}
}

func TestHandlersAreCountedByWhatBecameOfTheEvent(t *testing.T) {
	s := open(t, false, telemetry.Settings{})
	s.order(t)
	s.mail(t)
	s.refuse(errors.New("the mail server is away"))
	must(t, s.bus.Publish(t.Context(), anEvent()))
	s.mail(t)
	eventually(t, "the failure was counted", func() bool {
		_, ok := telemetrytest.Scraped(t, s.tel.Handler()).Has("events_handler_duration_seconds_count", "outcome", "failed")
		return ok
	})
	bad := anEvent()
	bad[0].Data = []byte(`{"trace":1}`)
	must(t, s.bus.Publish(t.Context(), bad))
	eventually(t, "the refusal was counted", func() bool {
		_, ok := telemetrytest.Scraped(t, s.tel.Handler()).Has("events_handler_duration_seconds_count", "outcome", "refused")
		return ok
	})
}

func anEvent() []events.Event {
	ev := placed.New("1", 1, answer{})
	ev.Source = "order-service"
	return []events.Event{ev}
}

func TestAPoolAndAnOutboxShowTheirState(t *testing.T) {
	tel, err := telemetry.New(telemetry.Options{Version: `a"b\c`})
	must(t, err)
	s := tel.Service("auth-service")
	s.Pool("postgresql", func() sql.DBStats {
		return sql.DBStats{MaxOpenConnections: 10, InUse: 3, Idle: 2, WaitCount: 7, WaitDuration: 1500 * time.Millisecond}
	})
	s.Waiting("sqlite", func() int { return 4 })
	s.Outbox(func(context.Context) (int64, error) { return 0, errors.New("away") })
	_, end := s.Operation(t.Context(), "redis", "eval")
	end(nil)
	s.Commands("redis")("GET", 30*time.Millisecond, nil)
	s.TracedCommands("mongodb")(t.Context(), "find", 3*time.Second, errors.New("slow"))
	got := telemetrytest.Scraped(t, tel.Handler())
	for name, want := range map[string]float64{
		`db_client_connections_usage{service="auth-service",system="postgresql",state="used"}`:                          3,
		`db_client_connections_usage{service="auth-service",system="postgresql",state="idle"}`:                          2,
		`db_client_connections_max{service="auth-service",system="postgresql"}`:                                         10,
		`db_client_connections_waits_total{service="auth-service",system="postgresql"}`:                                 7,
		`db_client_connections_wait_seconds_total{service="auth-service",system="postgresql"}`:                          1.5,
		`db_client_connections_pending_requests{service="auth-service",system="sqlite"}`:                                4,
		`events_outbox_size{service="auth-service"}`:                                                                    -1,
		`db_client_operation_duration_seconds_count{service="auth-service",system="redis",operation="eval"}`:            1,
		`db_client_operation_duration_seconds_bucket{service="auth-service",system="redis",operation="GET",le="0.025"}`: 0,
		`db_client_operation_duration_seconds_bucket{service="auth-service",system="redis",operation="GET",le="0.05"}`:  1,
		`db_client_operation_duration_seconds_sum{service="auth-service",system="mongodb",operation="find"}`:            3,
		`flores_build_info{version="a\"b\\c"}`:                                                                          1,
	} {
		if v, ok := got[name]; v != want || !ok {
			t.Errorf("%s is %v, %v", name, v, ok)
		}
	}
}

func TestTheReaderOfTheTestsRefusesWhatIsNoExposition(t *testing.T) {
	for name, text := range map[string]string{
		"no value":               "a{b=\"c\"}\n",
		"a bare label":           "a{b=c} 1\n",
		"a series twice":         "a 1\na 2\n",
		"a family in two places": "a{x=\"1\"} 1\nb 1\na{x=\"2\"} 1\n",
		"buckets that shrink":    "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n",
		"a count of its own":     "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n",
	} {
		if _, err := telemetrytest.Parse(text); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}
