package cluster

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/applyconfigurations"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"

	"floresvictoria.cl/flores/test/cluster/overlay"
	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

// schemaNamespace is where nothing ever stands: all that is asked of it is whether it
// would be taken.
const schemaNamespace = "flores-schema"

// overlays are the directories of all of them.
func overlays(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(overlayDir("*"))
	if err != nil || len(found) == 0 {
		t.Fatalf("there are no overlays: %v", err)
	}
	return found
}

// The schema says what reading into types cannot: which lists are keyed, and that no key
// stands in one twice, as a port, a variable or a volume may easily.
func TestEveryObjectFitsItsSchema(t *testing.T) {
	convert := applyconfigurations.NewTypeConverter(scheme.Scheme)
	for _, dir := range overlays(t) {
		checked := 0
		for _, o := range build(t, dir) {
			if o.Typed == nil || !scheme.Scheme.Recognizes(o.Typed.GetObjectKind().GroupVersionKind()) {
				continue
			}
			checked++
			if _, err := convert.ObjectToTyped(o.Typed); err != nil {
				t.Errorf("%s: %s %s: %v", dir, o.Kind, o.Name, err)
			}
		}
		if checked < 10 {
			t.Errorf("%s: only %d objects were checked", dir, checked)
		}
	}
}

// wouldBeTaken has the API server itself check every overlay, alone and with what may be
// laid over it: defaults, ranges, names, and what it admits. Nothing is kept.
func wouldBeTaken(t *testing.T, w *world) {
	remove := func() {
		if err := w.cluster.Remove(t.Context(), w.settings.Patience, schemaNamespace); err != nil {
			t.Error(err)
		}
	}
	remove()
	defer remove()
	w.kubectl(t, "create", "namespace", schemaNamespace)
	sets, taken, left := 0, 0, map[string]bool{}
	for _, dir := range overlays(t) {
		own := overlay.Own(build(t, dir))
		with := [][]string{nil, {"gateway-api"}, {"pull-secret"}}
		if filepath.Base(dir) != "single" { // it has neither servers nor secrets
			with = append(with, []string{"external-stores"}, []string{"external-secrets"}, []string{"cloudnative-pg", "rabbitmq-operator", "mongodb-operator"})
		}
		for _, with := range with {
			layer := overlay.Layer{Dir: dir, Namespace: schemaNamespace, Own: own, Fit: own}
			for _, name := range with {
				layer.Components = append(layer.Components, component(name))
			}
			var b strings.Builder
			for _, o := range build(t, write(t, layer)) {
				if o.Kind == "Namespace" {
					continue // it is the one that stands
				}
				if !w.serves(t, o) {
					left[o.Kind] = true
					continue
				}
				b.WriteString(o.YAML + "---\n")
				taken++
			}
			w.pipe(t, b.String(), "apply", "--dry-run=server", "--validate=strict", "-f", "-")
			sets++
		}
	}
	w.report.row(t, "`kubectl apply --dry-run=server --validate=strict` of every overlay, alone and with components",
		"%d sets, %d objects are taken; kinds this cluster does not know: %s", sets, taken, listed(left))
}

// serves tells whether the cluster knows an object's kind.
func (w *world) serves(t *testing.T, o manifests.Object) bool {
	t.Helper()
	var head metav1.TypeMeta
	if err := yaml.Unmarshal([]byte(o.YAML), &head); err != nil {
		t.Fatal(err)
	}
	return w.cluster.Has(head.APIVersion)
}

func listed(set map[string]bool) string {
	if len(set) == 0 {
		return "none"
	}
	return strings.Join(slices.Sorted(maps.Keys(set)), ", ")
}
