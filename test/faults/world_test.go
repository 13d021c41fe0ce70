package faults

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/test/processes"
	"floresvictoria.cl/flores/test/servers"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// The windows are shortened, so that what a fault leaves behind is settled while the test waits.
const (
	leases  = 5 * time.Second
	holdNet = 10 * time.Second
	tokens  = time.Minute
)

// world is the shop, its servers and the wires between all of them.
type world struct {
	t       *testing.T
	shop    *apptest.Shop
	table   app.Table
	servers []*servers.Server
	edges   []*edge
	windows
	staff staff
}

// edge is a connection that the table grants: to a neighbour or to a server.
type edge struct {
	caller, callee string
	wire           *wire
}

func (e *edge) String() string { return e.caller + " → " + e.callee }

// windows are how long things may take.
type windows struct {
	expiry   time.Duration // how long an order waits for its payment
	keep     time.Duration // how long stock is held for a payment that is being settled, or is paid and not yet heard of
	settling time.Duration // until everything is in order, once the expiry has passed and the last neighbour is ready
}

// begin starts everything.
func begin(t *testing.T, in windows) *world {
	t.Helper()
	table, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, table: table, windows: in}
	urls := w.startServers()
	opt := processes.Options{Servers: urls, Via: w.via, Env: map[string]string{
		"FLORES_INTENT_LEASE": leases.String(), "FLORES_PAY_WITHIN": in.expiry.String(), "FLORES_PAYING_LEASE": leases.String(), "FLORES_KEEP_FOR": in.keep.String(),
		"FLORES_HOLD_NET": holdNet.String(), "FLORES_ACCESS_TOKEN": tokens.String(), "FLORES_SERVICE_TOKEN": tokens.String(),
		"FLORES_SLOT_CAPACITY": "100000",
	}}
	w.shop = apptest.Start(t, apptest.Options{Processes: &opt})
	t.Cleanup(func() { // before the shop stops: nothing is to be cut then
		for _, e := range w.edges {
			e.wire.Heal()
		}
	})
	w.staff.hire(w)
	for _, sku := range skus {
		in := productapi.MoveInput{Keyed: contract.Keyed{Key: id.New()}, SKU: sku}
		in.Body.Quantity, in.Body.Reason = 100_000, "received"
		if _, err := productapi.Move.Call(w.staff.context(), w.staff.api, &in); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// startServers starts all four at once and answers their addresses by variable.
func (w *world) startServers() map[string]string {
	kinds := []struct {
		env   string
		start func(context.Context, string) (*servers.Server, error)
		path  string
	}{
		{app.EnvDatabase, servers.StartPostgres, ""}, {app.EnvMongo, servers.StartMongo, "/flores"},
		{app.EnvRedis, servers.StartRedis, ""}, {app.EnvRabbit, servers.StartRabbitMQ, ""},
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	w.servers = make([]*servers.Server, len(kinds))
	errs := make([]error, len(kinds))
	var wg sync.WaitGroup
	for i, k := range kinds {
		wg.Go(func() {
			dir, err := servers.Scratch("faults")
			if err == nil {
				w.servers[i], err = k.start(ctx, dir)
			}
			errs[i] = err
		})
	}
	wg.Wait()
	w.t.Cleanup(func() {
		for _, s := range w.servers {
			if s != nil {
				_ = s.Kill()
				_ = s.Stop() // its helpers too
			}
		}
	})
	urls := map[string]string{}
	for i, k := range kinds {
		if servers.IsMissing(errs[i]) && os.Getenv("CI") != "true" {
			w.t.Skip(errs[i])
		}
		if errs[i] != nil {
			w.t.Fatal(errors.Join(errs...))
		}
		u, err := url.Parse(w.servers[i].URL)
		if err != nil {
			w.t.Fatal(err)
		}
		if k.path != "" {
			u.Path = k.path
		}
		urls[k.env] = u.String()
	}
	return urls
}

// via puts a wire into every edge of the table.
func (w *world) via(caller, callee, address string) string {
	if !w.has(caller, callee) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		w.t.Fatal(err)
	}
	line, err := newWire(u.Host)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(line.close)
	w.edges = append(w.edges, &edge{caller, callee, line})
	u.Host = line.address()
	return u.String()
}

// has tells whether the table lets the service reach that neighbour or server.
func (w *world) has(caller, callee string) bool {
	s := w.table.Find(caller)
	switch callee {
	case app.EnvDatabase:
		return slices.Contains(s.Stores, app.PostgreSQL)
	case app.EnvMongo:
		return slices.Contains(s.Stores, app.MongoDB)
	case app.EnvRedis:
		return slices.Contains(s.Stores, app.Redis)
	case app.EnvRabbit:
		return len(s.Publishes)+len(s.Consumes) > 0
	case authapi.Service: // whose keys everybody behind a door verifies with
		return caller != callee
	}
	return slices.Contains(s.Calls, callee)
}

// server is the one of that name.
func (w *world) server(name string) *servers.Server {
	i := slices.IndexFunc(w.servers, func(s *servers.Server) bool { return s.Name == name })
	if i < 0 {
		w.t.Fatalf("there is no server %s", name)
	}
	return w.servers[i]
}

// ready waits until every process is ready, which they become without help.
func (w *world) ready(ctx context.Context) error { return w.shop.Processes.Ready(ctx) }

// ended names the processes that ended by themselves: nobody starts them again, so
// that one that cannot live without a neighbour is seen here.
func (w *world) ended() (faults []string) {
	for _, p := range w.shop.Processes.Processes {
		if !p.Running() {
			faults = append(faults, sprintf("%s ended by itself; it said:\n%s", p, p.Tail(15)))
		}
	}
	return faults
}
