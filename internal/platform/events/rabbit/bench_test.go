package rabbit_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/test/servers"
)

// BenchmarkPublish is one relay's: batches of 100, each confirmed as a whole.
func BenchmarkPublish(b *testing.B) {
	h := open(b, servers.RabbitMQ(b), mailPaid)
	must(b, h.bus.Ping(b.Context()))
	for b.Loop() {
		must(b, h.bus.Publish(b.Context(), some(0, 100)))
	}
	b.ReportMetric(float64(100*b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkPublishTogether is eight relays'.
func BenchmarkPublishTogether(b *testing.B) {
	h := open(b, servers.RabbitMQ(b), mailPaid)
	must(b, h.bus.Ping(b.Context()))
	b.ResetTimer()
	var group sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(b.N))
	for range 8 {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				if err := h.bus.Publish(b.Context(), some(0, 100)); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	b.ReportMetric(float64(100*b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkConsume works off what waits, with a handler that does nothing.
func BenchmarkConsume(b *testing.B) {
	h := open(b, servers.RabbitMQ(b), mailPaid)
	for range b.N {
		must(b, h.bus.Publish(b.Context(), some(0, 100)))
	}
	var n atomic.Int64
	done := make(chan struct{})
	b.ResetTimer()
	h.consume(b, events.On(paid, func(context.Context, events.Event, note) error {
		if n.Add(1) == int64(100*b.N) {
			close(done)
		}
		return nil
	}))
	<-done
	b.ReportMetric(float64(100*b.N)/b.Elapsed().Seconds(), "events/s")
}
