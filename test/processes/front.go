package processes

import (
	"context"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"
)

// front is the shop's one address: what an ingress does with / and /api.
type front struct {
	ln     net.Listener
	server *http.Server
}

func listenFront(address string) (net.Listener, string, error) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, "", err
	}
	return ln, "http://" + ln.Addr().String(), nil
}

func serveFront(ln net.Listener, gateway, frontend string) (*front, error) {
	api, err := proxyTo(gateway)
	if err != nil {
		return nil, err
	}
	pages, err := proxyTo(frontend)
	if err != nil {
		return nil, err
	}
	f := &front{ln: ln, server: &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/") {
			api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})}}
	go func() { _ = f.server.Serve(ln) }()
	return f, nil
}

// proxyTo keeps the visitor's Host, and says who they are as an ingress does.
func proxyTo(address string) (http.Handler, error) {
	target, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host
			r.SetXForwarded()
		},
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: 30 * time.Second},
		FlushInterval: -1,
		ErrorLog:      log.New(discard{}, "", 0), // what a visitor sees is an answer: 502
	}, nil
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

func (f *front) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if f.server.Shutdown(ctx) != nil {
		_ = f.server.Close()
	}
}
