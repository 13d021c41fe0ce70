package cluster

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/test/cluster/shopper"
	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

// theDocuments is the order in which the requirements document applies its files; the
// deployments that it does not spell out come after these.
var theDocuments = []string{"namespace.yaml", "configmaps.yaml", "secrets.yaml",
	"mongodb-deployment.yaml", "postgres-deployment.yaml", "redis-deployment.yaml", "rabbitmq-deployment.yaml", "auth-service-deployment.yaml", "product-service-deployment.yaml"}

// theRest comes last: the document describes them after the deployments.
var theRest = []string{"ingress.yaml", "hpa.yaml", "network-policies.yaml"}

func installsByTheDocument(t *testing.T, w *world) {
	w.clear(t)
	files, err := manifests.Files("kubernetes/overlays/"+w.settings.Overlay, w.objects)
	if err != nil {
		t.Fatal(err)
	}
	files["secrets.yaml"] = w.secrets(t)
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "kubernetes"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, "kubernetes", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	for _, name := range inOrder(slices.Collect(maps.Keys(files))) {
		if _, err := w.cluster.Kubectl(t.Context(), dir, "", "apply", "-f", "kubernetes/"+name); err != nil {
			t.Fatal(err)
		}
	}
	w.settled(t, w.namespace)
	took := time.Since(began)
	w.open(t, w.ingress, true)
	number := w.buys(t, w.ingress, shopper.SKUs[0])
	w.report.row(t, "the requirements document's `kubectl apply -f kubernetes/…`, one after the other, on an empty cluster",
		"%d files; every pod ready after %.0f s, %s bought", len(files), took.Seconds(), number)
	w.clear(t)
}

// inOrder puts files in the document's order. None is left out.
func inOrder(files []string) []string {
	place := func(name string) int {
		if i := slices.Index(theDocuments, name); i >= 0 {
			return i
		}
		if i := slices.Index(theRest, name); i >= 0 {
			return 1000 + i
		}
		return 100
	}
	return slices.SortedFunc(slices.Values(files), func(a, b string) int {
		if n := place(a) - place(b); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
}

func installsByOneCommand(t *testing.T, w *world) {
	w.clear(t)
	began := time.Now()
	w.pipe(t, texts(w.objects, "Namespace"), "apply", "-f", "-") // the Secrets need it
	w.pipe(t, w.secrets(t), "apply", "-f", "-")
	w.kubectl(t, "apply", "-k", w.applied)
	w.settled(t, w.namespace)
	how := "`kubectl apply -k " + w.applied + "`"
	if filepath.IsAbs(w.applied) {
		how = "`kubectl apply -k` of the overlay " + w.settings.Overlay + " with this cluster's images and classes"
	}
	w.report.row(t, how+" after `flores secrets`, on an empty cluster", "every pod ready after %.0f s", time.Since(began).Seconds())
}

// secrets are a new set, by the command that operators use.
func (w *world) secrets(t *testing.T) string {
	t.Helper()
	name, args := "go", []string{"run", "-buildvcs=false", "./cmd/flores"}
	if w.settings.Flores != "" {
		name, args = w.settings.Flores, nil
	}
	cmd := exec.CommandContext(t.Context(), name, append(args, "secrets", "--namespace", w.namespace)...)
	cmd.Dir = root
	var faults strings.Builder
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("flores secrets: %v: %s", err, faults.String())
	}
	return string(out)
}

// clear removes the shop, with its data.
func (w *world) clear(t *testing.T) {
	t.Helper()
	t.Logf("removing %s", w.namespace)
	if err := w.cluster.Remove(t.Context(), w.settings.Patience, w.namespace); err != nil {
		t.Fatal(err)
	}
	w.customer, w.staff = "", ""
}

// open waits until a door leads to the shop, or no more.
func (w *world) open(t *testing.T, door shopper.Door, want bool) {
	t.Helper()
	client := shopper.New(door, &shopper.Tally{}, 0)
	defer client.Close()
	w.await(t, fmt.Sprintf("the shop is open at %s (%t)", door.Host, want), func(ctx context.Context) error {
		text, err := client.Page(ctx, "/")
		_, other := client.Do(ctx, shopper.Request{Method: "GET", Path: "/api/categories"}, nil)
		switch is := err == nil && other == nil && strings.Contains(text, "Flores Victoria"); {
		case is == want:
			return nil
		case want:
			return fmt.Errorf("/ answers %v, /api %v", err, other)
		}
		return fmt.Errorf("it is open")
	})
}

// buys buys once, with every request sent once, and answers the order's number.
func (w *world) buys(t *testing.T, door shopper.Door, sku string) string {
	t.Helper()
	client := shopper.New(door, &shopper.Tally{}, 0)
	defer client.Close()
	p := &shopper.Purchase{SKU: sku}
	if err := client.Buy(t.Context(), p); err != nil {
		t.Fatalf("nobody can buy at %s: %v", door.Host, err)
	}
	return p.Number
}

func leavesNothing(t *testing.T, w *world) {
	if w.settings.Keep {
		t.Skip("the shop is left standing, as asked")
	}
	w.clear(t)
	for _, namespace := range []string{singleNamespace, probeNamespace} {
		if err := w.cluster.Remove(t.Context(), w.settings.Patience, namespace); err != nil {
			t.Error(err)
		}
	}
}
