package product_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/product/demo"
)

// BenchmarkGrowth answers the same questions with the demo catalogue and with a
// thousand times as many products. Filters and searches never ask the same twice, so
// that no kept answer helps; the list and the detail are what everybody asks.
func BenchmarkGrowth(b *testing.B) {
	for _, times := range []int{1, 1000} {
		s := openShop(b, filepath.Join(b.TempDir(), "product.db"), clock.NewFake(opening))
		if err := s.Seed(s.ctx, manifold(demo.Catalogue(), times)); err != nil {
			b.Fatal(err)
		}
		for _, c := range []struct{ name, path string }{
			{"list", "/api/products"},
			{"price", "/api/products?max_price=%d"},
			{"filters", "/api/products?category=rosas&color=rojo&sort=price&max_price=%d"},
			{"search", "/api/products?q=rosas+rojas&max_price=%d"},
			{"typo", "/api/products?q=rosaz+rojas&max_price=%d"},
			{"detail", "/api/products/rosas-de-recoleta"},
		} {
			b.Run(fmt.Sprintf("%s/times=%d", c.name, times), func(b *testing.B) {
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					i++
					path := c.path
					if strings.Contains(path, "%d") {
						path = fmt.Sprintf(path, 500_000+i)
					}
					w := httptest.NewRecorder()
					s.router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
					if w.Code != http.StatusOK {
						b.Fatal(w.Code, w.Body.String())
					}
				}
			})
		}
	}
}

// manifold is a catalogue of so many times the products, each with SKUs of its own.
func manifold(d demo.Data, times int) demo.Data {
	products := d.Products
	d.Products = nil
	for i := range times {
		for _, p := range products {
			if i > 0 {
				p.Slug = fmt.Sprintf("%s-%d", p.Slug, i)
				variants := make([]demo.Variant, len(p.Variants))
				for j, v := range p.Variants {
					v.SKU = fmt.Sprintf("%s-%d", v.SKU, i)
					variants[j] = v
				}
				p.Variants = variants
			}
			d.Products = append(d.Products, p)
		}
	}
	return d
}
