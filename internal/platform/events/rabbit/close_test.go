package rabbit_test

import (
	"testing"
	"time"

	"go.uber.org/goleak"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/rabbit"
	"floresvictoria.cl/flores/test/servers"
)

func TestAClosedBusLeavesNothingRunning(t *testing.T) {
	url := servers.RabbitMQ(t)
	before := goleak.IgnoreCurrent()
	h := &harness{url: url, backoff: soon}
	h.open(t, []events.Binding{mailPaid})
	seen := newLedger()
	stop := h.consume(t, seen.on())
	w, err := h.bus.Watch(t.Context(), seen.on())
	unwatch := run(t, w, err)
	must(t, h.bus.Publish(t.Context(), some(0, 10)))
	stop()
	unwatch()
	must(t, h.bus.Close())
	if err := h.bus.Publish(t.Context(), some(0, 1)); err == nil {
		t.Error("a closed bus publishes")
	}
	goleak.VerifyNone(t, before)
}

func TestAMissingBrokerKeepsNobodyFromClosing(t *testing.T) {
	bus, err := rabbit.Open(rabbit.Options{URL: "amqp://127.0.0.1:1/", Bindings: []events.Binding{mailPaid}, Log: quiet(t)})
	must(t, err)
	s, err := bus.Subscribe(t.Context(), events.Consumer{Name: "mail"})
	stop := run(t, s, err)
	start := time.Now()
	if bus.Publish(t.Context(), some(0, 1)) == nil || bus.Ping(t.Context()) == nil || bus.Connected() {
		t.Error("there is no broker")
	}
	stop()
	must(t, bus.Close())
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}
