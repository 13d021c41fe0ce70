package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/test/cluster/overlay"
	"floresvictoria.cl/flores/test/cluster/settings"
	"floresvictoria.cl/flores/test/cluster/shopper"
)

// report is what was seen, as tables for the documents. It names no machine.
type report struct {
	head  []string
	rows  []string
	loads []string
}

// begin says what runs in which cluster, and what stands in for what.
func (r *report) begin(t *testing.T, w *world, production overlay.Fit) {
	t.Helper()
	version, err := w.cluster.Client.Discovery().ServerVersion()
	if err != nil {
		t.Fatal(err)
	}
	r.head = append(r.head, fmt.Sprintf("Kubernetes %s, overlay %s, the tests and their load on %d cores. Servers:", version.GitVersion, w.settings.Overlay, runtime.NumCPU()))
	for _, kind := range settings.Stores {
		image, production := w.fit.Stores[kind], production.Stores[kind]
		if image == production {
			r.head = append(r.head, "- "+kind+": "+image)
			continue
		}
		r.head = append(r.head, fmt.Sprintf("- %s: %s, in the place of %s", kind, image[strings.LastIndex(image, "/")+1:], production))
	}
	for _, one := range []struct {
		left bool
		what string
	}{
		{!w.cluster.Has(gatewayAPI), "the Gateway: the cluster has no such API"},
		{!w.cluster.Has(metricsAPI), "the autoscaler: the cluster measures nothing"},
		{w.settings.Outside == "", "who gets out of the cluster: no address outside was named"},
	} {
		if one.left {
			r.head = append(r.head, "- left out: "+one.what)
		}
	}
}

// row keeps and prints what was seen of something.
func (r *report) row(t *testing.T, what, format string, args ...any) {
	t.Helper()
	seen := fmt.Sprintf(format, args...)
	t.Logf("%s: %s", what, seen)
	r.rows = append(r.rows, fmt.Sprintf("| %s | %s |", what, strings.ReplaceAll(strings.ReplaceAll(seen, "|", "/"), "\n", " ")))
}

// load keeps and prints what the crowd met while something was done.
func (r *report) load(t *testing.T, what string, c shopper.Count, took time.Duration) {
	t.Helper()
	t.Logf("%s: %d requests, %d failed over %.1f s; %d purchases, %d failed, %d begun anew; all is well after %.1f s",
		what, c.Requests, c.Failed, c.Failing.Seconds(), c.Purchases, c.Given, c.Again, took.Seconds())
	r.loads = append(r.loads, fmt.Sprintf("| %s | %d | %d | %.1f | %d | %d | %d | %.1f |",
		what, c.Requests, c.Failed, c.Failing.Seconds(), c.Purchases, c.Given, c.Again, took.Seconds()))
}

const explained = `
Two buyers, a visitor, a customer and a member of the staff come in through the Ingress. A request failed when it was not
answered, or with 5xx; it is sent again with the same key. A purchase failed when that did not help for two minutes; one
is begun anew when its cart went with its store's last second. Failing is from the first failed request to the last. All
is well when every pod is ready again, none is leaving, and a purchase that was begun since has succeeded. A killed pod is
given one second. A store has one replica: without it requests may fail, without a pod of a service none may.
`

// write writes all that was seen so far.
func (r *report) write(t *testing.T) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# The shop in a cluster\n\n" + strings.Join(r.head, "\n") + "\n\n| | seen |\n|---|---|\n" + strings.Join(r.rows, "\n") + "\n")
	if len(r.loads) > 0 {
		b.WriteString("\n## Under purchase load\n\n| what was done | requests | failed | failing, s | purchases | failed | begun anew | all is well after, s |\n|---|---:|---:|---:|---:|---:|---:|---:|\n" +
			strings.Join(r.loads, "\n") + "\n" + explained)
	}
	dir := filepath.Join("..", "out")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Error(err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, "cluster.md"), []byte(b.String()), 0o644); err != nil {
		t.Error(err)
	}
}
