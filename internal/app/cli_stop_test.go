package app

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// stopper is written by a shop that is stopped in the middle of the line.
type stopper struct {
	safeBuffer
	at   string
	stop context.CancelFunc
}

func (s *stopper) Write(p []byte) (int, error) {
	if strings.Contains(string(p), s.at) {
		s.stop()
	}
	return s.safeBuffer.Write(p)
}

func TestAShopThatIsStoppedWhileItSaysWhereItIsEndsWell(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, errs := &stopper{at: "Flores Victoria:", stop: stop}, &bytes.Buffer{}
	code := run(ctx, []string{"up", "--data", t.TempDir(), "--listen", "127.0.0.1:0"}, streams{out: out, err: errs, terminal: true, env: func(string) string { return "" }})
	if code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// Metrics have an address of their own; the service's does not answer them.
func TestAServiceShowsItsMetricsBesideItsPort(t *testing.T) {
	port, metrics := freeAddress(t), freeAddress(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan int, 1)
	errs := &safeBuffer{}
	go func() {
		_, number, _ := net.SplitHostPort(port)
		args := []string{"serve", "auth-service", "--data", t.TempDir(), "--ports", "auth-service=" + number, "--metrics", metrics}
		done <- run(ctx, args, streams{out: errs, err: errs, env: func(string) string { return "" }})
	}()
	get := func(address string) (status int, body string) {
		resp, err := http.Get("http://" + address + "/metrics")
		if err != nil {
			return 0, ""
		}
		defer func() { _ = resp.Body.Close() }()
		b, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(b)
	}
	waitFor(t, func() bool {
		status, body := get(metrics)
		return status == 200 && strings.Contains(body, "go_goroutines")
	})
	if status, _ := get(port); status != http.StatusNotFound {
		t.Errorf("the service's own port answers /metrics with %d", status)
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
}
