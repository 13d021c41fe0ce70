package replicas

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/test/processes"
)

// starts starts all services in random orders. Nobody starts again what has ended: a
// service that cannot live without a neighbour or a store is seen here.
func (w *world) starts(t *testing.T, serversLast bool) {
	orders := 1
	if w.all {
		orders = 5
	}
	for i := range orders {
		t.Run(fmt.Sprintf("order %d", i+1), func(t *testing.T) { w.startInAnyOrder(t, serversLast) })
	}
}

func (w *world) startInAnyOrder(t *testing.T, serversLast bool) {
	w.close(t)
	if serversLast {
		w.serversDown(t)
	} else {
		w.serversUp(t)
	}
	order := w.firsts()
	w.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	before := map[*processes.Process]int{}
	var told []string
	began := time.Now()
	for _, p := range order {
		before[p] = p.Starts()
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		gap := w.gap()
		told = append(told, fmt.Sprintf("%s +%.1fs", p, gap.Seconds()))
		time.Sleep(gap) // the case itself: services that start at different moments
	}
	t.Logf("order: %s", strings.Join(told, ", "))
	if serversLast {
		w.serversUp(t)
	}
	last := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	for _, p := range order {
		if err := p.Ready(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range order {
		if !p.Running() || p.Starts() != before[p]+1 {
			t.Errorf("%s runs: %t, started %d times", p, p.Running(), p.Starts()-before[p])
		}
	}
	t.Logf("all ready %.1f s after the last start, %.1f s after the first", time.Since(last).Seconds(), time.Since(began).Seconds())
	api := dial(t, w.shop.URL)
	var why error
	defer func() {
		if t.Failed() {
			t.Logf("the last purchase: %v", why)
		}
	}()
	apptest.Eventually(t, "a shop that is ready sells", func() bool {
		_, why = apptest.Purchase{}.Try(ctx, api)
		return why == nil
	})
}

// gap is the time between two starts: up to two seconds, and in the short form none
// half the time.
func (w *world) gap() time.Duration {
	if !w.all && w.random.IntN(2) == 0 {
		return 0
	}
	return time.Duration(w.random.Int64N(int64(2 * time.Second)))
}
