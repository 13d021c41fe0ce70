package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"time"

	"floresvictoria.cl/flores/test/load/crowd"
	"floresvictoria.cl/flores/test/load/proc"
	"floresvictoria.cl/flores/test/load/shopper"
)

// transactions is how many durable ones a purchase commits in the stores of orders
// and goods until it is paid and its hold consumed, counted as calls of fdatasync of
// a shop with one buyer. The bus's own, which many purchases share, are left out.
const transactions = 12

// aimOfFloor is what is aimed at: of the floor that commits as many transactions.
const aimOfFloor = 0.40

// floorRun is what the durable floor prints.
type floorRun struct {
	Orders    int64         `json:"orders"`
	PerSecond float64       `json:"orders_per_second"`
	CPU       time.Duration `json:"cpu_ns"`
}

// purchases runs in turn: the floor of one transaction an order, the floor of as
// many transactions as a purchase has, and the shop.
func (b *bench) purchases(ctx context.Context) error {
	before, err := b.paid()
	if err != nil {
		return err
	}
	l := load{Name: "whole purchase", Visitors: b.buyers, Aim: aimOfFloor, Transactions: transactions}
	var bought int
	for range b.runs {
		single, err := b.floor(ctx, 3, 1)
		if err != nil {
			return err
		}
		floor, err := b.floor(ctx, b.lines, transactions)
		if err != nil {
			return err
		}
		ours, n, err := b.buy(ctx)
		if err != nil {
			return err
		}
		bought += n
		l.add(ours, floor)
		l.Single = append(l.Single, single.PerSecond)
	}
	b.report.keep(l)
	after, err := b.paid()
	if err != nil {
		return err
	}
	if after-before != bought {
		return fmt.Errorf("buyers were told of %d paid orders, the staff see %d more", bought, after-before)
	}
	say("%d orders are paid, as the buyers were told", bought)
	return nil
}

func (b *bench) paid() (int, error) {
	if err := b.staff.Renew(); err != nil {
		return 0, err
	}
	return b.staff.Paid()
}

// buy runs the buyers once; the processor time of a purchase is that of everything
// that follows from it, mails and events included.
func (b *bench) buy(ctx context.Context) (turn, int, error) {
	start, err := proc.CPU(b.shop.pid())
	if err != nil {
		return turn{}, 0, err
	}
	r, err := crowd.Run(ctx, crowd.Plan{
		Visitors: b.buyers, Warm: b.warm, Length: b.purchase, Meters: meters(b.shop.process),
		New: func(i int) (crowd.Visitor, error) {
			return shopper.NewBuyer(b.shop.host, b.goods, i, b.lines, time.Now())
		},
	})
	if err != nil {
		return turn{}, 0, err
	}
	ended := time.Now()
	if err := b.shop.settle(ctx, 2*time.Minute); err != nil {
		return turn{}, 0, err
	}
	end, err := proc.CPU(b.shop.pid())
	out := turnOf(r)
	out.AllCPU = perVisit(end-start, r.All)
	out.Settled = time.Since(ended).Seconds()
	return out, r.All, err
}

// floor runs the program that commits the rows and does nothing else.
func (b *bench) floor(ctx context.Context, lines, transactions int) (turn, error) {
	out, err := exec.CommandContext(ctx, b.durable, "-dir", b.data, "-writers", fmt.Sprint(b.buyers), "-lines", fmt.Sprint(lines),
		"-transactions", fmt.Sprint(transactions), "-duration", b.length.String()).Output()
	if err != nil {
		return turn{}, fmt.Errorf("the floor of purchases: %w", err)
	}
	var f floorRun
	if err := json.Unmarshal(out, &f); err != nil {
		return turn{}, fmt.Errorf("the floor of purchases: %w", err)
	}
	return turn{PerSecond: f.PerSecond, CPU: f.CPU, Visits: int(f.Orders)}, nil
}
