package cluster

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
)

// stores are the names of the workloads that keep data.
func (w *world) stores() (names []string) {
	for _, o := range w.objects {
		if _, ok := o.Typed.(*appsv1.StatefulSet); ok {
			names = append(names, o.Name)
		}
	}
	return names
}

func (w *world) isStore(name string) bool { return slices.Contains(w.stores(), name) }

// jobs are the names of the workloads that leave when they are done.
func (w *world) jobs() (names []string) {
	for _, o := range w.objects {
		if _, ok := o.Typed.(*batchv1.Job); ok {
			names = append(names, o.Name)
		}
	}
	return names
}
