package cluster

import (
	"context"
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"floresvictoria.cl/flores/test/cluster/kube"
)

const (
	// probeNamespace has no policies: what is in it shows that the probe works.
	probeNamespace = "flores-probe"
	probePort      = 13001 // of what a probing pod runs
	prober         = "probe"
)

// probing is a container that has the shop's program, to be run in it. The image has
// nothing that sleeps, so it runs a service that needs nobody, on the memory that every
// pod has for files.
func (w *world) probing() corev1.Container {
	no, yes := false, true
	return corev1.Container{
		Name: prober, Image: w.fit.Image("flores"), ImagePullPolicy: corev1.PullIfNotPresent,
		Args: []string{"serve", "auth-service", "--data", "/dev/shm/flores", "--ports", fmt.Sprintf("auth-service=%d", probePort)},
		Env:  []corev1.EnvVar{{Name: "FLORES_HOST", Value: "0.0.0.0"}, {Name: "FLORES_METRICS", Value: "127.0.0.1:13090"}},
		SecurityContext: &corev1.SecurityContext{
			AllowPrivilegeEscalation: &no, ReadOnlyRootFilesystem: &yes, Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
		},
	}
}

// join has a store's own pod probe: one more container shares its network.
func (w *world) join(t *testing.T, pod string) {
	t.Helper()
	e := corev1.EphemeralContainer{EphemeralContainerCommon: corev1.EphemeralContainerCommon(w.probing())}
	if err := w.cluster.Join(t.Context(), w.settings.Patience, w.namespace, pod, e); err != nil {
		t.Fatal(err)
	}
}

// stand puts a pod with those labels into a namespace and waits until it runs.
func (w *world) stand(t *testing.T, namespace, name string, labels map[string]string) {
	t.Helper()
	c := w.probing()
	c.Resources = corev1.ResourceRequirements{
		Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("10m"), corev1.ResourceMemory: resource.MustParse("48Mi")},
		Limits:   corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("192Mi")},
	}
	no, yes, nobody, second := false, true, int64(65532), int64(1)
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: namespace, Labels: labels}, Spec: corev1.PodSpec{
		Containers: []corev1.Container{c}, AutomountServiceAccountToken: &no, EnableServiceLinks: &no, TerminationGracePeriodSeconds: &second,
		SecurityContext: &corev1.PodSecurityContext{RunAsNonRoot: &yes, RunAsUser: &nobody, RunAsGroup: &nobody, SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}},
	}}
	pods := w.cluster.Client.CoreV1().Pods(namespace)
	soon(t, "a pod may be made in "+namespace, func(ctx context.Context) error { // a new namespace has no account for a moment
		_, err := pods.Create(ctx, pod, metav1.CreateOptions{})
		if apierrors.IsAlreadyExists(err) {
			return nil
		}
		return err
	})
	w.await(t, name+" runs", func(ctx context.Context) error {
		now, err := pods.Get(ctx, name, metav1.GetOptions{})
		if err == nil && !kube.Ready(*now) {
			err = fmt.Errorf("it is %s: %v", now.Status.Phase, w.cluster.Says(ctx, *now))
		}
		return err
	})
}

// fall removes such a pod.
func (w *world) fall(t *testing.T, namespace, name string) {
	t.Helper()
	if err := w.cluster.Client.CoreV1().Pods(namespace).Delete(t.Context(), name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
		t.Error(err)
	}
}

// bare makes the namespace without policies.
func (w *world) bare(t *testing.T) {
	t.Helper()
	n := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: probeNamespace, Labels: map[string]string{"pod-security.kubernetes.io/enforce": "restricted"}}}
	if _, err := w.cluster.Client.CoreV1().Namespaces().Create(t.Context(), n, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		t.Fatal(err)
	}
}

// gathererPolicy lets who gathers metrics out to every pod of the shop, as its own
// manifests would: what it reaches is then what the pods let in.
const gathererPolicy = "probe-gatherer"

func (w *world) letGathererOut(t *testing.T, labels map[string]string) {
	t.Helper()
	p := &networkingv1.NetworkPolicy{ObjectMeta: metav1.ObjectMeta{Name: gathererPolicy, Namespace: w.namespace}, Spec: networkingv1.NetworkPolicySpec{
		PodSelector: metav1.LabelSelector{MatchLabels: labels},
		PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeEgress},
		Egress:      []networkingv1.NetworkPolicyEgressRule{{To: []networkingv1.NetworkPolicyPeer{{PodSelector: &metav1.LabelSelector{}}}}},
	}}
	if _, err := w.cluster.Client.NetworkingV1().NetworkPolicies(w.namespace).Create(t.Context(), p, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		t.Fatal(err)
	}
}
