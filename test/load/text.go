package main

import (
	"fmt"
	"strings"
	"time"

	"floresvictoria.cl/flores/test/load/stats"
)

// The figures of a run that are shown.
var (
	perSecond = func(r turn) float64 { return r.PerSecond }
	p50       = func(r turn) float64 { return milliseconds(r.Latency.P50) }
	p95       = func(r turn) float64 { return milliseconds(r.Latency.P95) }
	p99       = func(r turn) float64 { return milliseconds(r.Latency.P99) }
	cpu       = func(r turn) float64 { return microseconds(r.CPU) }
	client    = func(r turn) float64 { return microseconds(r.Client) }
	allCPU    = func(r turn) float64 { return microseconds(r.AllCPU) }
	settled   = func(r turn) float64 { return r.Settled }
)

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1e3 }
func microseconds(d time.Duration) float64 { return d.Seconds() * 1e6 }

// text is a load as it is printed while the next one runs.
func (l *load) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s, %d at once", l.Name, l.Visitors)
	if l.Bytes > 0 {
		fmt.Fprintf(&b, ", %d bytes", l.Bytes)
	}
	b.WriteByte('\n')
	line := func(who string, runs []turn) {
		fmt.Fprintf(&b, "  %-6s %s/s  CPU %s µs", who, spread(of(runs, perSecond), 0), spread(of(runs, cpu), 0))
		if of(runs, p50).Max > 0 { // the floor of purchases tells no latency
			fmt.Fprintf(&b, "  p50 %s  p95 %s  p99 %s ms (the load's own CPU %s µs)", spread(of(runs, p50), 2), spread(of(runs, p95), 2), spread(of(runs, p99), 2), spread(of(runs, client), 0))
		}
		b.WriteByte('\n')
	}
	line("shop", l.Ours)
	line("floor", l.Floor)
	if len(l.Single) > 0 {
		fmt.Fprintf(&b, "  floor of one transaction an order: %s/s; the shop's CPU with mails and events: %s µs, done %s s after the last purchase\n",
			spread(stats.SpreadOf(l.Single), 0), spread(of(l.Ours, allCPU), 0), spread(of(l.Ours, settled), 1))
	}
	fmt.Fprintf(&b, "  ratio %s, aim %.2f\n", spread(stats.SpreadOf(l.ratios()), 2), l.Aim)
	if l.Failures > 0 {
		fmt.Fprintf(&b, "  %d FAILED: %s\n", l.Failures, l.Failure)
	}
	return b.String()
}

// spread is "median (min–max)".
func spread(s stats.Spread, digits int) string {
	if s.Min == s.Max {
		return fmt.Sprintf("%.*f", digits, s.Median)
	}
	return fmt.Sprintf("%.*f (%.*f–%.*f)", digits, s.Median, digits, s.Min, digits, s.Max)
}
