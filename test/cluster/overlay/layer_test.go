package overlay_test

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	networkingv1 "k8s.io/api/networking/v1"

	"floresvictoria.cl/flores/test/cluster/overlay"
	"floresvictoria.cl/flores/test/cluster/settings"
	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

func dir(name string) string { return filepath.Join("..", "..", "..", "kubernetes", "overlays", name) }

func build(t *testing.T, dir string) []manifests.Object {
	t.Helper()
	objects, err := manifests.Build(dir)
	if err != nil {
		t.Fatal(err)
	}
	return objects
}

// another is a fit that shares nothing with an overlay's own.
func another(own overlay.Fit) overlay.Fit {
	f := overlay.Fit{Registry: "registry.test:5000/me", Tag: "v9", Stores: map[string]string{}, WithoutRoles: own.WithoutRoles, StorageClass: "fast", IngressClass: "other", IngressFrom: "doors"}
	for kind := range own.Stores {
		f.Stores[kind] = "mirror.test/" + kind + ":1"
		f.WithoutRoles = !own.WithoutRoles
	}
	return f
}

func TestALayerFitsAnOverlayToAnotherCluster(t *testing.T) {
	for _, name := range []string{"dev", "staging", "production", "single"} {
		own := overlay.Own(build(t, dir(name)))
		want, top := another(own), t.TempDir()
		if err := (overlay.Layer{Dir: dir(name), Namespace: "elsewhere", Own: own, Fit: want}).Write(top); err != nil {
			t.Fatal(err)
		}
		objects := build(t, top)
		if got := overlay.Own(objects); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, not %+v", name, got, want)
		}
		for _, o := range objects {
			if x, ok := o.Typed.(*networkingv1.Ingress); ok && x.Namespace != "elsewhere" || o.Kind == "Namespace" && o.Name != "elsewhere" {
				t.Errorf("%s: %s %s is not elsewhere", name, o.Kind, o.Name)
			}
			template := overlay.Template(o)
			if template == nil {
				continue
			}
			for _, c := range slices.Concat(template.Spec.InitContainers, template.Spec.Containers) {
				service := want.Image(o.Name)
				if o.Kind == "Job" {
					service = want.Image("flores")
				}
				kind := overlay.Kind(o.Name)
				if o.Name == "mongodb-users" {
					kind = "mongodb"
				}
				if c.Image != service && (kind == "" || c.Image != want.Stores[kind]) {
					t.Errorf("%s: %s of %s runs %s", name, c.Name, o.Name, c.Image)
				}
			}
		}
	}
}

func TestAnOverlayThatFitsIsAppliedAsItStands(t *testing.T) {
	production, dev := overlay.Own(build(t, dir("production"))), overlay.Own(build(t, dir("dev")))
	as := overlay.Wanted(settings.Settings{AsWritten: true}, dev, production)
	if !(overlay.Layer{Own: dev, Fit: as}).Needless() {
		t.Errorf("as written it would be changed to %+v", as)
	}
	kind := overlay.Wanted(settings.Settings{Stores: map[string]string{"redis": "mirror.test/redis:1"}}, dev, production)
	if kind.Stores["postgres"] != production.Stores["postgres"] || kind.Stores["redis"] != "mirror.test/redis:1" || kind.WithoutRoles || kind.Registry == dev.Registry {
		t.Errorf("where nothing else is said it is %+v", kind)
	}
	if dev.Stores["redis"] == "mirror.test/redis:1" {
		t.Error("the overlay's own was changed")
	}
}
