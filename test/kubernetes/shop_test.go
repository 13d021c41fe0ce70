// Package kubernetes holds kubernetes/ against the table of services: what runs, what it
// is told, who can reach it, and whether it fits. It is a module of its own for the sake
// of kustomize and the API's types, which nothing else needs. It needs no cluster.
package kubernetes

import (
	"maps"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

const root = "../../kubernetes"

// whole are the overlays in which every service is a Deployment of its own.
var whole = []string{"dev", "staging", "production"}

// every is all overlays.
var every = append([]string{"single"}, whole...)

// shop is an overlay, by kind and name.
type shop struct {
	objects     []manifests.Object
	deployments map[string]*appsv1.Deployment
	stateful    map[string]*appsv1.StatefulSet
	jobs        map[string]*batchv1.Job
	services    map[string]*corev1.Service
	accounts    map[string]*corev1.ServiceAccount
	configs     map[string]*corev1.ConfigMap
	budgets     map[string]*policyv1.PodDisruptionBudget
	scalers     map[string]*autoscalingv2.HorizontalPodAutoscaler // by what they scale
	policies    map[string]*networkingv1.NetworkPolicy
	ingresses   map[string]*networkingv1.Ingress
	quotas      map[string]*corev1.ResourceQuota
	namespace   *corev1.Namespace
}

var built sync.Map

// overlay builds one, once a test binary.
func overlay(t *testing.T, name string) *shop {
	t.Helper()
	once, _ := built.LoadOrStore(name, sync.OnceValues(func() (*shop, error) {
		objects, err := manifests.Build(filepath.Join(root, "overlays", name))
		return sorted(objects), err
	}))
	s, err := once.(func() (*shop, error))()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sorted(objects []manifests.Object) *shop {
	s := &shop{
		objects: objects, deployments: map[string]*appsv1.Deployment{}, stateful: map[string]*appsv1.StatefulSet{}, jobs: map[string]*batchv1.Job{},
		services: map[string]*corev1.Service{}, accounts: map[string]*corev1.ServiceAccount{}, configs: map[string]*corev1.ConfigMap{},
		budgets: map[string]*policyv1.PodDisruptionBudget{}, scalers: map[string]*autoscalingv2.HorizontalPodAutoscaler{},
		policies: map[string]*networkingv1.NetworkPolicy{}, ingresses: map[string]*networkingv1.Ingress{}, quotas: map[string]*corev1.ResourceQuota{},
	}
	for _, o := range objects {
		switch x := o.Typed.(type) {
		case *appsv1.Deployment:
			s.deployments[o.Name] = x
		case *appsv1.StatefulSet:
			s.stateful[o.Name] = x
		case *batchv1.Job:
			s.jobs[o.Name] = x
		case *corev1.Service:
			s.services[o.Name] = x
		case *corev1.ServiceAccount:
			s.accounts[o.Name] = x
		case *corev1.ConfigMap:
			s.configs[o.Name] = x
		case *policyv1.PodDisruptionBudget:
			s.budgets[o.Name] = x
		case *autoscalingv2.HorizontalPodAutoscaler:
			s.scalers[x.Spec.ScaleTargetRef.Name] = x
		case *networkingv1.NetworkPolicy:
			s.policies[o.Name] = x
		case *networkingv1.Ingress:
			s.ingresses[o.Name] = x
		case *corev1.ResourceQuota:
			s.quotas[o.Name] = x
		case *corev1.Namespace:
			s.namespace = x
		}
	}
	return s
}

// templates are the pods of everything that makes some, by its name.
func (s *shop) templates() map[string]*corev1.PodTemplateSpec {
	out := map[string]*corev1.PodTemplateSpec{}
	for name, x := range s.deployments {
		out[name] = &x.Spec.Template
	}
	for name, x := range s.stateful {
		out[name] = &x.Spec.Template
	}
	for name, x := range s.jobs {
		out[name] = &x.Spec.Template
	}
	return out
}

func table(t *testing.T) app.Table {
	t.Helper()
	rows, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// told is the environment that a container is given, secrets by reference aside.
func (s *shop) told(c *corev1.Container) map[string]string {
	out := map[string]string{}
	for _, from := range c.EnvFrom {
		if from.ConfigMapRef != nil {
			if config := s.configs[from.ConfigMapRef.Name]; config != nil {
				maps.Copy(out, config.Data)
			}
		}
	}
	for _, e := range c.Env {
		if e.ValueFrom == nil {
			out[e.Name] = e.Value
		}
	}
	return out
}

// setting is a line of an overlay's shop.env.
func setting(t *testing.T, overlay, key string) string {
	t.Helper()
	for line := range strings.SplitSeq(read(t, filepath.Join(root, "overlays", overlay, "shop.env")), "\n") {
		if name, value, ok := strings.Cut(line, "="); ok && name == key {
			return value
		}
	}
	t.Fatalf("the shop.env of %s says no %s", overlay, key)
	return ""
}
