package faults

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// row is what one target's series came to.
type row struct {
	target     string
	faults     int
	requests   int64
	failed     int64
	purchases  int64
	given      int64
	late       int64
	again      int64
	recoveries []time.Duration
}

func (r row) median() time.Duration {
	if len(r.recoveries) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(r.recoveries))
	return s[len(s)/2]
}

func (r row) max() time.Duration {
	if len(r.recoveries) == 0 {
		return 0
	}
	return slices.Max(r.recoveries)
}

// table is the rows in markdown.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString("| target | faults | requests | failed requests | purchases | failed purchases | expired in the outage | begun anew | seconds to recover: median | max |\n")
	b.WriteString("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, r := range rows {
		b.WriteString(sprintf("| %s | %d | %d | %d | %d | %d | %d | %d | %.1f | %.1f |\n",
			r.target, r.faults, r.requests, r.failed, r.purchases, r.given, r.late, r.again, r.median().Seconds(), r.max().Seconds()))
	}
	return b.String()
}

const explained = `
%d buyers (%d for the edges and without the bus), a florist, new customers and a visitor on %d cores, %s in all.

A request failed when it was not answered, or with 5xx; clients send it again with the same key. A purchase failed
when that did not help for ` + "`60 s`" + ` or the shop refused what it should not. An order expires when its payment does not come
within the shortened window; a purchase is begun anew when its key's try was given up or its cart was gone. Recovered is
when every process is ready again and a purchase that was begun after the fault has succeeded.
`

// write keeps the table.
func write(t *testing.T, name string, rows []row, took time.Duration) {
	t.Helper()
	text := table(rows)
	dir := filepath.Join("..", "out")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Error(err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte("# Faults under purchase load\n\n"+text+sprintf(explained, buyers, fewBuyers, runtime.NumCPU(), took.Round(time.Minute))), 0o644); err != nil {
		t.Error(err)
	}
}
