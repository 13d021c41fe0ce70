package kube

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Pods are those of a namespace that a selector selects, by name.
func (c *Cluster) Pods(ctx context.Context, namespace, selector string) ([]corev1.Pod, error) {
	list, err := c.Client.CoreV1().Pods(namespace).List(ctx, metav1.ListOptions{LabelSelector: selector})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list.Items, func(a, b corev1.Pod) int { return cmp.Compare(a.Name, b.Name) })
	return list.Items, nil
}

// Serving are the pods of a workload that are ready and not leaving.
func (c *Cluster) Serving(ctx context.Context, namespace, workload string) ([]corev1.Pod, error) {
	pods, err := c.Pods(ctx, namespace, "app="+workload)
	return slices.DeleteFunc(pods, func(p corev1.Pod) bool { return p.DeletionTimestamp != nil || !Ready(p) }), err
}

// Ready tells whether a pod is.
func Ready(p corev1.Pod) bool {
	for _, one := range p.Status.Conditions {
		if one.Type == corev1.PodReady {
			return one.Status == corev1.ConditionTrue
		}
	}
	return false
}

// Kill ends a pod as hard as the API lets anybody: it has a second instead of its time.
// Not none, since then another pod may begin on the same volume before this one ended.
func (c *Cluster) Kill(ctx context.Context, p corev1.Pod) error {
	second := int64(1)
	return c.Client.CoreV1().Pods(p.Namespace).Delete(ctx, p.Name, metav1.DeleteOptions{GracePeriodSeconds: &second})
}

// Evict asks for a pod to leave as who empties a node does. Refused says that its
// budget keeps it.
func (c *Cluster) Evict(ctx context.Context, p corev1.Pod) (refused bool, err error) {
	err = c.Client.CoreV1().Pods(p.Namespace).EvictV1(ctx, &policyv1.Eviction{ObjectMeta: metav1.ObjectMeta{Name: p.Name, Namespace: p.Namespace}})
	if apierrors.IsTooManyRequests(err) {
		return true, nil
	}
	return false, err
}

// Gone waits until a pod is no more: one of the same name is another.
func (c *Cluster) Gone(ctx context.Context, within time.Duration, p corev1.Pod) error {
	return Await(ctx, within, p.Name+" is gone", func(ctx context.Context) error {
		now, err := c.Client.CoreV1().Pods(p.Namespace).Get(ctx, p.Name, metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err) || err == nil && now.UID != p.UID:
			return nil
		case err != nil:
			return err
		}
		return fmt.Errorf("it is %s", now.Status.Phase)
	})
}

// Remove removes a namespace and all that is in it.
func (c *Cluster) Remove(ctx context.Context, within time.Duration, namespace string) error {
	namespaces := c.Client.CoreV1().Namespaces()
	if err := namespaces.Delete(ctx, namespace, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	return Await(ctx, within, "the namespace "+namespace+" is gone", func(ctx context.Context) error {
		_, err := namespaces.Get(ctx, namespace, metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err):
			return nil
		case err != nil:
			return err
		}
		return fmt.Errorf("it is there")
	})
}
