package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// skus is how many different goods there are; the shop's demo has about as many.
const skus = 360

// Texts of the size that the shop stores.
var (
	people = strings.Repeat("Sra. Luz Peña de Núñez, Av. Italia 1450. ", 20)
	goods  = strings.Repeat("12 rosas rojas y eucalipto. ", 12)
	event  = strings.Repeat(`{"state":"pending_payment","number":"FV"}`, 45)
)

// work is what the writers do.
type work struct {
	writers, lines, transactions int
	duration                     time.Duration
}

func sku(n int) string { return fmt.Sprintf("SKU-%04d", n%skus) }

// stock puts more on hand than any run takes.
func (w work) stock(ctx context.Context, db relational.DB) error {
	return db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		for n := range skus {
			if _, err := tx.ExecContext(ctx, `INSERT INTO stock (sku, on_hand) VALUES ($1, 1000000000)`, sku(n)); err != nil {
				return err
			}
		}
		return nil
	})
}

// run returns how many orders were written whole.
func (w work) run(ctx context.Context, db relational.DB) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, w.duration)
	defer cancel()
	var n atomic.Int64
	var wg sync.WaitGroup
	failed := make(chan error, w.writers)
	for writer := range w.writers {
		wg.Go(func() {
			for i := writer; ctx.Err() == nil; i += w.writers {
				// A context of its own: what has begun is finished.
				if err := w.order(context.WithoutCancel(ctx), db, i); err != nil {
					failed <- err
					return
				}
				n.Add(1)
			}
		})
	}
	wg.Wait()
	close(failed)
	return n.Load(), <-failed
}

func (w work) order(ctx context.Context, db relational.DB, i int) error {
	order := id.New()
	err := db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error { return w.place(ctx, tx, order, i) })
	for version := 2; version <= w.transactions && err == nil; version++ {
		err = db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error { return move(ctx, tx, order, version) })
	}
	return err
}

func (w work) place(ctx context.Context, tx relational.DBTX, order string, i int) error {
	now := time.Now().UnixMicro()
	if _, err := tx.ExecContext(ctx, `INSERT INTO orders (id, number, state, version, people, total_clp, placed_us) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		order, "FV-"+order, "pending_payment", 1, people, 29990, now); err != nil {
		return err
	}
	for l := range w.lines {
		sku := sku(i + l)
		if _, err := tx.ExecContext(ctx, `INSERT INTO lines (order_id, sku, quantity, price_clp, goods) VALUES ($1, $2, $3, $4, $5)`, order, sku, 1, 29990, goods); err != nil {
			return err
		}
		if err := relational.ChangedResult(tx.ExecContext(ctx, `UPDATE stock SET on_hand = on_hand - $1 WHERE sku = $2 AND on_hand >= $3`, 1, sku, 1)); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO news (id, type, body, created_us) VALUES ($1, $2, $3, $4)`, id.New(), "order.placed", event, now)
	return err
}

// move is what each further step of a purchase writes at least.
func move(ctx context.Context, tx relational.DBTX, order string, version int) error {
	if err := relational.ChangedResult(tx.ExecContext(ctx, `UPDATE orders SET state = $1, version = $2 WHERE id = $3 AND version = $4`, "paying", version, order, version-1)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO moves (order_id, version, state, at_us) VALUES ($1, $2, $3, $4)`, order, version, "paying", time.Now().UnixMicro())
	return err
}
