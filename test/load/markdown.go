package main

import (
	"fmt"
	"strings"

	"floresvictoria.cl/flores/test/load/stats"
)

// The aims that are no ratio to a floor.
const (
	aimReady  = 0.5       // seconds
	aimIdle   = 64 << 20  // bytes
	aimPeak   = 160 << 20 // bytes
	aimTail   = 8         // p99 of lists and details, in p50
	aimOrders = 350       // a second
)

// markdown is the tables of docs/performance.md.
func (r *report) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", r.Conditions)
	b.WriteString("| load | shop, a second | floor, a second | of the floor | aim | p50 / p95 / p99, ms | server CPU, µs | floor CPU, µs |\n|---|---|---|---|---|---|---|---|\n")
	for _, l := range r.Loads {
		ratio := stats.SpreadOf(l.ratios())
		fmt.Fprintf(&b, "| %s | %s | %s | %s | ≥ %.0f %% %s | %s / %s / %s | %s | %s |\n", l.title(),
			spread(of(l.Ours, perSecond), 0), spread(of(l.Floor, perSecond), 0), percent(ratio), l.Aim*100, met(ratio.Median >= l.Aim),
			spread(of(l.Ours, p50), 2), spread(of(l.Ours, p95), 2), spread(of(l.Ours, p99), 2), spread(of(l.Ours, cpu), 0), spread(of(l.Floor, cpu), 0))
	}
	b.WriteString("\n| other | seen | aim |\n|---|---|---|\n")
	row := func(name, seen, aim string, ok bool) {
		fmt.Fprintf(&b, "| %s | %s | %s %s |\n", name, seen, aim, met(ok))
	}
	row("start → first list answered, second start", spread(r.Ready.Again, 3)+" s", "≤ 0.5 s", r.Ready.Again.Median <= aimReady)
	row("memory, idle", inMiB(r.Memory.Idle), "≤ 64 MiB", r.Memory.Idle <= aimIdle)
	if r.Memory.Peak > 0 { // a run that broke off has seen none
		row("memory, peak under all loads", inMiB(r.Memory.Peak), "≤ 160 MiB", r.Memory.Peak <= aimPeak)
	}
	for _, l := range r.Loads {
		switch {
		case len(l.Single) > 0:
			orders := of(l.Ours, perSecond)
			row("purchases a second", spread(orders, 0), "≥ 350", orders.Median >= aimOrders)
			fmt.Fprintf(&b, "| floor of one transaction an order (3 lines), a second | %s | |\n", spread(stats.SpreadOf(l.Single), 0))
			fmt.Fprintf(&b, "| server CPU a purchase with mails and events, µs | %s | |\n", spread(of(l.Ours, allCPU), 0))
			fmt.Fprintf(&b, "| all mails and events done after the last purchase, s | %s | |\n", spread(of(l.Ours, settled), 1))
		case l.Aim >= 0.6:
			tail := of(l.Ours, func(r turn) float64 { return p99(r) / p50(r) })
			row("p99 over p50, "+l.Name, spread(tail, 1), "≤ 8", tail.Median <= aimTail)
		}
	}
	for _, g := range r.Growth {
		fmt.Fprintf(&b, "| %s with %d products, server CPU of before | %.2f × | |\n", g.Name, g.Products, g.After/g.Before)
	}
	return b.String()
}

func (l *load) title() string {
	if l.Bytes > 0 {
		return fmt.Sprintf("%s (%.1f kB, %d connections)", l.Name, float64(l.Bytes)/1e3, l.Visitors)
	}
	return fmt.Sprintf("%s (%d buyers; floor: %d transactions)", l.Name, l.Visitors, l.Transactions)
}

func percent(s stats.Spread) string {
	return spread(stats.Spread{Median: s.Median * 100, Min: s.Min * 100, Max: s.Max * 100}, 0) + " %"
}

func met(ok bool) string {
	if ok {
		return "✓"
	}
	return "✗"
}
