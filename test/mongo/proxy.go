package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
)

// proxy forwards wire commands, one at a time across all connections. mongod
// promises that a command on one document is atomic; FerretDB reads, decides
// and writes without such a promise, so that of 200 buyers of 10 flowers more
// than 10 get one. With one command under way at a time it keeps the promise.
type proxy struct {
	backend string
	turn    chan struct{} // holds one value while a command is under way
	log     *slog.Logger
}

func newProxy(backend string, log *slog.Logger) *proxy {
	return &proxy{backend: backend, turn: make(chan struct{}, 1), log: log}
}

// Serve answers the connections of l until ctx ends. It closes l, and returns
// when every command under way has been answered by the backend.
func (p *proxy) Serve(ctx context.Context, l net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	var open sync.WaitGroup
	defer open.Wait()
	for {
		client, err := l.Accept()
		if ctx.Err() != nil {
			if err == nil {
				_ = client.Close()
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("accept a connection: %w", err)
		}
		open.Go(func() {
			if err := p.connection(ctx, client); err != nil && ctx.Err() == nil {
				p.log.Warn("connection ended", "error", err)
			}
		})
	}
}

// connection serves one client over a backend connection of its own, so that
// cursors and sessions keep belonging to whoever opened them.
func (p *proxy) connection(ctx context.Context, client net.Conn) error {
	defer client.Close()
	stop := context.AfterFunc(ctx, func() { _ = client.Close() })
	defer stop()

	var d net.Dialer
	backend, err := d.DialContext(ctx, "tcp", p.backend)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	defer backend.Close()

	for {
		request, err := readMessage(client)
		if errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		answers, err := p.command(ctx, backend, request)
		if err != nil {
			return err
		}
		for _, answer := range answers {
			if _, err := client.Write(answer); err != nil {
				return fmt.Errorf("answer the client: %w", err)
			}
		}
	}
}

// command has the backend do what a request asks, in its turn, and returns what
// the client is to be told. The turn ends with the backend's answer, neither
// earlier (a client that leaves does not stop its command) nor later (a client
// that is slow to read keeps nobody waiting).
func (p *proxy) command(ctx context.Context, backend net.Conn, request message) ([]message, error) {
	name, err := request.command()
	if err != nil {
		return nil, err
	}
	// A request that wants no answer is asked for one all the same, which is
	// how its end is known; the client is not shown it.
	silent := request.has(flagMoreToCome)
	request.without(flagMoreToCome)
	request.without(flagExhaustAllowed)

	if !free(name) {
		select {
		case p.turn <- struct{}{}:
			defer func() { <-p.turn }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if _, err := backend.Write(request); err != nil {
		return nil, fmt.Errorf("forward %s: %w", name, err)
	}
	var answers []message
	for {
		answer, err := readMessage(backend)
		if err != nil {
			return nil, fmt.Errorf("read the answer to %s: %w", name, err)
		}
		answers = append(answers, answer)
		if !answer.has(flagMoreToCome) {
			break
		}
	}
	if silent {
		return nil, nil
	}
	return answers, nil
}

// free tells the commands that touch no data and therefore wait for nobody:
// drivers measure the server by them and give it up when they are slow.
func free(command string) bool {
	switch command {
	case "hello", "isMaster", "ismaster", "ping", "saslStart", "saslContinue":
		return true
	}
	return false
}
