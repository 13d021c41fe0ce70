package faults

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"floresvictoria.cl/flores/test/processes"
	"floresvictoria.cl/flores/test/servers"
)

// target is what is broken in one series.
type target struct {
	name   string
	faults []fault
	loose  bool // the fault may take the last second of the carts
	spared bool // no purchase may fail of it
	buyers int  // 0: as many as usual
}

// fault breaks something and mends it.
type fault struct {
	what string
	do   func() error
}

const (
	manyKills  = 10
	fewKills   = 3
	downAtMost = 1500 * time.Millisecond
	cutFor     = 2 * time.Second
	slowFor    = 2500 * time.Millisecond
	slowBy     = 500 * time.Millisecond
	withoutBus = 2 * time.Minute
	shortKeep  = time.Minute
)

// oftenKilled are the services that a purchase goes through.
var oftenKilled = []string{"order-service", "product-service", "cart-service"}

// part is some targets that are broken one after the other in one shop. A new shop
// for each part keeps the MongoDB stand-in, which reads whole collections, from
// becoming what is measured.
type part struct {
	name    string
	keep    time.Duration
	targets func(w *world) []target
}

var parts = []part{
	// A hold that is kept outlives an outage of the bus, as a day does in production.
	{"bus", 5 * withoutBus, func(w *world) []target { return []target{w.busless(withoutBus)} }},
	{"services", shortKeep, func(w *world) (out []target) {
		for _, s := range w.table {
			n := fewKills
			if slices.Contains(oftenKilled, s.Name) {
				n = manyKills
			}
			out = append(out, w.killed(s.Name, n))
		}
		return out
	}},
	{"servers", shortKeep, func(w *world) (out []target) {
		for _, s := range w.servers {
			out = append(out, w.restarted(s, manyKills))
		}
		return out
	}},
	{"edges", shortKeep, func(w *world) []target { return []target{w.wired(w.edges)} }},
}

// short is one fault of each kind, and one target for all of them.
func (w *world) short() target {
	cut := w.wired(slices.DeleteFunc(slices.Clone(w.edges), func(e *edge) bool {
		return e.caller != "order-service" || e.callee != "product-service"
	}))
	out := target{name: "short"}
	out.faults = append(out.faults, w.killed("order-service", 1).faults...)
	out.faults = append(out.faults, w.restarted(w.server("Redis"), 1).faults...)
	out.faults = append(out.faults, cut.faults[0])
	return out
}

// killed kills a service n times.
func (w *world) killed(service string, n int) target {
	p := w.shop.Processes.Of(service)
	out := target{name: service}
	for range n {
		out.faults = append(out.faults, fault{"kill -9", func() error { return kill(p) }})
	}
	return out
}

func kill(p *processes.Process) error {
	p.Kill()
	time.Sleep(rand.N(downAtMost)) // as long as whoever supervises it may take
	return p.Start()
}

// restarted stops a server in order and kills it, in turn, n times. Redis has its
// appended file on disk each second; a kill may take what the disk was too slow for.
func (w *world) restarted(s *servers.Server, n int) target {
	out := target{name: s.Name, loose: s.Name == "Redis" && n > 1}
	if s.Name == "RabbitMQ" { // which takes its time to start: what is bought piles up as without it
		out.buyers = aBuyer
	}
	for i := range n {
		f := fault{"stop and start", s.Stop}
		if i%2 == 1 {
			f = fault{"kill -9 and start", s.Kill}
		}
		down := f.do
		f.do = func() error {
			if err := down(); err != nil {
				return err
			}
			time.Sleep(rand.N(downAtMost))
			return up(s)
		}
		out.faults = append(out.faults, f)
	}
	return out
}

// wired cuts every edge once and slows it once.
func (w *world) wired(edges []*edge) target {
	out := target{name: "edges", buyers: fewBuyers}
	for _, e := range edges {
		out.faults = append(out.faults,
			fault{e.String() + " cut", func() error {
				e.wire.Cut()
				time.Sleep(cutFor)
				e.wire.Heal()
				return nil
			}},
			fault{e.String() + " slow", func() error {
				e.wire.Slow(slowBy)
				time.Sleep(slowFor)
				e.wire.Heal()
				return nil
			}})
	}
	return out
}

// busless stops RabbitMQ for so long that every purchase of that time goes without it.
func (w *world) busless(d time.Duration) target {
	s := w.server("RabbitMQ")
	return target{name: "RabbitMQ away for " + d.String(), spared: true, buyers: aBuyer, faults: []fault{{"stop", func() error {
		if err := s.Stop(); err != nil {
			return err
		}
		time.Sleep(d)
		return up(s)
	}}}}
}

// up starts a server and waits until it answers: only then its neighbours can be ready.
func up(s *servers.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	if err := s.Start(); err != nil {
		return err
	}
	return s.Wait(ctx)
}
