package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// budget is what the whole build may cost, in standard libraries.
const budget = 3.7

type row struct {
	name     string
	packages int
	cpu      time.Duration
}

// table is what the build cost, the heaviest first.
type table []row

func weigh(actions []action, m modules) table {
	at := map[string]int{}
	var t table
	for _, a := range actions {
		if a.Mode != "build" && a.Mode != "link" {
			continue
		}
		name := m.row(a)
		i, ok := at[name]
		if !ok {
			i = len(t)
			at[name] = i
			t = append(t, row{name: name})
		}
		t[i].packages++
		t[i].cpu += a.cpu()
	}
	slices.SortFunc(t, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.cpu, a.cpu), cmp.Compare(a.name, b.name))
	})
	return t
}

func (t table) sum() (total time.Duration) {
	for _, r := range t {
		total += r.cpu
	}
	return total
}

func (t table) of(name string) time.Duration {
	for _, r := range t {
		if r.name == name {
			return r.cpu
		}
	}
	return 0
}

// ratio is the whole in standard libraries; 0 when the standard library was not built.
func (t table) ratio() float64 {
	std := t.of(standard)
	if std == 0 {
		return 0
	}
	return t.sum().Seconds() / std.Seconds()
}

func (t table) print(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "CPU s\tpackages\t")
	for _, r := range t {
		fmt.Fprintf(tw, "%.1f\t%d\t  %s\n", r.cpu.Seconds(), r.packages, r.name)
	}
	fmt.Fprintf(tw, "%.1f\t\t  all\n", t.sum().Seconds())
	_ = tw.Flush()
	fmt.Fprintf(w, "\n%.2f times the standard library's part (budget %.1f)\n", t.ratio(), budget)
}
