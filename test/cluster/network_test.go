package cluster

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/test/kubernetes/edges"
)

const (
	probers = 12 // at once; each is a process in a pod
	// patient is how long a probe waits, as flores probe takes it; quicker, a busy machine
	// would look like a policy.
	patient = "2s"
	tries   = 4 // a fresh pod's address may not have reached all the rules
)

// What a probe finds.
const (
	open    = "open"
	refused = "refused" // the host answers: nothing listens, and nothing kept the question away
	silent  = "silent"
)

// way is one that was tried.
type way struct {
	source
	target
	want  bool
	found string
}

func (v way) String() string {
	return fmt.Sprintf("%s > %s:%d (%s): %s", v.source.name, v.target.name, v.port, v.address, v.found)
}

// reachesWhomTheTableSays tries every way from every pod to every port. An answer from
// where none is due is a hole, also one that refuses.
func reachesWhomTheTableSays(t *testing.T, w *world) {
	w.settled(t, w.namespace)
	began := time.Now()
	sources := w.sources(t)
	defer w.leave(t, sources)
	var ways []way
	asked := edges.Of(w.table)
	for _, to := range w.targets(t) {
		for _, from := range sources {
			if from.name == to.name && !(to.direct && to.listens) {
				continue // no policy keeps a pod from itself, and what a Service does then is the network's own
			}
			ways = append(ways, way{source: from, target: to, want: w.isDue(asked, from, to)})
		}
	}
	w.probe(t, ways)
	wanted, opened, api := 0, map[edges.Edge]bool{}, 0
	for _, v := range ways {
		if v.target.name == theAPI && !v.withoutPolicies {
			if v.found != silent {
				api++ // on some networks a pod reaches its own node, whatever policies say
			}
			continue
		}
		if v.want {
			wanted++
		}
		switch {
		case v.want && v.found != open:
			t.Errorf("shut: %s", v)
		case !v.want && v.found != silent && (v.target.name != outside || v.found == open):
			t.Errorf("a hole: %s", v)
		case v.want && asked[edges.Edge{From: v.source.name, To: v.target.name, Port: v.port}]:
			opened[edges.Edge{From: v.source.name, To: v.target.name, Port: v.port}] = true
		}
	}
	for e := range asked {
		if !opened[e] {
			t.Errorf("never open: %+v", e)
		}
	}
	w.report.row(t, "network policies: `flores probe tcp` from every pod to every port of every pod and Service",
		"%d ways in %.0f s: all %d edges of the table are open, %d ways with their repeats by Service, by the pod itself and to DNS; %d are shut. The control, a pod without policies, is reached; %d of the shop's pods reach the API server",
		len(ways), time.Since(began).Seconds(), len(opened), wanted, len(ways)-wanted, api)
	w.report.row(t, "who asked", "services: their own pods; %s: their own pods, by one more container in them; %s, which had left, prometheus and the ingress: pods with their labels in their namespaces",
		strings.Join(w.stores(), ", "), strings.Join(w.jobs(), ", "))
}

// isDue tells whether a way is to be open.
func (w *world) isDue(asked map[edges.Edge]bool, from source, to target) bool {
	switch to.name {
	case from.name: // shows that something listens where others are shut out
		return true
	case names:
		return true
	case bystand, theAPI:
		return from.withoutPolicies
	case outside:
		return from.withoutPolicies || edges.Outward(w.table.Find(from.name), to.port)
	}
	return asked[edges.Edge{From: from.name, To: to.name, Port: to.port}]
}

// probe tries them, several at once.
func (w *world) probe(t *testing.T, ways []way) {
	t.Helper()
	var wg sync.WaitGroup
	next := make(chan *way)
	for range probers {
		wg.Go(func() {
			for v := range next {
				v.found = w.find(t.Context(), v)
			}
		})
	}
	for i := range ways {
		if i%200 == 0 {
			t.Logf("%d of %d ways tried", i, len(ways))
		}
		next <- &ways[i]
	}
	close(next)
	wg.Wait()
}

// find tries a way until it finds what it is to find, a few times.
func (w *world) find(ctx context.Context, v *way) (found string) {
	for n := range tries {
		if n > 0 {
			select {
			case <-ctx.Done():
				return found
			case <-time.After(time.Second):
			}
		}
		found = w.ask(ctx, v)
		if v.want == (found == open) && slices.Contains([]string{open, silent}, found) {
			return found
		}
	}
	return found
}

func (w *world) ask(ctx context.Context, v *way) string {
	r, err := w.cluster.Exec(ctx, v.namespace, v.pod, v.container, "/flores", "probe", "tcp", "--timeout", patient, v.address)
	switch {
	case err != nil:
		return "it could not be asked: " + err.Error()
	case r.Code == 0:
		return open
	case r.Code == 2:
		return silent
	case strings.Contains(r.Err, "refuses"):
		return refused
	}
	return strings.TrimSpace(r.Err)
}
