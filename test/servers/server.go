package servers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Server is one server at an address, with a directory of data. It may be
// stopped and started again there. Its methods may be called at the same time.
type Server struct {
	// Name is what people call the server.
	Name string
	// URL is its address for clients, without a database of their own.
	URL string
	// Admin is the address of RabbitMQ's HTTP API, empty for the others.
	Admin string

	dir     string
	main    command
	helpers []command // what the server needs beside it; started first
	stop    syscall.Signal
	answers func(context.Context) error

	mu      sync.Mutex
	process *process
	helping []*process
}

// orderly is how long a server may take over ending in order.
const orderly = 30 * time.Second

// begin makes the server's directory, starts it and waits until it answers;
// when it does not, nothing of it is left running.
func (s *Server) begin(ctx context.Context) (*Server, error) {
	if err := s.Start(); err != nil {
		return nil, err
	}
	if err := s.Wait(ctx); err != nil {
		return nil, errors.Join(err, s.end(syscall.SIGKILL))
	}
	return s, nil
}

// Start starts the server at its address and on its data, and does nothing when
// it runs. It returns before the server answers: see [Server.Wait].
func (s *Server) Start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.process != nil && !s.process.ended() {
		return nil
	}
	if len(s.helping) == 0 {
		for _, c := range s.helpers {
			p, err := start(c, s.log())
			if err != nil {
				return fmt.Errorf("start %s: %w", s.Name, err)
			}
			s.helping = append(s.helping, p)
		}
	}
	p, err := start(s.main, s.log())
	if err != nil {
		return fmt.Errorf("start %s: %w", s.Name, err)
	}
	s.process = p
	return nil
}

// Stop ends the server in order, as an administrator would, and with it all
// that it needed. The data stays.
func (s *Server) Stop() error { return s.end(s.stop) }

// Kill ends the server as a crash would, with SIGKILL. The data stays.
func (s *Server) Kill() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.process == nil {
		return nil
	}
	s.process.crash()
	s.process = nil
	return nil
}

func (s *Server) end(signal syscall.Signal) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.process != nil {
		if signal == syscall.SIGKILL || !s.process.finish(signal, orderly) {
			s.process.crash()
		}
		if signal != syscall.SIGKILL && s.process.killed() {
			err = fmt.Errorf("stop %s: it had to be killed; it said: %s", s.Name, tail(s.log()))
		}
		s.process = nil
	}
	for _, p := range s.helping {
		p.crash()
	}
	s.helping = nil
	return err
}

// Wait returns when the server answers a client, with an error when it ends
// before or is not running, and when ctx ends.
func (s *Server) Wait(ctx context.Context) error {
	s.mu.Lock()
	p := s.process
	s.mu.Unlock()
	if p == nil {
		return fmt.Errorf("wait for %s: it is not running", s.Name)
	}
	again := time.NewTicker(25 * time.Millisecond)
	defer again.Stop()
	for {
		err := s.ask(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return fmt.Errorf("wait for %s: it has ended; it said: %s", s.Name, tail(s.log()))
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w (last answer: %w)", s.Name, ctx.Err(), err)
		case <-again.C:
		}
	}
}

func (s *Server) ask(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return s.answers(ctx)
}

func (s *Server) log() string { return filepath.Join(s.dir, "output.log") }

// directory makes dir and returns its absolute name. Others may look into it:
// PostgreSQL runs as a user of its own when we are root.
func directory(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the data directory: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make the data directory: %w", err)
	}
	return dir, nil
}

// tail is the end of what a server has written: enough to tell why it ended.
func tail(log string) string {
	const most = 2000
	b, err := os.ReadFile(log)
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-most):])
}
