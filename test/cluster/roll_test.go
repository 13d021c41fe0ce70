package cluster

import (
	"fmt"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// rolled are the services that are updated and scaled under load: both doors, the one
// that keeps all in memory, and the one that keeps orders.
var rolled = []string{"product-service", "order-service", "api-gateway", "frontend"}

func restartsUnderLoad(t *testing.T, w *world) {
	crowd := w.crowd(t)
	for _, name := range rolled {
		w.under(t, crowd, "`kubectl rollout restart deployment/"+name+"`", false, func() {
			w.kubectl(t, "rollout", "restart", "deployment/"+name, "-n", w.namespace)
			w.rolledOut(t, name)
		})
	}
}

func (w *world) rolledOut(t *testing.T, name string) {
	t.Helper()
	w.kubectl(t, "rollout", "status", "deployment/"+name, "-n", w.namespace, "--timeout="+w.settings.Patience.String())
}

// takesAnotherImage sets an image as the requirements document shows, and, where an init
// container has it too, with a star. The other image is the one without a service of its
// own: it holds the same program.
func takesAnotherImage(t *testing.T, w *world) {
	crowd := w.crowd(t)
	for _, one := range []struct{ name, container string }{{"api-gateway", "api-gateway"}, {"order-service", "*"}} {
		for _, image := range []string{w.fit.Image("flores"), w.fit.Image(one.name)} {
			what := fmt.Sprintf("`kubectl set image deployment/%s '%s=%s'`", one.name, one.container, "IMAGE")
			if image == w.fit.Image(one.name) {
				what += ", and back"
			}
			w.under(t, crowd, what, false, func() {
				w.kubectl(t, "set", "image", "deployment/"+one.name, one.container+"="+image, "-n", w.namespace)
				w.rolledOut(t, one.name)
				w.runs(t, one.name, image)
			})
		}
	}
}

// runs checks that every container of a Deployment has that image.
func (w *world) runs(t *testing.T, name, image string) {
	t.Helper()
	d, err := w.cluster.Client.AppsV1().Deployments(w.namespace).Get(t.Context(), name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	pod := d.Spec.Template.Spec
	if slices.ContainsFunc(slices.Concat(pod.InitContainers, pod.Containers), func(c corev1.Container) bool { return c.Image != image }) {
		t.Errorf("not everything in %s runs %s", name, image)
	}
}

func scalesUnderLoad(t *testing.T, w *world) {
	crowd := w.crowd(t)
	defer w.once(t)
	for _, name := range rolled {
		least := w.least(name)
		most := w.most(name, least+2)
		for _, n := range []int32{most, least} {
			w.under(t, crowd, fmt.Sprintf("%s scales to %d", name, n), false, func() {
				w.replicas(t, map[string]int32{name: n})
			})
		}
	}
}
