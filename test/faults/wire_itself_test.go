package faults

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// Given a wire to a server, when it is cut, slowed and healed, then clients find
// nobody, wait as long as was said, and are served again.
func TestAWireIsCutSlowedAndHealed(t *testing.T) {
	begun, release := make(chan struct{}, 1), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/held" {
			begun <- struct{}{}
			<-release
		}
		_, _ = io.WriteString(rw, "rosas")
	}))
	defer server.Close()
	w, err := newWire(strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	client := &http.Client{Timeout: 10 * time.Second}
	get := func(path string) (string, error) {
		resp, err := client.Get("http://" + w.address() + path)
		if err != nil {
			return "", err
		}
		defer func() { _ = resp.Body.Close() }()
		b, err := io.ReadAll(resp.Body)
		return string(b), err
	}
	if got, err := get("/"); err != nil || got != "rosas" {
		t.Fatalf("a good wire: %q, %v", got, err)
	}

	held := make(chan error, 1)
	go func() { _, err := get("/held"); held <- err }()
	<-begun
	w.Cut()
	if err := <-held; err == nil {
		t.Error("a request under way was answered over a cut wire")
	}
	close(release)
	if got, err := get("/"); err == nil {
		t.Errorf("a cut wire: %q", got)
	}

	w.Heal()
	w.Slow(300 * time.Millisecond)
	began := time.Now()
	if got, err := get("/"); err != nil || got != "rosas" || time.Since(began) < 300*time.Millisecond {
		t.Errorf("a slow wire: %q, %v after %s", got, err, time.Since(began))
	}
	w.Heal()
	if got, err := get("/"); err != nil || got != "rosas" {
		t.Errorf("a healed wire: %q, %v", got, err)
	}
}
