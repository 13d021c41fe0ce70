package kube

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Join puts one more container into a running pod, whose network it shares, unless one
// of that name is there, and waits until it runs.
func (c *Cluster) Join(ctx context.Context, within time.Duration, namespace, pod string, e corev1.EphemeralContainer) error {
	pods := c.Client.CoreV1().Pods(namespace)
	p, err := pods.Get(ctx, pod, metav1.GetOptions{})
	if err != nil {
		return err
	}
	there := false
	for _, one := range p.Spec.EphemeralContainers {
		there = there || one.Name == e.Name
	}
	if !there {
		p.Spec.EphemeralContainers = append(p.Spec.EphemeralContainers, e)
		if _, err := pods.UpdateEphemeralContainers(ctx, pod, p, metav1.UpdateOptions{}); err != nil {
			return fmt.Errorf("one more container in %s: %w", pod, err)
		}
	}
	return Await(ctx, within, e.Name+" runs in "+pod, func(ctx context.Context) error {
		p, err := pods.Get(ctx, pod, metav1.GetOptions{})
		if err != nil {
			return err
		}
		for _, one := range p.Status.EphemeralContainerStatuses {
			if one.Name == e.Name && one.State.Running != nil {
				return nil
			}
		}
		return fmt.Errorf("%+v", p.Status.EphemeralContainerStatuses)
	})
}
