// Command durable is the floor of purchases: writers that commit an order's rows
// (the order, its lines, stock taken conditionally, an event in an outbox) in
// SQLite as durably as the shop does, with group commit, and do nothing else: no
// HTTP, no rules. It prints its figures as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/test/load/proc"
)

// figures are what was measured.
type figures struct {
	Orders    int64         `json:"orders"`
	PerSecond float64       `json:"orders_per_second"`
	CPU       time.Duration `json:"cpu_ns"` // an order
}

func main() {
	var w work
	dir := flag.String("dir", os.TempDir(), "where the database is made, on the disk that is measured")
	flag.IntVar(&w.writers, "writers", 16, "writers at once")
	flag.IntVar(&w.lines, "lines", 3, "lines an order")
	flag.IntVar(&w.transactions, "transactions", 1, "durable transactions an order: the first writes it, the others move it on")
	flag.DurationVar(&w.duration, "duration", 5*time.Second, "how long")
	flag.Parse()
	f, err := run(context.Background(), *dir, w)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(f)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "durable:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir string, w work) (f figures, err error) {
	tmp, err := os.MkdirTemp(dir, "floor-")
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	db, err := sqlite.Open(ctx, sqlite.Options{Path: filepath.Join(tmp, "floor.sqlite"), Sync: sqlite.Full, Migrations: schema})
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := w.stock(ctx, db); err != nil {
		return f, err
	}
	cpu, start := proc.Own(), time.Now()
	f.Orders, err = w.run(ctx, db)
	if err != nil {
		return f, err
	}
	took := time.Since(start)
	f.PerSecond = float64(f.Orders) / took.Seconds()
	f.CPU = (proc.Own() - cpu) / time.Duration(max(f.Orders, 1))
	return f, nil
}
