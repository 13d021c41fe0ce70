package cluster

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"floresvictoria.cl/flores/test/cluster/kube"
	"floresvictoria.cl/flores/test/kubernetes/edges"
)

const (
	// busy is the service that is kept busy: drawing a picture takes tens of milliseconds
	// of a core, and it keeps fewer than there are.
	busy    = "product-service"
	drawers = 4
)

// scalesByItself keeps a service busy until its autoscaler adds pods. The work reaches
// the pod past the doors, which take only so many requests from one address.
func scalesByItself(t *testing.T, w *world) {
	if !w.cluster.Has(metricsAPI) {
		w.report.row(t, "the autoscaler", "left out: the cluster measures nothing")
		t.Skip("the cluster has no metrics API: nothing can scale by itself")
	}
	w.once(t) // what was asked of it before may have added some already
	slugs, err := w.client(t, time.Minute).Slugs(t.Context())
	if err != nil || len(slugs) == 0 {
		t.Fatalf("the list has %d products: %v", len(slugs), err)
	}
	address, closeIt, err := w.cluster.Forward(t.Context(), w.namespace, w.pod(t, w.namespace, busy), edges.ContainerPort(w.table.Find(busy)))
	if err != nil {
		t.Fatal(err)
	}
	defer closeIt()
	least := w.least(busy)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	began := time.Now()
	drawn := draw(ctx, address, slugs)
	w.await(t, "the autoscaler adds pods", func(context.Context) error {
		if n := w.now(t); n <= least {
			return fmt.Errorf("there are %d; %s", n, w.thinks(t))
		}
		return nil
	})
	took, thinks := time.Since(began), w.thinks(t)
	stop()
	if n := drawn(); n == 0 {
		t.Error("no picture was drawn")
	}
	w.settled(t, w.namespace)
	w.report.row(t, "the autoscaler of "+busy, "%d pods became %d after %.0f s of work (%s)", least, w.now(t), took.Seconds(), thinks)
}

// draw asks for pictures again and again until it is stopped; the function that it
// returns waits for that and says how many were drawn.
func draw(ctx context.Context, address string, slugs []string) func() int {
	var wg sync.WaitGroup
	counts := make([]int, drawers)
	for i := range drawers {
		wg.Go(func() {
			client := &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for n := i; ctx.Err() == nil; n++ {
				size := []string{"standard", "deluxe", "premium"}[n/len(slugs)%3]
				// The address' third part is the drawing's version: of another, today's is drawn.
				req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://%s/api/media/%s-%s.0.png", address, slugs[n%len(slugs)], size), nil)
				if err != nil {
					return
				}
				resp, err := client.Do(req)
				if err != nil {
					select {
					case <-ctx.Done():
					case <-time.After(100 * time.Millisecond):
					}
					continue
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
				if resp.StatusCode == http.StatusOK {
					counts[i]++
				}
			}
		})
	}
	return func() (n int) {
		wg.Wait()
		for _, c := range counts {
			n += c
		}
		return n
	}
}

// now is how many pods the busy service is to have.
func (w *world) now(t *testing.T) int32 {
	t.Helper()
	s, err := w.cluster.Client.AppsV1().Deployments(w.namespace).GetScale(t.Context(), busy, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s.Spec.Replicas
}

// thinks is what the autoscaler says that it measures.
func (w *world) thinks(t *testing.T) string {
	t.Helper()
	h, err := w.cluster.Client.AutoscalingV2().HorizontalPodAutoscalers(w.namespace).Get(t.Context(), w.scaler(busy).Name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range h.Status.CurrentMetrics {
		if m.Resource != nil && m.Resource.Current.AverageValue != nil {
			return "it measures " + m.Resource.Current.AverageValue.String() + " of " + h.Spec.Metrics[0].Resource.Target.AverageValue.String()
		}
	}
	return "it measures nothing yet"
}

// isAsBefore looks at the shop when all has been done to it.
func isAsBefore(t *testing.T, w *world) {
	w.settled(t, w.namespace)
	if w.cluster.Has(metricsAPI) {
		began := time.Now()
		within := w.settings.Patience + 5*time.Minute // it looks back for five minutes before it takes a pod away
		if err := kube.Await(t.Context(), within, "the autoscaler takes its pods away", func(context.Context) error {
			if n := w.now(t); n != w.least(busy) {
				return fmt.Errorf("there are %d", n)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
		w.report.row(t, "the autoscaler, with less to do", "down to %d again (waited %.0f s more)", w.now(t), time.Since(began).Seconds())
	}
	w.deadLetters(t)
	var restarts []string
	pods, err := w.cluster.Pods(t.Context(), w.namespace, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pods {
		for _, c := range p.Status.ContainerStatuses {
			if c.RestartCount > 0 {
				restarts = append(restarts, fmt.Sprintf("%s %d", p.Name, c.RestartCount))
			}
		}
	}
	w.report.row(t, "afterwards", "every pod is ready; restarts of the containers that run now: %s", cmp.Or(strings.Join(restarts, ", "), "none"))
}
