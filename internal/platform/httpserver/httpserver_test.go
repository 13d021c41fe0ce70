package httpserver_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"floresvictoria.cl/flores/internal/platform/httpserver"
)

// pipes is a network within the test's own time.
type pipes struct {
	dialled chan net.Conn
	once    sync.Once
	closed  chan struct{}
}

func newPipes() *pipes { return &pipes{dialled: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.dialled:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.closed) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "pipe"} }

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.dialled <- server:
		return client, nil
	case <-p.closed:
		return nil, errors.New("connection refused")
	}
}

// rig is a server that runs, and a client that keeps its connections.
type rig struct {
	client *http.Client
	stop   context.CancelFunc
	done   chan error
}

func start(t *testing.T, h http.HandlerFunc, drain time.Duration) *rig {
	network := newPipes()
	ctx, stop := context.WithCancel(t.Context())
	r := &rig{stop: stop, done: make(chan error, 1)}
	s := httpserver.New(network, h, slog.New(slog.DiscardHandler))
	go func() { r.done <- s.Run(ctx, drain) }()
	r.client = &http.Client{Transport: &http.Transport{DialContext: network.dial}}
	return r
}

func (r *rig) get(t *testing.T) (closes bool) {
	t.Helper()
	resp, err := r.client.Get("http://shop/")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	return resp.Close
}

func (r *rig) end(t *testing.T) {
	t.Helper()
	r.stop()
	if err := <-r.done; err != nil {
		t.Error(err)
	}
	r.client.CloseIdleConnections()
}

func ok(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }

// A connection in use ends, between two requests, 60 s ± 20 % after it began, and not
// all of them together: replicas that came later get their share.
func TestConnectionsAreRetiredAtTheirAge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, ok, 0)
		ages := map[time.Duration]bool{}
		begun := time.Now()
		for len(ages) < 5 {
			if r.get(t) {
				age := time.Since(begun).Round(time.Second)
				if age < 48*time.Second || age > 73*time.Second {
					t.Fatalf("a connection is retired after %s", age)
				}
				ages[age], begun = true, time.Now()
			}
			time.Sleep(time.Second)
			if time.Since(begun) > 75*time.Second {
				t.Fatal("a connection is never retired")
			}
		}
		r.end(t)
	})
}

// While it drains, a server takes and answers everything, and closes each connection
// with its answer; then it takes nothing and finishes what is at work.
func TestADrainingServerServesThenStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path == "/slow" {
				time.Sleep(8 * time.Second)
			}
		}, 5*time.Second)
		if r.get(t) {
			t.Error("closed before anything")
		}
		r.stop()
		synctest.Wait()
		if !r.get(t) {
			t.Error("the connection that was kept stays open while draining")
		}
		slow := make(chan error, 1)
		go func() {
			resp, err := r.client.Get("http://shop/slow")
			if err == nil {
				err = resp.Body.Close()
			}
			slow <- err
		}()
		for range 4 { // a new connection each, for 4 of the 5 seconds
			if !r.get(t) {
				t.Error("a connection stays open while draining")
			}
			time.Sleep(time.Second)
		}
		time.Sleep(1500 * time.Millisecond)
		if _, err := r.client.Get("http://shop/"); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Errorf("after the delay: %v", err)
		}
		if err := <-slow; err != nil {
			t.Errorf("a request at work was lost: %v", err)
		}
		r.end(t)
	})
}

// A connection that idles is closed at the end of the drain, and holds nothing up.
func TestIdleConnectionsDoNotHoldUpTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, ok, time.Second)
		r.get(t)
		begun := time.Now()
		r.end(t)
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// A request that outlives the stop time is cut.
func TestARequestThatNeverEndsIsCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }, 0)
		lost := make(chan error, 1)
		go func() {
			_, err := r.client.Get("http://shop/")
			lost <- err
		}()
		synctest.Wait()
		begun := time.Now()
		r.end(t)
		if took := time.Since(begun); <-lost == nil || took < 14*time.Second || took > 16*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

func TestAnAddressInUseIsNamed(t *testing.T) {
	ln, err := httpserver.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	if _, err := httpserver.Listen(ln.Addr().String()); err == nil || !strings.Contains(err.Error(), ln.Addr().String()+" is in use") {
		t.Errorf("%v", err)
	}
}
