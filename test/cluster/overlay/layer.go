package overlay

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

// Layer is a kustomization over an overlay, that fits it to a cluster.
type Layer struct {
	Dir        string   // the overlay's
	Components []string // directories of more components
	Namespace  string   // another than its own
	Own, Fit   Fit
	Patches    []Patch
}

// Patch is a change of the objects of a kind whose names match, as JSON Patch or as a
// part of the object.
type Patch struct {
	Target map[string]string `json:"target"`
	Patch  string            `json:"patch"`
}

// Needless tells whether the overlay can be applied as it stands.
func (l Layer) Needless() bool {
	return len(l.Components) == 0 && l.Namespace == "" && len(l.Patches) == 0 && reflect.DeepEqual(l.Own, l.Fit)
}

// Write writes it into a directory. Paths in it are relative, which is all that
// kustomize takes.
func (l Layer) Write(top string) error {
	top, err := filepath.EvalSymlinks(top)
	if err != nil {
		return err
	}
	objects, err := manifests.Build(l.Dir)
	if err != nil {
		return err
	}
	k := map[string]any{"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
	if k["resources"], err = relative(top, l.Dir); err != nil {
		return err
	}
	if k["components"], err = relative(top, l.Components...); err != nil {
		return err
	}
	if l.Namespace != "" {
		k["namespace"] = l.Namespace
	}
	k["images"] = l.images(objects)
	k["patches"] = append(l.patches(), l.Patches...)
	b, err := yaml.Marshal(k)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(top, "kustomization.yaml"), b, 0o600)
}

func relative(top string, dirs ...string) ([]string, error) {
	out := []string{}
	for _, dir := range dirs {
		full, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		if full, err = filepath.EvalSymlinks(full); err != nil {
			return nil, err
		}
		rel, err := filepath.Rel(top, full)
		if err != nil {
			return nil, err
		}
		out = append(out, rel)
	}
	return out, nil
}

// images names the images that are others here.
func (l Layer) images(objects []manifests.Object) []map[string]string {
	out := []map[string]string{}
	seen := map[string]bool{}
	for _, o := range objects {
		template := Template(o)
		if template == nil {
			continue
		}
		for _, c := range slices.Concat(template.Spec.InitContainers, template.Spec.Containers) {
			to := l.Fit.replaced(l.Own, c.Image)
			if seen[c.Image] || to == c.Image {
				continue
			}
			seen[c.Image] = true
			registry, name, _ := split(c.Image)
			newRegistry, newName, newTag := split(to)
			out = append(out, map[string]string{
				"name": strings.TrimPrefix(registry+"/"+name, "/"), "newName": strings.TrimPrefix(newRegistry+"/"+newName, "/"), "newTag": newTag,
			})
		}
	}
	return out
}

// patches change what is the cluster's and no image.
func (l Layer) patches() []Patch {
	out := []Patch{}
	set := func(target map[string]string, path, value string) {
		out = append(out, Patch{target, fmt.Sprintf("- {op: add, path: %s, value: %q}", path, value)})
	}
	if l.Fit.StorageClass != l.Own.StorageClass {
		set(map[string]string{"kind": "StatefulSet"}, "/spec/volumeClaimTemplates/0/spec/storageClassName", l.Fit.StorageClass)
	}
	if l.Fit.IngressClass != l.Own.IngressClass {
		set(map[string]string{"kind": "Ingress"}, "/spec/ingressClassName", l.Fit.IngressClass)
		set(map[string]string{"kind": "Gateway"}, "/spec/gatewayClassName", l.Fit.IngressClass)
	}
	if l.Fit.IngressFrom != l.Own.IngressFrom {
		set(map[string]string{"kind": "NetworkPolicy", "name": "frontend|api-gateway|flores"},
			"/spec/ingress/0/from/0/namespaceSelector/matchLabels/"+strings.ReplaceAll(namespaceLabel, "/", "~1"), l.Fit.IngressFrom)
	}
	if l.Fit.WithoutRoles != l.Own.WithoutRoles {
		value := ""
		if l.Fit.WithoutRoles {
			value = "yes"
		}
		out = append(out, Patch{map[string]string{"kind": "Job", "name": "mongodb-users"}, fmt.Sprintf(
			"{apiVersion: batch/v1, kind: Job, metadata: {name: mongodb-users}, spec: {template: {spec: {containers: [{name: users, env: [{name: WITHOUT_ROLES, value: %q}]}]}}}}", value)})
	}
	return out
}
