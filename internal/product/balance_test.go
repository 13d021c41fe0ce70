package product_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// TestTheBooksAlwaysBalance plays random calls, events, deaths and sweeps.
func TestTheBooksAlwaysBalance(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		clk := clock.NewFake(opening)
		s := openShop(t, filepath.Join(dir, fmt.Sprint(n, ".db")), clk)
		defer s.db.Close()
		store := &stepwise{Store: s.store}
		store.writes.Store(never)
		s.serve(store)
		if err := s.Seed(s.ctx, smallCatalogue()); err != nil {
			rt.Fatal(err)
		}
		orders, skus := []string{"o1", "o2", "o3"}, []string{"ROSA", "ROSA-D", "VASO"}
		version := map[string]int64{}
		verbs := []string{"hold", "keep", "release", "paid", "cancelled", "used", "expired"}
		rt.Repeat(map[string]func(*rapid.T){
			"call": func(rt *rapid.T) {
				order := rapid.SampledFrom(orders).Draw(rt, "order")
				version[order] += rapid.Int64Range(0, 2).Draw(rt, "versions on")
				v := max(1, version[order]-rapid.Int64Range(0, 1).Draw(rt, "late"))
				if rapid.Bool().Draw(rt, "dies") {
					store.writes.Store(rapid.Int64Range(0, 6).Draw(rt, "writes"))
				}
				var lines []productapi.Line
				for _, sku := range skus[:rapid.IntRange(1, 3).Draw(rt, "lines")] {
					lines = append(lines, line(sku, rapid.Int64Range(1, 5).Draw(rt, "quantity")))
				}
				switch verb := rapid.SampledFrom(verbs).Draw(rt, "verb"); verb {
				case "hold":
					in := holdOf(order, v, s.later(), lines...)
					_, _ = productapi.PlaceHold.Call(s.ctx, s.conn, &in)
				case "keep":
					in := keepOf(order, v, s.later())
					_, _ = productapi.Keep.Call(s.ctx, s.conn, &in)
				case "release":
					in := releaseOf(order, v)
					_, _ = productapi.ReleaseHold.Call(s.ctx, s.conn, &in)
				default:
					s.tryTell(verb, order, v, lines...)
				}
				store.writes.Store(never)
			},
			"move": func(rt *rapid.T) {
				in := moveOf(fmt.Sprint("k", rapid.IntRange(0, 9).Draw(rt, "key")), rapid.SampledFrom(skus).Draw(rt, "sku"), "other", rapid.Int64Range(-5, 9).Draw(rt, "quantity"))
				_, _ = productapi.Move.Call(s.ctx, s.conn, &in)
			},
			"time": func(rt *rapid.T) {
				clk.Advance(time.Duration(rapid.IntRange(1, 40).Draw(rt, "minutes")) * time.Minute)
				s.sweep()
			},
		})
		clk.Advance(3 * time.Hour) // every hold is an orphan by now
		for range 3 {
			s.sweep()
		}
		sold := map[string]int64{}
		for _, order := range orders {
			r, err := store.Reservation(s.ctx, order)
			if err != nil {
				rt.Fatal(err)
			}
			if r == nil {
				continue
			}
			if !slices.Contains([]string{productapi.Consumed, productapi.Released}, r.State) {
				rt.Fatalf("%s is %s in the end", order, r.State)
			}
			for sku, n := range r.Demand() {
				if r.State == productapi.Consumed {
					sold[sku] += n
				}
			}
		}
		for sku, b := range s.books() {
			if b.Held != 0 || b.Consumed != sold[sku] {
				rt.Fatalf("%s: %+v, sold by the reservations: %d", sku, b, sold[sku])
			}
		}
	})
}
