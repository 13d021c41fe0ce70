// Command load measures a shop of its own on this machine, in turn with floors that
// do nothing but the unavoidable part of the same work, and writes what it saw as
// JSON and as a Markdown table.
//
// It starts bin/flores on a new data directory with the demo catalogue, sends load
// to loopback addresses only, and stops everything that it has started.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// options say what is run and how long.
type options struct {
	shop, bare, durable string // programs
	out                 string // directory of the report
	data                string // where stores are made: the disk that is measured

	runs         int
	warm, length time.Duration
	purchase     time.Duration // length of a run of purchases
	idle         time.Duration // from start to the look at the idle shop's memory
	readers      int
	buyers       int
	lines        int // goods a purchase
	profile      bool
	products     int // grown to, at the end; 0 is no growth
}

func main() {
	var o options
	flag.StringVar(&o.shop, "shop", "bin/flores", "the shop's program")
	flag.StringVar(&o.bare, "bare", "bin/floor-bare", "the bare handler's program")
	flag.StringVar(&o.durable, "durable", "bin/floor-durable", "the program that commits an order's rows")
	flag.StringVar(&o.out, "out", "test/out", "where the report is written")
	flag.StringVar(&o.data, "data", os.TempDir(), "where data directories are made")
	flag.IntVar(&o.runs, "runs", 5, "runs of each load")
	flag.DurationVar(&o.warm, "warm", time.Second, "warm-up of each run, not counted")
	flag.DurationVar(&o.length, "length", 5*time.Second, "length of a run of reading")
	flag.DurationVar(&o.purchase, "purchase", 10*time.Second, "length of a run of purchases")
	flag.DurationVar(&o.idle, "idle", time.Minute, "how long the shop idles before its memory is read")
	flag.IntVar(&o.readers, "readers", 32, "connections that read at once")
	flag.IntVar(&o.buyers, "buyers", 16, "buyers at once")
	flag.IntVar(&o.lines, "lines", 1, "different goods a purchase")
	flag.IntVar(&o.products, "products", 0, "at the end, let the catalogue grow to so many products and read again")
	flag.BoolVar(&o.profile, "profile", false, "afterwards run each load once more under the CPU profiler")
	quick := flag.Bool("quick", false, "one short run of each: whether it works, not how fast it is")
	flag.Parse()
	if *quick {
		shorten()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		stop()
		os.Exit(1)
	}
}

// shorten leaves alone what was said on the command line.
func shorten() {
	said := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { said[f.Name] = true })
	set := func(name, value string) {
		if !said[name] {
			_ = flag.Set(name, value) // the values are valid
		}
	}
	set("runs", "1")
	set("warm", "200ms")
	set("length", "1s")
	set("purchase", "2s")
	set("idle", "2s")
}

func run(ctx context.Context, o options) error {
	r := &report{Conditions: conditions(o)}
	b := &bench{options: o, report: r}
	err := b.all(ctx)
	if r.Loads == nil {
		return err
	}
	return errors.Join(err, r.write(o.out), r.failed())
}
