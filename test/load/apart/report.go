package main

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"floresvictoria.cl/flores/test/load/stats"
)

// report is the comparison as docs/performance.md has it.
func report(o options, one, apart *arm) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d turns each of %s after %s of warm-up, %d buyers, %d cores; PostgreSQL, Redis and RabbitMQ and the buyers on the same machine; documents embedded in both.\n\n",
		o.turns, o.length, o.warm, o.buyers, runtime.NumCPU())
	b.WriteString("| shop | purchases/s (median; least–most) | p95 of a purchase | CPU a purchase, the shop's processes |\n|---|---|---|---|\n")
	for _, a := range []*arm{one, apart} {
		s := stats.SpreadOf(a.rates)
		var all time.Duration
		for _, used := range a.used {
			all += used
		}
		fmt.Fprintf(&b, "| %s | %.0f; %.0f–%.0f | %.0f ms | %.1f ms |\n", a.name, s.Median, s.Min, s.Max, stats.SpreadOf(a.p95).Median, a.each(all))
	}
	fmt.Fprintf(&b, "\nOne process sells %.2f times as many as a process a service (at most 3 is asked for).\n\n", one.rate()/apart.rate())
	b.WriteString("| process | CPU a purchase |\n|---|---|\n")
	for _, name := range slices.SortedFunc(maps.Keys(apart.used), func(x, y string) int { return int(apart.used[y] - apart.used[x]) }) {
		fmt.Fprintf(&b, "| %s | %.2f ms |\n", name, apart.each(apart.used[name]))
	}
	return b.String()
}

// each is a time's share of one purchase, in milliseconds.
func (a *arm) each(d time.Duration) float64 {
	return float64(d.Microseconds()) / 1000 / float64(max(a.bought, 1))
}
