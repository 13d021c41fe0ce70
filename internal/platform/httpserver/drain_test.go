package httpserver_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/httpserver"
)

// replica is one of two servers of a service.
type replica struct {
	address string
	health  *health.Health
	stop    context.CancelFunc
	done    chan error
	served  atomic.Int64
	ready   atomic.Bool // as the one in front of it believes
}

const drainDelay = time.Second // a hundred times what following takes

func newReplica(t *testing.T) *replica {
	t.Helper()
	ln, err := httpserver.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &replica{address: ln.Addr().String(), health: health.New(nil), stop: stop, done: make(chan error, 1)}
	r.ready.Store(true)
	probes := r.health.Probes()
	s := httpserver.New(ln, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if health.IsProbe(req.URL.Path) {
			probes.ServeHTTP(w, req)
			return
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		time.Sleep(rand.N(20 * time.Millisecond)) // the work
		r.served.Add(1)
		_, _ = w.Write(body)
	}), slog.New(slog.DiscardHandler))
	go func() { r.done <- s.Run(ctx, drainDelay) }()
	return r
}

// end is what a SIGTERM does: not ready first, then the drain.
func (r *replica) end(t *testing.T) {
	t.Helper()
	r.health.Drain()
	r.stop()
	if err := <-r.done; err != nil {
		t.Error(err)
	}
}

// follow asks for readiness now and then, as a load balancer does.
func (r *replica) follow(ctx context.Context) {
	probe := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Second}
	for ctx.Err() == nil {
		resp, err := probe.Get("http://" + r.address + "/readyz")
		r.ready.Store(err == nil && resp.StatusCode == http.StatusOK)
		if err == nil {
			_ = resp.Body.Close()
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Under load over kept connections, from clients that go where it is ready, stopping
// one of two replicas loses no request. The requests are POSTs that nobody repeats.
func TestStoppingAReplicaUnderLoadLosesNoRequest(t *testing.T) {
	replicas := []*replica{newReplica(t), newReplica(t)}
	ctx, stop := context.WithCancel(t.Context())
	var following, load sync.WaitGroup
	for _, r := range replicas {
		following.Go(func() { r.follow(ctx) })
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	defer transport.CloseIdleConnections()
	var sent atomic.Int64
	over := make(chan struct{})
	for worker := range 24 {
		load.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-over:
					return
				default:
				}
				to := replicas[(worker+n)%2]
				if !to.ready.Load() {
					to = replicas[(worker+n+1)%2]
				}
				if err := post(transport, to.address, fmt.Sprintf("%d/%d", worker, n)); err != nil {
					t.Errorf("worker %d, request %d: %v", worker, n, err)
					return
				}
				sent.Add(1)
			}
		})
	}
	await(t, "both serve", func() bool { return replicas[0].served.Load() > 200 && replicas[1].served.Load() > 200 })
	replicas[0].end(t)
	after := sent.Load()
	await(t, "the other goes on", func() bool { return sent.Load() > after+200 || t.Failed() })
	close(over)
	load.Wait()
	stop()
	following.Wait()
	if served := replicas[0].served.Load() + replicas[1].served.Load(); served != sent.Load() {
		t.Errorf("%d requests were answered, %d served", sent.Load(), served)
	}
	if c, err := net.Dial("tcp", replicas[0].address); err == nil {
		_ = c.Close()
		t.Error("the stopped replica still listens")
	}
	replicas[1].end(t)
}

func post(transport http.RoundTripper, address, text string) error {
	// A reader that cannot be rewound: the transport must not hide a lost request by sending it again.
	req, err := http.NewRequest(http.MethodPost, "http://"+address+"/orders", io.NopCloser(strings.NewReader(text)))
	if err != nil {
		return err
	}
	req.ContentLength = int64(len(text))
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != text || resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%d %q, %v", resp.StatusCode, body, err)
	}
	return nil
}

func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not: %s", what)
		}
	}
}
