package kubernetes

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryOverlayBuildsAndIsReadStrictly(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(root, "overlays", "*"))
	if err != nil || len(dirs) != len(every) {
		t.Fatalf("%d overlays, %d are tested: %v", len(dirs), len(every), err)
	}
	for _, name := range every {
		if s := overlay(t, name); len(s.objects) < 10 {
			t.Errorf("%s has %d objects", name, len(s.objects))
		}
	}
}

// Every set of components builds on an overlay, and all of them on the others. sops is
// left out: its plugin is a program of its own.
func TestEveryCombinationOfComponentsBuilds(t *testing.T) {
	for on, sets := range map[string][][]string{
		"single":     {{"gateway-api"}, {"gateway-api", "pull-secret"}},
		"staging":    append(subsets("gateway-api", "external-secrets", "external-stores"), withOperators...),
		"production": append(withOperators, []string{"external-stores", "external-secrets", "gateway-api", "pull-secret"}),
		"dev":        {{"external-stores", "external-secrets", "gateway-api"}},
	} {
		for _, with := range sets {
			var dirs []string
			for _, name := range with {
				dirs = append(dirs, filepath.Join(root, "components", name))
			}
			objects, err := manifests.BuildWith(filepath.Join(root, "overlays", on), dirs...)
			if err != nil {
				t.Errorf("%s with %v: %v", on, with, err)
				continue
			}
			changed(t, on, with, objects)
		}
	}
}

// changed checks that components did what they are for, and that what they bring is
// told what the shop is called.
func changed(t *testing.T, on string, with []string, objects []manifests.Object) {
	got := map[string][]string{}
	for _, o := range objects {
		got[o.Kind] = append(got[o.Kind], o.Name)
		if name := "floresvictoria.example.com"; setting(t, on, "host") != name && strings.Contains(strings.ReplaceAll(o.YAML, "staging."+name, ""), name) {
			t.Errorf("%s with %v: %s %s is of another shop", on, with, o.Kind, o.Name)
		}
	}
	want := func(component, kind string, then, otherwise int) {
		n := otherwise
		if slices.Contains(with, component) {
			n = then
		}
		if len(got[kind]) != n {
			t.Errorf("%s with %v: %d of %s, not %d", on, with, len(got[kind]), kind, n)
		}
	}
	for _, o := range objects {
		switch x := o.Typed.(type) {
		case *gatewayv1.HTTPRoute:
			for _, rule := range x.Spec.Rules {
				if to := string(rule.BackendRefs[0].Name); !slices.Contains(got["Service"], to) {
					t.Errorf("%s with %v: a route leads to %s, which is no Service", on, with, to)
				}
			}
		case *corev1.ServiceAccount:
			if slices.Contains(with, "pull-secret") != (len(x.ImagePullSecrets) == 1) {
				t.Errorf("%s with %v: %s pulls with %v", on, with, o.Name, x.ImagePullSecrets)
			}
		}
	}
	want("gateway-api", "Ingress", 0, 1)
	want("gateway-api", "HTTPRoute", 1, 0)
	if on != "single" {
		stores, jobs := 5, 2
		for _, name := range with {
			if operated[name].store != "" {
				stores--
			}
			if name == "mongodb-operator" {
				jobs-- // its operator makes the users
			}
		}
		want("external-stores", "StatefulSet", 0, stores)
		want("external-stores", "Job", 1, jobs)
		operates(t, on, with, objects)
		want("external-secrets", "ExternalSecret", len(secrets(t)), 0)
	}
	for _, name := range got["ExternalSecret"] {
		if secrets(t)[name] == nil {
			t.Errorf("%s is kept outside and used by nobody", name)
		}
	}
}

func subsets(of ...string) [][]string {
	if len(of) == 0 {
		return [][]string{nil}
	}
	rest := subsets(of[1:]...)
	all := slices.Clone(rest)
	for _, s := range rest {
		all = append(all, append([]string{of[0]}, s...))
	}
	return all
}

func TestKubectlBuildsTheSame(t *testing.T) {
	kubectl, err := exec.LookPath("kubectl")
	if err != nil {
		t.Skip("there is no kubectl here")
	}
	for _, name := range every {
		out, err := exec.Command(kubectl, "kustomize", filepath.Join(root, "overlays", name)).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %s", name, err, out)
			continue
		}
		var texts []string
		for _, o := range overlay(t, name).objects {
			texts = append(texts, o.YAML)
		}
		if want := strings.Join(texts, "---\n"); string(out) != want {
			t.Errorf("%s: kubectl builds something else (%d bytes, here %d)", name, len(out), len(want))
		}
	}
}

func TestTheRequirementsFilesAreThoseOfProduction(t *testing.T) {
	files, err := manifests.Files("kubernetes/overlays/production", overlay(t, "production").objects)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if got, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(got) != want {
			t.Errorf("%s differs from its source: run make manifests", name)
		}
	}
	committed, err := filepath.Glob(filepath.Join(root, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range committed {
		if name := filepath.Base(path); files[name] == "" && name != "secrets.yaml" {
			t.Errorf("%s is made from nothing", name)
		}
	}
	for _, name := range []string{"namespace", "configmaps", "api-gateway-deployment", "auth-service-deployment", "product-service-deployment", "frontend-deployment",
		"mongodb-deployment", "postgres-deployment", "redis-deployment", "rabbitmq-deployment", "ingress", "hpa", "network-policies"} {
		if files[name+".yaml"] == "" {
			t.Errorf("the requirements document names %s.yaml", name)
		}
	}
}
