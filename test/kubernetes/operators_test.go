package kubernetes

import (
	"maps"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

// operator is one that runs a store in place of its StatefulSet.
type operator struct {
	store, kind  string
	class        []any             // where its object says the storage class
	service      map[string]string // whom the store's Service leads to; nil where the operator makes it
	pods, caller map[string]string // labels of the store's pods and of the operator's own
	namespace    string            // the operator's
	port         int32             // of those who use the store
	among        []int32           // of the pods among themselves
	asked        []int32           // of the operator
}

// operated are the components that leave a store to its operator.
var operated = map[string]operator{
	"cloudnative-pg": {
		store: "postgres", kind: "Cluster", class: []any{"spec", "storage", "storageClass"},
		service: map[string]string{"cnpg.io/cluster": "postgres", "cnpg.io/instanceRole": "primary"},
		pods:    map[string]string{"cnpg.io/cluster": "postgres"}, caller: map[string]string{"app.kubernetes.io/name": "cloudnative-pg"},
		namespace: "cnpg-system", port: 5432, among: []int32{5432, 8000}, asked: []int32{5432, 8000},
	},
	"rabbitmq-operator": {
		store: "rabbitmq", kind: "RabbitmqCluster", class: []any{"spec", "persistence", "storageClassName"},
		pods: map[string]string{"app.kubernetes.io/name": "rabbitmq"}, caller: map[string]string{"app.kubernetes.io/component": "rabbitmq-operator"},
		namespace: "rabbitmq-system", port: 5672, among: []int32{4369, 25672}, asked: []int32{15672},
	},
	"mongodb-operator": {
		store: "mongodb", kind: "PerconaServerMongoDB", class: []any{"spec", "replsets", 0, "volumeSpec", "persistentVolumeClaim", "storageClassName"},
		service: map[string]string{"app.kubernetes.io/instance": "mongodb", "app.kubernetes.io/component": "mongod"},
		pods:    map[string]string{"app.kubernetes.io/instance": "mongodb", "app.kubernetes.io/component": "mongod"}, caller: map[string]string{"app.kubernetes.io/name": "percona-server-mongodb-operator"},
		namespace: "psmdb-operator", port: 27017, among: []int32{27017}, asked: []int32{27017},
	},
}

// withOperators are these components, each alone, and each and all with what they may
// stand beside.
var withOperators = [][]string{
	{"cloudnative-pg"}, {"cloudnative-pg", "external-secrets", "gateway-api"},
	{"rabbitmq-operator"}, {"rabbitmq-operator", "external-secrets", "gateway-api"},
	{"mongodb-operator"}, {"mongodb-operator", "external-secrets", "gateway-api"},
	{"cloudnative-pg", "rabbitmq-operator", "mongodb-operator", "external-secrets", "gateway-api"},
}

// operates checks that an operator's object stands where the StatefulSet stood, and that
// whoever used the store still finds and reaches it, and nobody else does.
func operates(t *testing.T, on string, with []string, objects []manifests.Object) {
	s := sorted(objects)
	for _, name := range with {
		o := operated[name]
		if o.store == "" {
			continue
		}
		fail := func(format string, args ...any) {
			t.Errorf("%s with %v: "+format, append([]any{on, with}, args...)...)
		}
		if s.stateful[o.store] != nil || s.accounts[o.store] != nil {
			fail("%s is still run without an operator", o.store)
		}
		object := one(t, objects, o.kind, o.store)
		if class, _ := at(object, o.class...).(string); class != setting(t, on, "storageClass") {
			fail("%s lies on volumes of class %q", o.store, class)
		}
		switch service := s.services[o.store]; {
		case o.service == nil && service != nil:
			fail("the operator makes the Service %s, and so do we", o.store)
		case o.service != nil && (service == nil || !maps.Equal(service.Spec.Selector, o.service) || service.Spec.ClusterIP != "" || service.Spec.Ports[0].Port != o.port):
			fail("%s leads to %+v", o.store, service)
		}
		for policy, p := range s.policies {
			text, err := yaml.Marshal(p.Spec)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), "app: "+o.store+"\n") {
				fail("the policy %s is about the pods that are gone", policy)
			}
		}
		o.reached(s, setting(t, on, "ingressNamespace"), fail)
	}
	if slices.Contains(with, "mongodb-operator") {
		usersAreMade(t, one(t, objects, "PerconaServerMongoDB", "mongodb"))
	}
}

// reached tries the ways to the operator's pods.
func (o operator) reached(s *shop, ingress string, fail func(string, ...any)) {
	store := peer{name: o.store, labels: o.pods}
	try := func(from peer, ports []int32, want bool) {
		for _, port := range ports {
			if s.allowed(from, store, port, corev1.ProtocolTCP) != want {
				fail("%s to %s:%d: want open %v", from.name, o.store, port, want)
			}
		}
	}
	callers := 0
	for _, pod := range s.pods() {
		calls := pod.labels["calls.floresvictoria.cl/"+o.store] == "yes"
		try(pod, []int32{o.port}, calls)
		try(pod, []int32{4369, 8000, 15672, 25672}, false)
		if calls {
			callers++
		}
	}
	if callers < 2 {
		fail("nobody calls %s", o.store)
	}
	try(store, o.among, true)
	try(peer{name: "the operator", namespace: o.namespace, labels: o.caller}, o.asked, true)
	try(peer{name: "its neighbour", namespace: o.namespace, labels: map[string]string{"app": "other"}}, append(o.asked, o.port), false)
	try(peer{name: "the ingress", namespace: ingress}, append(o.asked, o.port), false)
}

// usersAreMade checks that the object names every user whose password the shop has made.
func usersAreMade(t *testing.T, object map[string]any) {
	want := slices.Sorted(maps.Keys(secrets(t)["mongodb-users"]))
	got := []string{"mongo_root_password"}
	users, _ := at(object, "spec", "users").([]any)
	for _, u := range users {
		name, _ := at(u, "name").(string)
		got = append(got, name)
		for _, path := range [][]any{{"db"}, {"passwordSecretRef", "key"}, {"roles", 0, "db"}} {
			if at(u, path...) != name {
				t.Errorf("the user %s has %v at %v", name, at(u, path...), path)
			}
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("MongoDB's operator makes %v of %v", got, want)
	}
}

// one is the object of a kind that no type here reads.
func one(t *testing.T, objects []manifests.Object, kind, name string) map[string]any {
	for _, o := range objects {
		if o.Kind == kind && o.Name == name {
			var out map[string]any
			if err := yaml.Unmarshal([]byte(o.YAML), &out); err != nil {
				t.Fatal(err)
			}
			return out
		}
	}
	t.Errorf("there is no %s %s", kind, name)
	return nil
}

// at is what lies at a path of members and places in lists; nil where nothing does.
func at(in any, path ...any) any {
	for _, step := range path {
		switch x := in.(type) {
		case map[string]any:
			key, _ := step.(string)
			in = x[key]
		case []any:
			i, ok := step.(int)
			if !ok || i >= len(x) {
				return nil
			}
			in = x[i]
		default:
			return nil
		}
	}
	return in
}
