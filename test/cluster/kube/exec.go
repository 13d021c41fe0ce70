package kube

import (
	"bytes"
	"context"
	"errors"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/remotecommand"
	utilexec "k8s.io/client-go/util/exec"
)

// Result is how a command inside of a pod ended.
type Result struct {
	Out, Err string
	Code     int
}

// Exec runs a command in a container and waits for its end. An error means that it
// could not be run, or that nobody knows how it ended.
func (c *Cluster) Exec(ctx context.Context, namespace, pod, container string, command ...string) (Result, error) {
	req := c.Client.CoreV1().RESTClient().Post().Resource("pods").Namespace(namespace).Name(pod).SubResource("exec").
		VersionedParams(&corev1.PodExecOptions{Container: container, Command: command, Stdout: true, Stderr: true}, scheme.ParameterCodec)
	executor, err := remotecommand.NewSPDYExecutor(c.config, "POST", req.URL())
	if err != nil {
		return Result{}, err
	}
	var out, faults bytes.Buffer
	err = executor.StreamWithContext(ctx, remotecommand.StreamOptions{Stdout: &out, Stderr: &faults})
	r := Result{Out: out.String(), Err: faults.String()}
	var ended utilexec.ExitError
	if errors.As(err, &ended) && ended.Exited() {
		r.Code = ended.ExitStatus()
		return r, nil
	}
	return r, err
}
