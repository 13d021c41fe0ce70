package manifests

import (
	"fmt"
	"os"
	"path/filepath"

	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
)

// Object is one object of an overlay: its text, and what it is when the API's own types
// read it strictly. Typed is nil for a kind that is no part of Kubernetes.
type Object struct {
	Kind, Name string
	YAML       string
	Typed      runtime.Object
}

// foreign are the kinds that operators bring, whose types are not read here.
var foreign = map[string]bool{"ExternalSecret": true, "Cluster": true, "RabbitmqCluster": true, "PerconaServerMongoDB": true}

// Build builds the kustomization in a directory. Unknown and doubled fields are errors.
func Build(dir string) ([]Object, error) {
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionLegacy // namespaces first, as kubectl does
	built, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		return nil, fmt.Errorf("build %s: %w", dir, err)
	}
	read, err := reader()
	if err != nil {
		return nil, err
	}
	var out []Object
	for _, r := range built.Resources() {
		text, err := r.AsYAML()
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", r.GetKind(), r.GetName(), err)
		}
		o := Object{Kind: r.GetKind(), Name: r.GetName(), YAML: string(text)}
		if !foreign[o.Kind] {
			if o.Typed, _, err = read.Decode(text, nil, nil); err != nil {
				return nil, fmt.Errorf("%s %s: %w", o.Kind, o.Name, err)
			}
		}
		out = append(out, o)
	}
	return out, nil
}

func reader() (runtime.Decoder, error) {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		corev1.AddToScheme, appsv1.AddToScheme, batchv1.AddToScheme, networkingv1.AddToScheme,
		policyv1.AddToScheme, autoscalingv2.AddToScheme, gatewayv1.Install,
	} {
		if err := add(scheme); err != nil {
			return nil, err
		}
	}
	return json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme, scheme, json.SerializerOptions{Yaml: true, Strict: true}), nil
}

// BuildWith builds a kustomization with components on top of it.
func BuildWith(dir string, components ...string) ([]Object, error) {
	top, err := os.MkdirTemp("", "flores-kustomize-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(top)
	if top, err = filepath.EvalSymlinks(top); err != nil {
		return nil, err
	}
	k := map[string]any{"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
	paths := func(dirs ...string) (out []string, err error) {
		for _, d := range dirs {
			full, err := filepath.Abs(d)
			if err != nil {
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
	if k["resources"], err = paths(dir); err != nil {
		return nil, err
	}
	if k["components"], err = paths(components...); err != nil {
		return nil, err
	}
	b, err := yaml.Marshal(k)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(top, "kustomization.yaml"), b, 0o600); err != nil {
		return nil, err
	}
	return Build(top)
}
