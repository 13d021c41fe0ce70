package cluster

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// replicas has so many pods of services, and waits for them. Where an autoscaler decides
// it is told so: its least is as many, and going down is done for it, since it takes its
// time.
func (w *world) replicas(t *testing.T, want map[string]int32) {
	t.Helper()
	for name, n := range want {
		if scaler := w.scaler(name); scaler != nil {
			least := fmt.Appendf(nil, `{"spec":{"minReplicas":%d}}`, n)
			if _, err := w.cluster.Client.AutoscalingV2().HorizontalPodAutoscalers(w.namespace).Patch(t.Context(), scaler.Name, types.MergePatchType, least, metav1.PatchOptions{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.await(t, fmt.Sprintf("there are as many pods as asked for: %v", want), func(ctx context.Context) error {
		var missing []string
		for name, n := range want {
			if err := w.scaled(ctx, name, n); err != nil {
				missing = append(missing, name+": "+err.Error())
			}
		}
		if len(missing) > 0 {
			return errors.New(strings.Join(missing, ", "))
		}
		return nil
	})
	w.settled(t, w.namespace)
}

// scaled is an error until a Deployment has so many pods. It is told so again if an
// autoscaler that had not heard of its new least said otherwise meanwhile.
func (w *world) scaled(ctx context.Context, name string, n int32) error {
	deployments := w.cluster.Client.AppsV1().Deployments(w.namespace)
	now, err := deployments.GetScale(ctx, name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	if now.Spec.Replicas != n {
		now.Spec.Replicas = n
		if _, err := deployments.UpdateScale(ctx, name, now, metav1.UpdateOptions{}); err != nil {
			return err
		}
	}
	d, err := deployments.Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	if s := d.Status; s.ObservedGeneration < d.Generation || s.Replicas != n || s.AvailableReplicas != n {
		return fmt.Errorf("%d of %d", s.AvailableReplicas, n)
	}
	return nil
}

// least is how many pods of a service the overlay has.
func (w *world) least(name string) int32 {
	if scaler := w.scaler(name); scaler != nil {
		return *scaler.Spec.MinReplicas
	}
	for _, o := range w.objects {
		if d, ok := o.Typed.(*appsv1.Deployment); ok && d.Name == name {
			return *d.Spec.Replicas
		}
	}
	return 1
}

// most is as many as are asked for, or what the autoscaler allows.
func (w *world) most(name string, n int32) int32 {
	if scaler := w.scaler(name); scaler != nil {
		return min(n, scaler.Spec.MaxReplicas)
	}
	return n
}

// twice has at least two pods of every service.
func (w *world) twice(t *testing.T) {
	t.Helper()
	want := map[string]int32{}
	for _, name := range w.services() {
		want[name] = max(2, w.least(name))
	}
	w.replicas(t, want)
}

// once has as many pods of every service as the overlay says.
func (w *world) once(t *testing.T) {
	t.Helper()
	want := map[string]int32{}
	for _, name := range w.services() {
		want[name] = w.least(name)
	}
	w.replicas(t, want)
}

// services are the names of the table's.
func (w *world) services() (names []string) {
	for _, row := range w.table {
		names = append(names, row.Name)
	}
	return names
}
