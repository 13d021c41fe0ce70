package kube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"k8s.io/client-go/tools/portforward"
	"k8s.io/client-go/transport/spdy"
)

// Forward opens a way from a port of this machine to one of a pod, past all policies, as
// kubectl port-forward does, until it is closed.
func (c *Cluster) Forward(ctx context.Context, namespace, pod string, port int32) (address string, closeIt func(), err error) {
	transport, upgrader, err := spdy.RoundTripperFor(c.config)
	if err != nil {
		return "", nil, err
	}
	to := c.Client.CoreV1().RESTClient().Post().Resource("pods").Namespace(namespace).Name(pod).SubResource("portforward").URL()
	stop, ready := make(chan struct{}), make(chan struct{})
	f, err := portforward.New(spdy.NewDialer(upgrader, &http.Client{Transport: transport}, http.MethodPost, to), []string{fmt.Sprintf("0:%d", port)}, stop, ready, io.Discard, io.Discard)
	if err != nil {
		return "", nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- f.ForwardPorts() }()
	closeIt = func() { close(stop); <-ended }
	select {
	case <-ready:
	case err := <-ended:
		return "", nil, errors.Join(fmt.Errorf("no way to %s:%d", pod, port), err)
	case <-ctx.Done():
		closeIt()
		return "", nil, ctx.Err()
	}
	ports, err := f.GetPorts()
	if err != nil {
		closeIt()
		return "", nil, err
	}
	return fmt.Sprintf("127.0.0.1:%d", ports[0].Local), closeIt, nil
}
