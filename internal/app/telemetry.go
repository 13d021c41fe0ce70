package app

import (
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/telemetry"
)

// money are the counters that no other counter tells: how many orders were placed,
// paid or cancelled is events_published_total, by type.
var money = []telemetry.Family{
	telemetry.CounterFamily("orders_paid_clp_total", "What was paid, in pesos; an event that is published twice after a crash counts twice."),
	telemetry.CounterFamily("orders_refunded_clp_total", "What was paid back, in pesos; likewise."),
}

// newTelemetry makes the telemetry of this process.
func newTelemetry(opt Options, settings telemetry.Settings) (*telemetry.Telemetry, error) {
	return telemetry.New(telemetry.Options{Settings: settings, Version: Version(), Log: opt.Log, Families: money, Published: countMoney})
}

// countMoney reads what an order's event says it came to.
func countMoney(t *telemetry.Telemetry, ev events.Event) {
	switch ev.Type {
	case orderapi.OrderPaid.Type():
		if paid, err := orderapi.OrderPaid.Decode(ev); err == nil {
			t.Counter("orders_paid_clp_total").AddInt64(paid.Totals.TotalCLP)
		}
	case orderapi.OrderRefunded.Type():
		if back, err := orderapi.OrderRefunded.Decode(ev); err == nil {
			t.Counter("orders_refunded_clp_total").AddInt64(back.RefundCLP)
		}
	}
}

// observe puts a service's hooks on what it was built from. The table says what it
// publishes, so that its counters begin at zero.
func observe(t *telemetry.Telemetry, s *Service) *telemetry.Service {
	of := t.Service(s.Name)
	of.Publishes(s.Publishes...)
	if s.Name == orderName {
		for _, f := range money {
			t.Counter(f.Name)
		}
	}
	return of
}
