// Apart buys in a shop that is one process, and in the same shop with a process for
// every service, in turns on the same servers, and prints what the cut costs:
// purchases a second and processor time a purchase, by process.
//
// PostgreSQL, Redis and RabbitMQ are real; the services that keep documents have
// their embedded store in both shops, since the stand-in for MongoDB would hide the
// difference.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/test/load/crowd"
	"floresvictoria.cl/flores/test/load/shopper"
	"floresvictoria.cl/flores/test/load/stats"
	"floresvictoria.cl/flores/test/processes"
	"floresvictoria.cl/flores/test/servers"
)

type options struct {
	turns, buyers int
	warm, length  time.Duration
	out           string
}

func main() {
	var o options
	flag.IntVar(&o.turns, "turns", 3, "how often each shop has its turn")
	flag.IntVar(&o.buyers, "buyers", 16, "buyers at once")
	flag.DurationVar(&o.warm, "warm", 5*time.Second, "of a turn, not counted")
	flag.DurationVar(&o.length, "length", 15*time.Second, "of a turn")
	flag.StringVar(&o.out, "out", "", "a file for the same text")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "apart:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	dir, err := servers.Scratch("apart")
	if err != nil {
		return err
	}
	arms := []*arm{{name: "one process", whole: true}, {name: "a process a service"}}
	defer func() {
		for _, a := range arms {
			a.stop()
		}
	}()
	for i, a := range arms {
		if err := a.prepare(ctx, filepath.Join(dir, fmt.Sprint(i))); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	for turn := range o.turns {
		for _, a := range arms {
			if err := a.turn(ctx, o); err != nil {
				return fmt.Errorf("%s: %w", a.name, err)
			}
			fmt.Printf("turn %d, %s: %.1f purchases/s\n", turn+1, a.name, a.rates[turn])
		}
	}
	text := report(o, arms[0], arms[1])
	fmt.Print("\n", text)
	if o.out != "" {
		return os.WriteFile(o.out, []byte(text), 0o644)
	}
	return nil
}

// arm is one of the two shops, with servers of its own that idle while the other buys.
type arm struct {
	name  string
	whole bool

	servers   []*servers.Server
	addresses map[string]string
	options   processes.Options
	data      string
	stocked   bool

	rates  []float64
	p95    []float64
	bought int
	used   map[string]time.Duration
}

func (a *arm) prepare(ctx context.Context, dir string) error {
	a.used, a.addresses, a.data = map[string]time.Duration{}, map[string]string{}, dir
	var mu sync.Mutex
	var all sync.WaitGroup
	var faults error
	for env, start := range map[string]func(context.Context, string) (*servers.Server, error){
		app.EnvDatabase: servers.StartPostgres, app.EnvRedis: servers.StartRedis, app.EnvRabbit: servers.StartRabbitMQ,
	} {
		all.Go(func() {
			s, err := start(ctx, filepath.Join(dir, env))
			mu.Lock()
			defer mu.Unlock()
			if faults = errors.Join(faults, err); err == nil {
				a.servers = append(a.servers, s)
				a.addresses[env] = s.URL
			}
		})
	}
	all.Wait()
	if faults != nil {
		return faults
	}
	table, err := app.Services()
	if err != nil {
		return err
	}
	secrets, err := app.NewSecrets(table)
	if err != nil {
		return err
	}
	a.options = processes.Options{
		Servers: a.addresses, Dir: filepath.Join(dir, "services"), Secrets: secrets,
		Env: map[string]string{"FLORES_SLOT_CAPACITY": "100000", "LOG_LEVEL": "warn"},
	}
	if a.whole {
		var names []string
		for _, s := range table {
			names = append(names, s.Name)
		}
		a.options.Partition = [][]string{names}
	}
	return nil
}

// enough goods of each kind for every turn.
const enough = 50_000

// turn starts the shop, buys and stops it.
func (a *arm) turn(ctx context.Context, o options) error {
	shop, err := processes.Start(ctx, a.options)
	if err != nil {
		return err
	}
	defer shop.Close()
	gateway := strings.TrimPrefix(shop.At("api-gateway"), "http://") // what stands in front of the shop is not measured
	goods, err := shopper.Explore(gateway)
	if err != nil {
		return err
	}
	if !a.stocked {
		if err := stockUp(ctx, shop, gateway, goods); err != nil {
			return err
		}
		a.stocked = true
	}
	before := map[string]time.Duration{}
	for _, p := range shop.Processes {
		before[p.String()] = p.CPU()
	}
	r, err := crowd.Run(ctx, crowd.Plan{Visitors: o.buyers, Warm: o.warm, Length: o.length, New: func(i int) (crowd.Visitor, error) {
		return shopper.NewBuyer(gateway, goods, i, 2, time.Now())
	}})
	if err != nil {
		return err
	}
	if r.Failures > 0 {
		return fmt.Errorf("%d purchases failed, one of them: %w", r.Failures, r.Failure)
	}
	time.Sleep(3 * time.Second) // what follows from a purchase, mails and events, is part of it
	for _, p := range shop.Processes {
		a.used[p.String()] += p.CPU() - before[p.String()]
	}
	a.rates = append(a.rates, r.PerSecond)
	a.p95 = append(a.p95, r.Latency.P95.Seconds()*1000)
	a.bought += r.All
	return nil
}

func stockUp(ctx context.Context, shop *processes.Shop, gateway string, goods *shopper.Catalogue) error {
	const email = "carga@floresvictoria.cl"
	printed, err := shop.CreateUser(ctx, authapi.Admin, email)
	if err != nil {
		return err
	}
	staff, err := shopper.SignIn(gateway, email, printed)
	if err != nil {
		return err
	}
	defer staff.Close()
	for _, sku := range goods.SKUs {
		if err := staff.Receive(sku, enough); err != nil {
			return err
		}
	}
	return nil
}

func (a *arm) stop() {
	for _, s := range a.servers {
		_ = s.Stop() // the directory goes with the program
	}
}

func (a *arm) rate() float64 { return stats.SpreadOf(a.rates).Median }
