package main

import (
	"context"
	"fmt"
	"time"

	"floresvictoria.cl/flores/test/load/shopper"
)

// growth is how a load fared once the shop had many more products, beside its own
// runs before.
type growth struct {
	Products int     `json:"products"`
	Name     string  `json:"name"`
	Before   float64 `json:"before_cpu_us"`
	After    float64 `json:"after_cpu_us"`
}

// grow adds products through the API and reads lists, details and searches again.
// What is compared is the server's processor time a request.
func (b *bench) grow(ctx context.Context) error {
	if b.products <= len(b.goods.Slugs) {
		return nil
	}
	begin := time.Now()
	const renew = 500 // products within one sign-in
	for n := len(b.goods.Slugs); n < b.products && ctx.Err() == nil; n += renew {
		if err := b.staff.Renew(); err != nil {
			return err
		}
		if err := b.staff.Grow(b.goods, n, min(n+renew, b.products)); err != nil {
			return fmt.Errorf("add products: %w", err)
		}
	}
	if err := b.shop.settle(ctx, time.Minute); err != nil {
		return err
	}
	say("\n%d products, added in %.0f s", b.products, time.Since(begin).Seconds())
	before := map[string]float64{}
	for _, l := range b.report.Loads {
		before[l.Name] = of(l.Ours, cpu).Median
	}
	grown, err := shopper.Explore(b.shop.host) // the lists have another order now
	if err != nil {
		return err
	}
	for _, r := range readings(grown) {
		t, err := b.crowd(ctx, b.shop.process, b.shop.host, r.pages, 0)
		if err != nil {
			return err
		}
		if t.failures > 0 {
			return fmt.Errorf("%s with %d products: %d visits failed, such as: %w", r.name, b.products, t.failures, t.failure)
		}
		g := growth{Products: b.products, Name: r.name, Before: before[r.name], After: cpu(t)}
		say("  %s: %.0f µs CPU a request, %.0f before", g.Name, g.After, g.Before)
		b.report.Growth = append(b.report.Growth, g)
	}
	return ctx.Err()
}
