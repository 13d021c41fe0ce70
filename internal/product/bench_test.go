package product_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// BenchmarkCatalogue reads through a connection in one process, and as a client
// of the handler does.
func BenchmarkCatalogue(b *testing.B) {
	s := newShop(b)
	for _, c := range []struct {
		name string
		read func(i int) error
		path string
	}{
		{"list", func(int) error { return ask(productapi.List.Call(s.ctx, s.conn, &productapi.ListInput{})) }, "/api/products"},
		{"detail", func(int) error {
			return ask(productapi.Get.Call(s.ctx, s.conn, &productapi.BySlug{Slug: "rosas-de-recoleta"}))
		}, "/api/products/rosas-de-recoleta"},
		{"search", func(i int) error {
			return ask(productapi.List.Call(s.ctx, s.conn, &productapi.ListInput{Q: "rosas rojsa", MaxPriceCLP: int64(50000 + i%100000)}))
		}, "/api/products?q=rosas+rojsa&max_price=%d"},
	} {
		b.Run(c.name+"/join", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if err := c.read(i); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/handler", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				path := c.path
				if c.name == "search" {
					path = fmt.Sprintf(path, 50000+i%100000)
				}
				w := httptest.NewRecorder()
				s.router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

func ask[T any](_ *T, err error) error { return err }

// BenchmarkPurchase holds and consumes, 16 buyers at once.
func BenchmarkPurchase(b *testing.B) {
	s := smallShop(b)
	call(s, productapi.Move, moveOf("much", "ROSA", "received", 100000))
	var n atomic.Int64
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			order := fmt.Sprint("order-", n.Add(1))
			in := holdOf(order, 1, s.later(), line("ROSA", 1))
			if _, err := productapi.PlaceHold.Call(s.ctx, s.conn, &in); err != nil {
				b.Fatal(err)
			}
			s.tell("paid", order, 2)
		}
	})
}

// BenchmarkStart opens a seeded shop until it is ready.
func BenchmarkStart(b *testing.B) {
	s := newShop(b)
	for b.Loop() {
		start := openShop(b, s.path, s.clock)
		if err := start.Seed(s.ctx, demo.Catalogue()); err != nil {
			b.Fatal(err)
		}
		_ = start.db.Close()
	}
}

// BenchmarkPrices reads the snapshots of a cart of five.
func BenchmarkPrices(b *testing.B) {
	s := newShop(b)
	in := productapi.PricesInput{}
	for _, card := range call(s, productapi.List, productapi.ListInput{}).Items[:5] {
		in.Body.SKUs = append(in.Body.SKUs, card.SKU)
	}
	for b.Loop() {
		call(s, productapi.Prices, in)
	}
}

// BenchmarkSeed loads the demo catalogue into an empty shop.
func BenchmarkSeed(b *testing.B) {
	for b.Loop() {
		s := openShop(b, filepath.Join(b.TempDir(), "product.db"), clock.NewFake(time.Now()))
		if err := s.Seed(s.ctx, demo.Catalogue()); err != nil {
			b.Fatal(err)
		}
		_ = s.db.Close()
	}
}
