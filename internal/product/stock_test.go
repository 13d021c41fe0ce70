package product_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func moveOf(key, sku, reason string, quantity int64) productapi.MoveInput {
	in := productapi.MoveInput{SKU: sku}
	in.Key, in.Body.Reason, in.Body.Quantity = key, reason, quantity
	return in
}

func TestTwoHundredBuyersForTheLastTen(t *testing.T) {
	s := smallShop(t)
	var sold, missed atomic.Int64
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			in := holdOf(fmt.Sprint("order-", i), 1, s.later(), line("ROSA", 1))
			_, err := productapi.PlaceHold.Call(s.ctx, s.conn, &in)
			switch {
			case err == nil:
				sold.Add(1)
			case problem.Code(err) == "sold_out":
				missed.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if sold.Load() != 10 || missed.Load() != 190 {
		t.Fatalf("%d held, %d refused", sold.Load(), missed.Load())
	}
	if got := s.books()["ROSA"]; got.Held != 10 {
		t.Fatalf("%+v", got)
	}
}

func TestMovements(t *testing.T) {
	s := smallShop(t)
	call(s, productapi.PlaceHold, holdOf("o", 1, s.later(), line("ROSA", 4)))
	got := call(s, productapi.Move, moveOf("k1", "ROSA", "received", 20))
	if got.After != 30 || got.By != "ana" || got.Quantity != 20 {
		t.Fatalf("%+v", got)
	}
	if again := call(s, productapi.Move, moveOf("k1", "ROSA", "received", 20)); again.ID != got.ID {
		t.Fatal("the same key moved twice")
	}
	refused(s, productapi.Move, moveOf("k1", "ROSA", "received", 21), "key_reused")
	if got := call(s, productapi.Move, moveOf("k2", "ROSA", "count", 12)); got.After != 12 || got.Quantity != -18 {
		t.Fatalf("a count set %+v", got)
	}
	refused(s, productapi.Move, moveOf("k3", "ROSA", "spoiled", -9), "stock_below_zero") // 4 of the 12 are held
	call(s, productapi.Move, moveOf("k3", "ROSA", "spoiled", -8))                        // a refused key was not used up
	refused(s, productapi.Move, moveOf("k4", "ROSA", "count", 3), "stock_below_zero")
	refused(s, productapi.Move, moveOf("k5", "ROSA", "spoiled", 8), "invalid")
	refused(s, productapi.Move, moveOf("k6", "NADA", "received", 8), "sku_not_found")
	if got := s.books()["ROSA"]; got.OnHand != 4 || got.Held != 4 || got.Movements != -6 {
		t.Fatalf("%+v", got)
	}
	list := call(s, productapi.Movements, productapi.MovementsInput{SKU: "ROSA", Paging: contract.Paging{Page: 1, Limit: 2}})
	if list.Total != 3 || len(list.Items) != 2 || list.Items[0].Reason != "spoiled" {
		t.Fatalf("listed %+v", list)
	}
	refused(s, productapi.Movements, productapi.MovementsInput{SKU: "NADA"}, "sku_not_found")
}

func TestOneKeyAtOnceMovesOnce(t *testing.T) {
	s := smallShop(t)
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			in := moveOf("same", "ROSA", "received", 5)
			if _, err := productapi.Move.Call(s.ctx, s.conn, &in); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := s.books()["ROSA"]; got.OnHand != 15 {
		t.Fatalf("%+v", got)
	}
}

func TestStaffAreToldOnceACrossing(t *testing.T) {
	s := smallShop(t) // low at 3
	told := func(want ...string) {
		t.Helper()
		if got := s.published(); !slices.Equal(got, want) {
			t.Fatalf("told %q, want %q", got, want)
		}
	}
	call(s, productapi.PlaceHold, holdOf("a", 1, s.later(), line("ROSA", 6)))
	told()
	call(s, productapi.PlaceHold, holdOf("b", 1, s.later(), line("ROSA", 1)))
	told("product.stock_low")
	call(s, productapi.PlaceHold, holdOf("c", 1, s.later(), line("ROSA", 1)))
	told("product.stock_low")
	call(s, productapi.PlaceHold, holdOf("d", 1, s.later(), line("ROSA", 2)))
	told("product.stock_low", "product.stock_out")
	low := call(s, productapi.StockList, productapi.StockInput{Low: true})
	if low.Total != 2 || low.Items[0].SKU != "ROSA" || low.Items[0].Available != 0 { // ROSA-D began with 3
		t.Fatalf("%+v", low)
	}
	call(s, productapi.Move, moveOf("k", "ROSA", "received", 20))
	call(s, productapi.Move, moveOf("l", "ROSA", "spoiled", -18))
	told("product.stock_low", "product.stock_out", "product.stock_low")
}

func TestStockList(t *testing.T) {
	s := smallShop(t)
	if got := call(s, productapi.StockList, productapi.StockInput{}); got.Total != 4 {
		t.Fatalf("%d SKUs", got.Total)
	}
	got := call(s, productapi.StockList, productapi.StockInput{Q: "rosas", Paging: contract.Paging{Page: 2, Limit: 1}})
	if got.Total != 2 || len(got.Items) != 1 || got.Items[0].SKU != "ROSA-D" || got.Items[0].Size != "deluxe" {
		t.Fatalf("%+v", got)
	}
	counts := call(s, productapi.Stock, productapi.BySlug{Slug: "rosas"}).Items
	if len(counts) != 2 || counts[0].Available != 10 || counts[1].Available != 3 {
		t.Fatalf("%+v", counts)
	}
}
