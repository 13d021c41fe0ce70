package kube

import (
	"context"
	"errors"
	"fmt"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Settled is an error that lists what is missing until every workload of a namespace
// has all its pods, ready and of its last version, every job is done or gone, and no pod
// is leaving.
func (c *Cluster) Settled(ctx context.Context, namespace string) error {
	var missing []string
	say := func(format string, args ...any) { missing = append(missing, fmt.Sprintf(format, args...)) }
	all := metav1.ListOptions{}
	deployments, err := c.Client.AppsV1().Deployments(namespace).List(ctx, all)
	if err != nil {
		return err
	}
	for _, d := range deployments.Items {
		want := *d.Spec.Replicas
		if s := d.Status; s.ObservedGeneration < d.Generation || s.Replicas != want || s.UpdatedReplicas != want || s.AvailableReplicas != want {
			say("%s has %d of %d", d.Name, s.AvailableReplicas, want)
		}
	}
	sets, err := c.Client.AppsV1().StatefulSets(namespace).List(ctx, all)
	if err != nil {
		return err
	}
	for _, d := range sets.Items {
		want := *d.Spec.Replicas
		if s := d.Status; s.ObservedGeneration < d.Generation || s.ReadyReplicas != want || s.CurrentRevision != s.UpdateRevision {
			say("%s has %d of %d", d.Name, s.ReadyReplicas, want)
		}
	}
	if len(deployments.Items)+len(sets.Items) == 0 {
		return errors.New("nothing runs there")
	}
	jobs, err := c.Client.BatchV1().Jobs(namespace).List(ctx, all)
	if err != nil {
		return err
	}
	for _, j := range jobs.Items {
		if !done(j) {
			say("%s is not done", j.Name)
		}
	}
	pods, err := c.Pods(ctx, namespace, "")
	if err != nil {
		return err
	}
	for _, p := range pods {
		switch {
		case p.DeletionTimestamp != nil:
			say("%s is leaving", p.Name)
		case p.Status.Phase != corev1.PodSucceeded && !Ready(p):
			say("%s is not ready", p.Name)
		}
	}
	if len(missing) > 0 {
		return errors.New(strings.Join(missing, ", "))
	}
	return nil
}

func done(j batchv1.Job) bool {
	for _, one := range j.Status.Conditions {
		if one.Type == batchv1.JobComplete && one.Status == corev1.ConditionTrue {
			return true
		}
	}
	return false
}

// Why describes the pods that are not ready, for whoever reads a failed test.
func (c *Cluster) Why(ctx context.Context, namespace string) string {
	pods, err := c.Pods(ctx, namespace, "")
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, p := range pods {
		if Ready(p) || p.Status.Phase == corev1.PodSucceeded {
			continue
		}
		fmt.Fprintf(&b, "%s (%s)\n", p.Name, p.Status.Phase)
		for _, said := range c.Says(ctx, p) {
			fmt.Fprintf(&b, "\t%s\n", said)
		}
	}
	return b.String()
}

// Says is what a pod has to tell of itself: its containers' states, its events, and the
// ends of its logs, those before its last restart too.
func (c *Cluster) Says(ctx context.Context, p corev1.Pod) (out []string) {
	for _, one := range append(p.Status.InitContainerStatuses, p.Status.ContainerStatuses...) {
		if w := one.State.Waiting; w != nil {
			out = append(out, one.Name+" waits: "+w.Reason+" "+w.Message)
		}
		for _, before := range []bool{false, true} {
			lines := int64(5)
			text, err := c.Client.CoreV1().Pods(p.Namespace).GetLogs(p.Name, &corev1.PodLogOptions{Container: one.Name, Previous: before, TailLines: &lines}).DoRaw(ctx)
			if err == nil && len(text) > 0 {
				out = append(out, one.Name+" said: "+strings.TrimSpace(string(text)))
			}
		}
	}
	events, err := c.Client.CoreV1().Events(p.Namespace).List(ctx, metav1.ListOptions{FieldSelector: "involvedObject.name=" + p.Name})
	if err != nil {
		return append(out, err.Error())
	}
	for _, e := range events.Items {
		if e.Type != corev1.EventTypeNormal {
			out = append(out, e.Reason+": "+e.Message)
		}
	}
	return out
}
