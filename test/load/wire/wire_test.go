package wire_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"floresvictoria.cl/flores/test/load/wire"
)

func serve(t *testing.T, h http.HandlerFunc) (*wire.Conn, string) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	host := srv.Listener.Addr().String()
	c, err := wire.New(host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, host
}

func TestAnswersAreReadWholeOverOneConnection(t *testing.T) {
	long := strings.Repeat("ñandú ", 20_000)
	from := map[string]bool{}
	c, host := serve(t, func(w http.ResponseWriter, r *http.Request) {
		from[r.RemoteAddr] = true
		w.Header().Set("X-Cart-Token", "abc"+r.URL.Path)
		switch r.URL.Path {
		case "/none":
			w.WriteHeader(http.StatusNoContent)
		case "/long":
			w.Header().Set("Content-Length", "140000")
			_, _ = io.WriteString(w, long[:140000])
		case "/chunks":
			for range 3 {
				_, _ = io.WriteString(w, long)
				w.(http.Flusher).Flush()
			}
		default:
			http.Error(w, "no", http.StatusTeapot)
		}
	})
	c.Keep = "x-cart-token"
	for path, want := range map[string]struct {
		status int
		body   string
	}{"/none": {204, ""}, "/long": {200, long[:140000]}, "/chunks": {200, long + long + long}, "/other": {418, "no\n"}} {
		a, err := c.Do(wire.Get(host, path))
		if err != nil || a.Status != want.status || string(a.Body) != want.body || string(a.Header) != "abc"+path {
			t.Errorf("%s: %d, %d bytes, header %q, %v", path, a.Status, len(a.Body), a.Header, err)
		}
	}
	if len(from) != 1 {
		t.Errorf("%d connections were made", len(from))
	}
}

func TestAPostCarriesItsBodyAndHeaders(t *testing.T) {
	c, host := serve(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		_, _ = io.WriteString(w, r.Method+" "+r.Header.Get("Idempotency-Key")+" "+r.Header.Get("Content-Type")+" "+string(b))
	})
	a, err := c.Do(wire.Post(host, "/x", []byte(`{"a":1}`), wire.Header{Name: "Idempotency-Key", Value: "k"}))
	if err != nil || string(a.Body) != `POST k application/json {"a":1}` {
		t.Errorf("%q, %v", a.Body, err)
	}
}

func TestAConnectionThatTheServerClosedIsMadeAnew(t *testing.T) {
	c, host := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Connection", "close")
		_, _ = io.WriteString(w, "bye")
	})
	for range 2 {
		if a, err := c.Do(wire.Get(host, "/")); err != nil || string(a.Body) != "bye" {
			t.Errorf("%q, %v", a.Body, err)
		}
	}
}

func TestABrokenAnswerIsAnErrorAndNoEmptySuccess(t *testing.T) {
	for name, raw := range map[string]string{
		"cut short": "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
		"no length": "HTTP/1.1 200 OK\r\n\r\n",
		"no HTTP":   "hello, who is there?\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			c, host := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				nc, _, err := w.(http.Hijacker).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.WriteString(nc, raw)
				_ = nc.Close()
			})
			if a, err := c.Do(wire.Get(host, "/")); err == nil {
				t.Errorf("it was answered with %d %q", a.Status, a.Body)
			}
		})
	}
}

func TestLoadIsSentToThisMachineOnly(t *testing.T) {
	for _, addr := range []string{"192.168.1.9:80", "10.0.0.1:8080", "shop.example:80", "0.0.0.0:80"} {
		if _, err := wire.New(addr); !errors.Is(err, wire.ErrNotLoopback) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	for _, addr := range []string{"127.0.0.1:80", "[::1]:80"} {
		if _, err := wire.New(addr); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if _, err := wire.New("nonsense"); err == nil {
		t.Error("an address without a port was taken")
	}
}
