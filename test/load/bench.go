package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"floresvictoria.cl/flores/test/load/proc"
	"floresvictoria.cl/flores/test/load/shopper"
	"floresvictoria.cl/flores/test/load/stats"
)

// enough goods of each kind for every run.
const enough = 50_000

// loadAdmin is the account that fills the shelves.
const loadAdmin = "carga@floresvictoria.cl"

// bench carries out one measurement from start to end.
type bench struct {
	options
	report *report
	dir    string // the shop's data
	shop   *shop
	goods  *shopper.Catalogue
	staff  *shopper.Staff
}

func (b *bench) all(ctx context.Context) (err error) {
	tmp, err := os.MkdirTemp(b.data, "load-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	b.dir = tmp + "/shop"
	if err := b.starts(ctx); err != nil {
		return err
	}
	if b.shop, err = startShop(ctx, b.options.shop, b.dir); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.shop.stop()) }()
	if err := b.idleMemory(ctx); err != nil {
		return err
	}
	if err := b.stockUp(ctx); err != nil {
		return err
	}
	defer b.staff.Close()
	if err := errors.Join(b.reads(ctx), ctx.Err()); err != nil {
		return err
	}
	if err := errors.Join(b.purchases(ctx), ctx.Err()); err != nil {
		return err
	}
	m, err := proc.MemoryOf(b.shop.pid())
	b.report.Memory.Peak = m.Peak
	if err == nil && b.profile {
		err = b.profiles(ctx)
	}
	if err != nil {
		return err
	}
	return b.grow(ctx)
}

// starts measures from start to the first answered list, of a shop that has been
// there before.
func (b *bench) starts(ctx context.Context) error {
	var seconds []float64
	for i := range b.runs + 1 {
		s, err := startShop(ctx, b.options.shop, b.dir)
		if err != nil {
			return err
		}
		if i == 0 {
			b.report.Ready.First = s.ready.Seconds()
		} else {
			seconds = append(seconds, s.ready.Seconds())
		}
		// What a start goes on with when it is ready, such as its first administrator, is let finish.
		if err := errors.Join(s.settle(ctx, time.Minute), s.stop()); err != nil {
			return err
		}
	}
	b.report.Ready.Again = stats.SpreadOf(seconds)
	say("start to ready: %.3f s (the first start, with its catalogue: %.2f s)", b.report.Ready.Again.Median, b.report.Ready.First)
	return nil
}

func (b *bench) idleMemory(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(b.idle):
	}
	m, err := proc.MemoryOf(b.shop.pid())
	b.report.Memory.Idle, b.report.Memory.IdleAnonymous = m.Resident, m.Anonymous
	say("idle %s after its start: %s resident, %s of it not the program's own file", b.idle, inMiB(m.Resident), inMiB(m.Anonymous))
	return err
}

// stockUp fills the shelves, as staff, through the API.
func (b *bench) stockUp(ctx context.Context) (err error) {
	if b.goods, err = shopper.Explore(b.shop.host); err != nil {
		return err
	}
	printed, err := staffPassword(ctx, b.options.shop, b.dir, loadAdmin)
	if err != nil {
		return err
	}
	if b.staff, err = shopper.SignIn(b.shop.host, loadAdmin, printed); err != nil {
		return err
	}
	for _, sku := range b.goods.SKUs {
		if err := b.staff.Receive(sku, enough); err != nil {
			return err
		}
	}
	return b.shop.settle(ctx, time.Minute)
}

func say(format string, args ...any) { fmt.Printf(format+"\n", args...) }

func inMiB(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
