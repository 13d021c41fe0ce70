package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// connections is how many write at once.
const connections = 32

func rollback(t *testing.T, f *fixture) {
	_, before := f.put("rosas", "ROSA", 10)
	work := func(end error) error {
		return f.Store().Atomically(f.ctx, func(ctx context.Context, docs product.Documents) error {
			r := &product.Reservation{OrderID: "o", State: productapi.Holding, Version: 1}
			if err := docs.SaveReservation(ctx, 0, r, news("o")); err != nil {
				return err
			}
			if seen, err := docs.Reservation(ctx, "o"); seen == nil || err != nil {
				return fmt.Errorf("its own write is not seen: %w", err)
			}
			if err := docs.SaveShare(ctx, before, taken(before, "o", 1, 2, f.clk.Now()), nil); err != nil {
				return err
			}
			return end
		})
	}
	failed := errors.New("failed")
	if f.Transactions() {
		if err := work(failed); !errors.Is(err, failed) {
			t.Fatalf("%v", err)
		}
		if r, _ := f.Store().Reservation(f.ctx, "o"); r != nil || f.share("o", "ROSA").Held != 0 || len(f.subjects()) != 0 {
			t.Fatal("a part of what failed was kept")
		}
	}
	f.ok(work(nil))
	if f.share("o", "ROSA").Held != 2 || len(f.subjects()) != 1 {
		t.Fatal("a part of it is missing")
	}
}

func restart(t *testing.T, f *fixture) {
	r, before := f.put("rosas", "ROSA", 10)
	f.ok(f.Store().SaveShare(f.ctx, before, taken(before, "o", 1, 2, f.clk.Now()), nil, news("o")))
	f.reserve("o", productapi.Held, true, f.clk.Now())
	store := f.Restart(t)
	if got, err := store.ProductBySlug(f.ctx, "rosas"); err != nil || got == nil || got.ID != r.ID {
		t.Errorf("product: %v, %v", got, err)
	}
	if got, err := store.Shares(f.ctx, "o", []string{"ROSA"}); err != nil || len(got) != 1 || got[0].Entry.Quantity != 2 {
		t.Errorf("stock: %+v, %v", got, err)
	}
	if got, err := store.Reservation(f.ctx, "o"); err != nil || got == nil || got.State != productapi.Held {
		t.Errorf("reservation: %v, %v", got, err)
	}
	if n, err := store.Unpublished(f.ctx); err != nil || n != 1 {
		t.Errorf("outbox: %d, %v", n, err)
	}
	f.ok(store.Ping(f.ctx))
}

// manyOnOneSKU has 32 orders take one each of 20, again as long as they are stale.
func manyOnOneSKU(t *testing.T, f *fixture) {
	f.put("rosas", "ROSA", 20)
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			order := fmt.Sprint("order-", i)
			for {
				shares, err := f.Store().Shares(f.ctx, order, []string{"ROSA"})
				if err != nil {
					t.Error(err)
					return
				}
				s := shares[0]
				if s.Available() == 0 {
					return
				}
				err = f.Store().SaveShare(f.ctx, s, taken(s, order, 1, 1, f.clk.Now()), nil)
				if !errors.Is(err, product.ErrStale) {
					if err != nil {
						t.Error(err)
					}
					return
				}
			}
		})
	}
	wg.Wait()
	if got := f.share("", "ROSA"); got.Held != 20 || got.Rev != 21 {
		t.Fatalf("%+v", got)
	}
}

// manyOnOneReservation has 32 writers decide; one of them wins each revision.
func manyOnOneReservation(t *testing.T, f *fixture) {
	var mu sync.Mutex
	won := 0
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			r := &product.Reservation{OrderID: "o", State: productapi.Holding, Version: int64(i), Updated: f.clk.Now()}
			err := f.Store().Atomically(f.ctx, func(ctx context.Context, docs product.Documents) error {
				return docs.SaveReservation(ctx, 0, r)
			})
			switch {
			case err == nil:
				mu.Lock()
				won++
				mu.Unlock()
			case !errors.Is(err, product.ErrStale):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Fatalf("%d writers made the same reservation", won)
	}
}

// manyWithOneMovement has 32 writers record the same delivery, again as long as they are stale.
func manyWithOneMovement(t *testing.T, f *fixture) {
	f.put("rosas", "ROSA", 10)
	var made atomic.Int64
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			for {
				shares, err := f.Store().Shares(f.ctx, "", []string{"ROSA"})
				if err == nil {
					err = f.move(shares[0], fmt.Sprint("m", i), "key")
				}
				switch {
				case err == nil:
					made.Add(1)
					return
				case errors.Is(err, product.ErrTaken):
					return
				case !errors.Is(err, product.ErrStale):
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if got := f.share("", "ROSA"); made.Load() != 1 || got.OnHand != 15 {
		t.Fatalf("recorded %d times: %+v", made.Load(), got)
	}
}

// manyWithOneSlug has 32 products want one address.
func manyWithOneSlug(t *testing.T, f *fixture) {
	var made atomic.Int64
	var wg sync.WaitGroup
	for range connections {
		wg.Go(func() {
			switch err := f.Store().SaveProduct(f.ctx, 0, &product.Record{ID: id.New(), Slug: "rosas"}); {
			case err == nil:
				made.Add(1)
			case !errors.Is(err, product.ErrTaken):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if made.Load() != 1 {
		t.Fatalf("%d products of one address", made.Load())
	}
}
