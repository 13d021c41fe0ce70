// Package overlay fits an overlay of kubernetes/ to the cluster that it is tried on.
package overlay

import (
	"cmp"
	"maps"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"

	"floresvictoria.cl/flores/test/cluster/settings"
	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

// namespaceLabel is how a policy names a namespace.
const namespaceLabel = "kubernetes.io/metadata.name"

// Fit is everything about an overlay that is the cluster's and not the shop's.
type Fit struct {
	Registry, Tag string            // of the services' images
	Stores        map[string]string // images of the servers
	WithoutRoles  bool              // the document store knows no roles
	StorageClass  string
	IngressClass  string
	IngressFrom   string // the namespace that the Ingress' pods run in
}

// Kind is the kind of server that a workload runs, "" for none.
func Kind(workload string) string {
	kind := strings.TrimSuffix(workload, "-sessions")
	for _, known := range settings.Stores {
		if kind == known {
			return kind
		}
	}
	return ""
}

// Own is what an overlay says by itself.
func Own(objects []manifests.Object) Fit {
	f := Fit{Stores: map[string]string{}}
	for _, o := range objects {
		switch x := o.Typed.(type) {
		case *appsv1.Deployment:
			f.Registry, _, f.Tag = split(x.Spec.Template.Spec.Containers[0].Image)
		case *appsv1.StatefulSet:
			if class := x.Spec.VolumeClaimTemplates[0].Spec.StorageClassName; class != nil {
				f.StorageClass = *class
			}
			image := x.Spec.Template.Spec.Containers[0].Image
			if kind := Kind(o.Name); kind != "" {
				f.Stores[kind] = image
			} else {
				f.Registry, _, f.Tag = split(image)
			}
		case *batchv1.Job:
			for _, e := range x.Spec.Template.Spec.Containers[0].Env {
				f.WithoutRoles = f.WithoutRoles || e.Name == "WITHOUT_ROLES" && e.Value != ""
			}
		case *networkingv1.Ingress:
			if x.Spec.IngressClassName != nil {
				f.IngressClass = *x.Spec.IngressClassName
			}
		case *networkingv1.NetworkPolicy:
			if o.Name == "frontend" || o.Name == "flores" {
				f.IngressFrom = x.Spec.Ingress[0].From[0].NamespaceSelector.MatchLabels[namespaceLabel]
			}
		}
	}
	return f
}

// Wanted is what an overlay is to say: its own as written, or what fits a cluster that
// pulls the servers' images of production; and in either case what the settings name.
func Wanted(s settings.Settings, own, production Fit) Fit {
	f := own
	f.Stores = maps.Clone(own.Stores)
	if !s.AsWritten {
		f.Registry, f.Tag, f.StorageClass, f.WithoutRoles = "flores-victoria", "dev", "standard", false
		f.Stores = maps.Clone(production.Stores)
	}
	maps.Copy(f.Stores, s.Stores)
	f.Registry, f.Tag = cmp.Or(s.Registry, f.Registry), cmp.Or(s.Tag, f.Tag)
	f.StorageClass, f.IngressClass, f.IngressFrom = cmp.Or(s.StorageClass, f.StorageClass), cmp.Or(s.IngressClass, f.IngressClass), cmp.Or(s.IngressNamespace, f.IngressFrom)
	if s.WithoutRoles != "" {
		f.WithoutRoles = s.WithoutRoles == "yes"
	}
	return f
}

// Image is a service's image; "flores" is the one that has no service of its own.
func (f Fit) Image(service string) string { return f.Registry + "/" + service + ":" + f.Tag }

// replaced is the image that takes the place of one of an overlay.
func (f Fit) replaced(own Fit, image string) string {
	for kind, store := range own.Stores {
		if store == image {
			return f.Stores[kind]
		}
	}
	_, name, _ := split(image)
	return f.Image(name)
}

func split(image string) (registry, name, tag string) {
	i := strings.LastIndex(image, "/")
	if i >= 0 {
		registry = image[:i]
	}
	name, tag, _ = strings.Cut(image[i+1:], ":")
	return registry, name, tag
}

// Template is the pod that an object makes, nil if it makes none.
func Template(o manifests.Object) *corev1.PodTemplateSpec {
	switch x := o.Typed.(type) {
	case *appsv1.Deployment:
		return &x.Spec.Template
	case *appsv1.StatefulSet:
		return &x.Spec.Template
	case *batchv1.Job:
		return &x.Spec.Template
	}
	return nil
}
