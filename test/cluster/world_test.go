package cluster

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	networkingv1 "k8s.io/api/networking/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/cluster/kube"
	"floresvictoria.cl/flores/test/cluster/overlay"
	"floresvictoria.cl/flores/test/cluster/settings"
	"floresvictoria.cl/flores/test/cluster/shopper"
	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

// root is the shop's module, where commands are run as the documents write them.
const root = "../.."

// world is the cluster and the shop in it.
type world struct {
	settings  settings.Settings
	cluster   *kube.Cluster
	table     app.Table
	own, fit  overlay.Fit // what the overlay says, and what it is made to say here
	applied   string      // what kubectl apply -k is given
	objects   []manifests.Object
	namespace string
	ingress   shopper.Door
	gateway   shopper.Door
	report    *report

	customer, staff string // e-mails of accounts, once there are some
}

// begin reads the settings and the overlay. Nothing in the cluster is touched.
func begin(t *testing.T) *world {
	t.Helper()
	w := &world{report: &report{}}
	var err error
	if w.settings, err = settings.Read(); err != nil {
		t.Fatal(err)
	}
	if w.table, err = app.Services(); err != nil {
		t.Fatal(err)
	}
	if w.cluster, err = kube.Connect(); err != nil {
		t.Fatal(err)
	}
	w.cluster.Log = t.Logf
	production := overlay.Own(build(t, overlayDir("production")))
	w.own = overlay.Own(build(t, overlayDir(w.settings.Overlay)))
	w.fit = overlay.Wanted(w.settings, w.own, production)
	w.applied = filepath.Join("kubernetes", "overlays", w.settings.Overlay)
	if layer := (overlay.Layer{Dir: overlayDir(w.settings.Overlay), Own: w.own, Fit: w.fit}); !layer.Needless() {
		w.applied = write(t, layer)
		w.objects = build(t, w.applied)
	} else {
		w.objects = build(t, layer.Dir)
	}
	w.ingress, w.gateway = w.settings.Ingress, w.settings.Gateway
	for _, o := range w.objects {
		if x, ok := o.Typed.(*networkingv1.Ingress); ok {
			w.namespace, w.ingress.Host = x.Namespace, cmp.Or(w.ingress.Host, x.Spec.Rules[0].Host)
		}
	}
	w.gateway.Host = cmp.Or(w.gateway.Host, w.ingress.Host)
	w.mine(t)
	w.report.begin(t, w, production)
	return w
}

// mine refuses a shop that may be somebody's.
func (w *world) mine(t *testing.T) {
	t.Helper()
	for _, namespace := range []string{w.namespace, singleNamespace, probeNamespace} {
		_, err := w.cluster.Client.CoreV1().Namespaces().Get(t.Context(), namespace, metav1.GetOptions{})
		switch {
		case err == nil && !w.settings.Mine:
			t.Fatalf("the namespace %s is there already: if what is in it may be removed, killed and evicted, say FLORES_CLUSTER_MINE=yes", namespace)
		case err != nil && !apierrors.IsNotFound(err):
			t.Fatal(err)
		}
	}
}

func overlayDir(name string) string { return filepath.Join(root, "kubernetes", "overlays", name) }

func component(name string) string { return filepath.Join(root, "kubernetes", "components", name) }

func build(t *testing.T, dir string) []manifests.Object {
	t.Helper()
	objects, err := manifests.Build(dir)
	if err != nil {
		t.Fatal(err)
	}
	return objects
}

// write writes a layer into a directory of its own and names that.
func write(t *testing.T, layer overlay.Layer) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := layer.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// texts are the objects of some kinds, as one file.
func texts(objects []manifests.Object, kinds ...string) string {
	var out []string
	for _, o := range objects {
		for _, kind := range kinds {
			if o.Kind == kind {
				out = append(out, o.YAML)
			}
		}
	}
	return strings.Join(out, "---\n")
}

// kubectl runs it in the shop's directory.
func (w *world) kubectl(t *testing.T, args ...string) { t.Helper(); w.pipe(t, "", args...) }

// pipe runs kubectl with something piped into it.
func (w *world) pipe(t *testing.T, stdin string, args ...string) {
	t.Helper()
	if _, err := w.cluster.Kubectl(t.Context(), root, stdin, args...); err != nil {
		t.Fatal(err)
	}
}

// await waits as long as the settings allow.
func (w *world) await(t *testing.T, what string, check func(context.Context) error) {
	t.Helper()
	if err := kube.Await(t.Context(), w.settings.Patience, what, check); err != nil {
		t.Fatal(err)
	}
}

// settled waits until every pod of a namespace is ready, and says how long that took.
func (w *world) settled(t *testing.T, namespace string) time.Duration {
	t.Helper()
	began := time.Now()
	err := kube.Await(t.Context(), w.settings.Patience, "every pod of "+namespace+" is ready", func(ctx context.Context) error {
		return w.cluster.Settled(ctx, namespace)
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, w.cluster.Why(context.WithoutCancel(t.Context()), namespace))
	}
	return time.Since(began)
}

// pod is one of a workload's that serves.
func (w *world) pod(t *testing.T, namespace, workload string) string {
	t.Helper()
	pods, err := w.cluster.Serving(t.Context(), namespace, workload)
	if err != nil || len(pods) == 0 {
		t.Fatalf("%s has %d pods: %v", workload, len(pods), err)
	}
	return pods[0].Name
}

// scaler is a Deployment's autoscaler in the overlay, nil if it has none.
func (w *world) scaler(name string) *autoscalingv2.HorizontalPodAutoscaler {
	for _, o := range w.objects {
		if x, ok := o.Typed.(*autoscalingv2.HorizontalPodAutoscaler); ok && x.Spec.ScaleTargetRef.Name == name {
			return x
		}
	}
	return nil
}

// ran is the exit of a command in a pod, which has to be 0.
func (w *world) ran(t *testing.T, namespace, workload string, command ...string) string {
	t.Helper()
	r, err := w.cluster.Exec(t.Context(), namespace, w.pod(t, namespace, workload), workload, command...)
	if err == nil && r.Code != 0 {
		err = fmt.Errorf("it ended with %d: %s", r.Code, r.Err)
	}
	if err != nil {
		t.Fatalf("%s in %s: %v", strings.Join(command, " "), workload, err)
	}
	return r.Out
}
