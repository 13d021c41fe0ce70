// Package kube is a cluster as an operator sees it: kubectl, what runs and why it does
// not, and commands inside of pods.
package kube

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// Cluster is the one that KUBECONFIG names.
type Cluster struct {
	Client *kubernetes.Clientset
	Log    func(format string, args ...any) // what is being done; set it before use

	config *rest.Config
}

// Connect reads the file that KUBECONFIG names.
func Connect() (*Cluster, error) {
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(clientcmd.NewDefaultClientConfigLoadingRules(), &clientcmd.ConfigOverrides{}).ClientConfig()
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 100, 200 // a thousand commands are run inside of pods
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	return &Cluster{Client: client, config: config}, nil
}

// Has tells whether the cluster serves a version of an API.
func (c *Cluster) Has(groupVersion string) bool {
	_, err := c.Client.Discovery().ServerResourcesForGroupVersion(groupVersion)
	return err == nil
}

// Kubectl runs the command as an operator types it, in a directory, with what is piped
// into it.
func (c *Cluster) Kubectl(ctx context.Context, dir, stdin string, args ...string) (string, error) {
	line := "kubectl " + strings.Join(args, " ")
	c.Log("$ %s", line)
	cmd := exec.CommandContext(ctx, "kubectl", args...)
	cmd.Dir = dir
	if stdin != "" {
		cmd.Stdin = strings.NewReader(stdin)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%s: %w: %s", line, err, out.String())
	}
	return out.String(), nil
}

// Await asks again and again until the answer is no error, and answers the last one
// when that takes too long.
func Await(ctx context.Context, within time.Duration, what string, check func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var last error
	for {
		err := check(ctx)
		if err == nil {
			return nil
		}
		if last == nil || ctx.Err() == nil { // else it only says that the time is over
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("still not after %s: %s: %w", within, what, last)
		case <-time.After(500 * time.Millisecond):
		}
	}
}
