package replicas

import (
	"context"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/test/processes"
	"floresvictoria.cl/flores/test/servers"
)

const (
	// within is how long the others may take to answer what one was told: the
	// requirement itself, not a guess at how fast a machine is.
	within = 3 * time.Second
	// readyWithin is how long everything may take to be ready by itself, on a machine
	// that does other work too.
	readyWithin = 2 * time.Minute
	// drain is long enough for a balancer that asks four times a second to see it.
	drain = 2 * time.Second
)

// world is a shop that can run two of every service, and its servers. Nothing of it
// runs but what a test has asked for.
type world struct {
	shop    *apptest.Shop
	table   app.Table
	servers []*servers.Server
	random  *rand.Rand
	all     bool // every case, not some
}

// begin starts the servers and prepares the shop.
func begin(t *testing.T) *world {
	t.Helper()
	table, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("FLORES_REPLICAS_SEED"); s != "" {
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatalf("FLORES_REPLICAS_SEED: %v", err)
		}
	}
	w := &world{table: table, random: rand.New(rand.NewPCG(seed, 0)), all: os.Getenv("FLORES_REPLICAS") == "all"}
	t.Logf("seed %d, all %t", seed, w.all)
	opt := processes.Options{Servers: w.startServers(t), Dir: t.TempDir(), Replicas: map[string]int{}, Env: map[string]string{
		"FLORES_DRAIN": drain.String(), "FLORES_SLOT_CAPACITY": "100000",
	}}
	for _, s := range table {
		opt.Replicas[s.Name] = 2
	}
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	p, err := processes.New(ctx, opt)
	if err != nil {
		t.Fatal(err)
	}
	w.shop = &apptest.Shop{T: t, URL: p.URL, Logs: &apptest.Logs{}, Processes: p}
	t.Cleanup(func() {
		p.Close()
		for _, one := range p.Processes {
			if t.Failed() && one.Starts() > 0 {
				t.Logf("%s logged:\n%s", one, one.Tail(20))
			}
		}
	})
	return w
}

// open has everything run that a shop needs, and the processes that the test names
// beside the first of each service.
func (w *world) open(t *testing.T, beside ...*processes.Process) {
	t.Helper()
	w.serversUp(t)
	w.run(t, append(w.firsts(), beside...)...)
}

// firsts are one process a service.
func (w *world) firsts() (out []*processes.Process) {
	for _, s := range w.table {
		out = append(out, w.shop.Processes.Of(s.Name))
	}
	return out
}

// running are the processes that run now.
func (w *world) running() []*processes.Process {
	return slices.DeleteFunc(slices.Clone(w.shop.Processes.Processes), func(p *processes.Process) bool { return !p.Running() })
}

// run starts those that do not run, and waits until all are ready and their balancers
// know it.
func (w *world) run(t *testing.T, all ...*processes.Process) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	for _, p := range all {
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range all {
		if err := p.Ready(ctx); err != nil {
			t.Fatal(err)
		}
		await(t, "the balancer finds "+p.String(), func() bool {
			_, err := read(w.shop.Processes.At(p.Names[0]) + "/livez")
			return err == nil
		})
	}
}

// close stops every process, in order and all at once.
func (w *world) close(t *testing.T) {
	t.Helper()
	var wg sync.WaitGroup
	for _, p := range w.running() {
		wg.Go(func() {
			if code := p.Stop(); code != 0 {
				t.Errorf("%s ended with %d:\n%s", p, code, p.Tail(10))
			}
		})
	}
	wg.Wait()
}

// sample is some of the cases, or all of them where all are asked for.
func sample[T any](w *world, cases []T, n int) []T {
	out := slices.Clone(cases)
	w.random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	if w.all {
		return out
	}
	return out[:n]
}
