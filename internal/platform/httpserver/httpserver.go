// Package httpserver is the one HTTP server of every listener: bounded in time
// and size, drained before it stops.
package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	maxHeader   = 32 << 10
	maxBody     = 2 << 20 // the largest any operation may ask for; each bounds its own
	headerTime  = 5 * time.Second
	readTime    = 20 * time.Second
	idleTime    = 90 * time.Second
	maxAge      = 60 * time.Second // connections are closed at this age ± 20 %, so that new replicas get their share
	maxAgeShare = 0.2
	stopTime    = 15 * time.Second
)

// Server serves one handler on one listener.
type Server struct {
	http     *http.Server
	ln       net.Listener
	draining atomic.Bool
}

type ageKey struct{}

// Listen opens the address. Its error is one line that says which and why.
func Listen(addr string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program: stop it or choose another address with --listen", addr)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	return ln, nil
}

// New makes the server; Run serves.
func New(ln net.Listener, h http.Handler, log *slog.Logger) *Server {
	s := &Server{ln: ln}
	s.http = &http.Server{
		Handler:           http.MaxBytesHandler(s.retire(h), maxBody),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // clients that go away are no news
		ConnContext: func(ctx context.Context, _ net.Conn) context.Context {
			life := time.Duration(float64(maxAge) * (1 - maxAgeShare + 2*maxAgeShare*rand.Float64()))
			return context.WithValue(ctx, ageKey{}, time.Now().Add(life))
		},
	}
	return s
}

// Addr is where the server listens.
func (s *Server) Addr() net.Addr { return s.ln.Addr() }

// retire closes a connection, after its answer, at its age or at once while draining.
func (s *Server) retire(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		until, ok := r.Context().Value(ageKey{}).(time.Time)
		if s.draining.Load() || (ok && time.Now().After(until)) {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// Run serves until ctx ends; then it goes on for the drain delay, in which
// neighbours learn that it is not ready and every answer closes its connection,
// stops accepting and lets the requests at work finish. Whoever ends ctx has made
// the service not ready before.
func (s *Server) Run(ctx context.Context, drain time.Duration) error {
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(s.ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving %s: %w", s.ln.Addr(), err)
	case <-ctx.Done():
	}
	s.draining.Store(true)
	select { // a listener that fails meanwhile ends it at once
	case err := <-failed:
		return fmt.Errorf("serving %s: %w", s.ln.Addr(), err)
	case <-time.After(drain):
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := s.http.Shutdown(stop); err != nil {
		_ = s.http.Close() // requests that outlive the stop time are cut
	}
	<-failed
	return nil
}
