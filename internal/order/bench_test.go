package order_test

import (
	"context"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// BenchmarkPurchase is place, pay, approve and return by 16 buyers at once, with
// neighbours in memory and every commit durable.
func BenchmarkPurchase(b *testing.B) {
	s := ordertest.New(b, func(c *delivery.Config) { c.SlotPlaces = 100_000 })
	s.Goods.Add(productapi.Snapshot{SKU: "rosas", PriceCLP: 20000, Active: true, InSeason: true, PrepMinutes: 45}, 1<<40)
	ctx, stop := context.WithCancel(context.Background())
	relayed := make(chan struct{})
	go func() { // the outbox empties meanwhile, as it does at work
		defer close(relayed)
		for ctx.Err() == nil {
			if batch, err := s.Outbox.Pending(ctx, 100); err == nil {
				ids := make([]string, len(batch))
				for i, ev := range batch {
					ids[i] = ev.ID
				}
				_ = s.Outbox.Done(ctx, ids)
			}
			<-s.Outbox.Wake()
		}
	}()
	var failed atomic.Int64
	b.SetParallelism(8) // times two processors
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			buyer := s.Buyer()
			if buyer.Place() != nil || buyer.Pay() != nil || buyer.Decide("approve") != nil {
				failed.Add(1)
				continue
			}
			if out, err := buyer.Return(buyer.Key); err != nil || out.Outcome != "accepted" {
				failed.Add(1)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "orders/s")
	if n := failed.Load(); n > 0 {
		b.Fatalf("%d purchases failed", n)
	}
	stop()
	s.Buyer().Buy() // wakes the relay a last time
	<-relayed
}
