package cluster

import (
	"net"
	"strconv"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"floresvictoria.cl/flores/test/cluster/overlay"
	"floresvictoria.cl/flores/test/kubernetes/edges"
)

// source is a pod that tries to reach others.
type source struct {
	name            string // the workload's
	namespace       string
	pod, container  string
	withoutPolicies bool
}

// target is an address to be reached. A workload's port has several: the pod's own, and
// those of the Services before it.
type target struct {
	name    string // the workload that it leads to
	port    int32
	address string
	listens bool // something is known to be there
	direct  bool // it is the pod's own address
}

// What leads to no workload of the shop.
const (
	names    = "the cluster's names"
	bystand  = "a pod without policies"
	theAPI   = "the API server"
	outside  = "the world"
	stranger = "a stranger"
)

// unnamed are ports that no manifest names: nobody may get to them either, whether
// something listens there or not.
var unnamed = map[string][]int32{"": {22}, "rabbitmq": {4369, 15692, 25672}}

// sources are all pods of the shop, and who stands in for whom has left or is no part
// of it.
func (w *world) sources(t *testing.T) (out []source) {
	t.Helper()
	for _, o := range w.objects {
		template := overlay.Template(o)
		if template == nil {
			continue
		}
		switch o.Kind {
		case "Deployment":
			out = append(out, source{o.Name, w.namespace, w.pod(t, w.namespace, o.Name), o.Name, false})
		case "StatefulSet":
			pod := w.pod(t, w.namespace, o.Name)
			w.join(t, pod)
			out = append(out, source{o.Name, w.namespace, pod, prober, false})
		case "Job":
			out = append(out, w.standing(t, w.namespace, o.Name, "probe-"+o.Name, template.Labels))
		}
	}
	gatherer := map[string]string{"app": "prometheus"}
	w.letGathererOut(t, gatherer)
	w.bare(t)
	return append(out,
		w.standing(t, w.namespace, edges.Gatherer, "probe-prometheus", gatherer),
		w.standing(t, w.fit.IngressFrom, edges.Ingress, "flores-probe", nil),
		w.standing(t, probeNamespace, stranger, "stranger", map[string]string{"app": "order-service", "calls.floresvictoria.cl/postgres": "yes", "calls.floresvictoria.cl/order-service": "yes"}),
	)
}

func (w *world) standing(t *testing.T, namespace, as, pod string, labels map[string]string) source {
	t.Helper()
	w.stand(t, namespace, pod, labels)
	return source{as, namespace, pod, prober, namespace != w.namespace}
}

// leave removes what sources put there. The containers in the stores' pods go with them.
func (w *world) leave(t *testing.T, all []source) {
	t.Helper()
	for _, s := range all {
		if s.container == prober && !w.isStore(s.name) {
			w.fall(t, s.namespace, s.pod)
		}
	}
	w.fall(t, probeNamespace, "bystander")
	if err := w.cluster.Client.NetworkingV1().NetworkPolicies(w.namespace).Delete(t.Context(), gathererPolicy, metav1.DeleteOptions{}); err != nil {
		t.Error(err)
	}
}

// targets are every port of every pod, every port of every Service, and some that are
// no part of the shop.
func (w *world) targets(t *testing.T) (out []target) {
	t.Helper()
	named := map[string]map[string]int32{} // a workload's ports by name
	for _, o := range w.objects {
		template := overlay.Template(o)
		if template == nil || o.Kind == "Job" {
			continue
		}
		ip := w.ip(t, w.namespace, w.pod(t, w.namespace, o.Name))
		named[o.Name] = map[string]int32{}
		for _, c := range template.Spec.Containers {
			for _, p := range c.Ports {
				named[o.Name][p.Name] = p.ContainerPort
				out = append(out, target{o.Name, p.ContainerPort, at(ip, p.ContainerPort), true, true})
			}
		}
		for _, owner := range []string{"", o.Name} {
			for _, port := range unnamed[owner] {
				out = append(out, target{o.Name, port, at(ip, port), false, true})
			}
		}
	}
	for _, o := range w.objects {
		if s, ok := o.Typed.(*corev1.Service); ok {
			workload := s.Spec.Selector["app"]
			for _, p := range s.Spec.Ports {
				port := p.TargetPort.IntVal
				if p.TargetPort.StrVal != "" {
					port = named[workload][p.TargetPort.StrVal]
				}
				out = append(out, target{workload, port, at(s.Name+"."+w.namespace+".svc", p.Port), true, false})
			}
		}
	}
	w.stand(t, probeNamespace, "bystander", nil)
	out = append(out, target{bystand, probePort, at(w.ip(t, probeNamespace, "bystander"), probePort), true, true},
		target{theAPI, 443, "kubernetes.default.svc:443", true, false})
	if w.settings.Outside != "" {
		_, port, err := net.SplitHostPort(w.settings.Outside)
		if err != nil {
			t.Fatalf("FLORES_CLUSTER_OUTSIDE: %v", err)
		}
		n, _ := strconv.Atoi(port)
		out = append(out, target{outside, int32(n), w.settings.Outside, true, true})
	}
	dns, err := w.cluster.Client.CoreV1().Services("kube-system").List(t.Context(), metav1.ListOptions{LabelSelector: "k8s-app=kube-dns"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range dns.Items {
		out = append(out, target{names, 53, at(s.Spec.ClusterIP, 53), true, false})
	}
	return out
}

func at(host string, port int32) string { return net.JoinHostPort(host, strconv.Itoa(int(port))) }

func (w *world) ip(t *testing.T, namespace, pod string) string {
	t.Helper()
	p, err := w.cluster.Client.CoreV1().Pods(namespace).Get(t.Context(), pod, metav1.GetOptions{})
	if err != nil || p.Status.PodIP == "" {
		t.Fatalf("%s has no address: %v", pod, err)
	}
	return p.Status.PodIP
}
