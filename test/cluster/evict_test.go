package cluster

import (
	"context"
	"fmt"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// respectsTheBudgets empties a node of two pods of each service: the first may go, and
// the second must not before the first has been replaced.
func respectsTheBudgets(t *testing.T, w *world) {
	w.twice(t)
	defer w.once(t)
	crowd := w.crowd(t)
	kept := 0
	for _, name := range w.services() {
		w.calm(t, name)
		pods, err := w.cluster.Serving(t.Context(), w.namespace, name)
		if err != nil || len(pods) < 2 {
			t.Fatalf("%s has %d pods: %v", name, len(pods), err)
		}
		w.under(t, crowd, "eviction of a pod of "+name, false, func() {
			if refused, err := w.cluster.Evict(t.Context(), pods[0]); refused || err != nil {
				t.Errorf("the first of %d pods of %s may not go: %v", len(pods), name, err)
				return
			}
			refused, err := w.cluster.Evict(t.Context(), pods[1])
			if !refused || err != nil {
				t.Errorf("the second pod of %s went while the first was being replaced: %v", name, err)
				return
			}
			kept++
		})
	}
	w.report.row(t, "the Eviction API and each budget", "%d of %d: one pod goes, the next is refused until it has been replaced; no budget keeps a store", kept, len(w.services()))
}

// calm waits until a budget allows somebody to go: it counts pods a moment after they
// are ready.
func (w *world) calm(t *testing.T, name string) {
	t.Helper()
	soon(t, "the budget of "+name+" counts its pods", func(ctx context.Context) error {
		b, err := w.cluster.Client.PolicyV1().PodDisruptionBudgets(w.namespace).Get(ctx, name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		if s := b.Status; s.ObservedGeneration < b.Generation || s.DisruptionsAllowed != 1 || s.CurrentHealthy != s.ExpectedPods {
			return fmt.Errorf("%d of %d are healthy, %d may go", s.CurrentHealthy, s.ExpectedPods, s.DisruptionsAllowed)
		}
		return nil
	})
}

// outlivesEveryPod kills a pod of every service and every store.
func outlivesEveryPod(t *testing.T, w *world) {
	w.twice(t)
	defer w.once(t)
	crowd := w.crowd(t)
	for _, name := range append(w.services(), w.stores()...) {
		store := w.isStore(name)
		what := "a pod of " + name + " is killed"
		if store {
			what = "the pod of " + name + " is killed"
		}
		w.under(t, crowd, what, store, func() {
			pods, err := w.cluster.Serving(t.Context(), w.namespace, name)
			if err != nil || len(pods) == 0 {
				t.Fatalf("%s has no pod: %v", name, err)
			}
			began := time.Now()
			if err := w.cluster.Kill(t.Context(), pods[0]); err != nil {
				t.Fatal(err)
			}
			if err := w.cluster.Gone(t.Context(), time.Minute, pods[0]); err != nil {
				t.Fatal(err)
			}
			t.Logf("%s was gone after %.1f s", pods[0].Name, time.Since(began).Seconds())
		})
	}
}
