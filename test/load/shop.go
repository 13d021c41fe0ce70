package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"

	"floresvictoria.cl/flores/test/load/proc"
	"floresvictoria.cl/flores/test/load/wire"
)

// shop is a running `flores up`.
type shop struct {
	*process
	host, metrics string
	ready         time.Duration // from its start to the first page of the list
}

// startShop returns once the shop has answered the first page of its list.
func startShop(ctx context.Context, program, data string) (*shop, error) {
	host, err := freePort()
	if err != nil {
		return nil, err
	}
	metrics, err := freePort()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, program, "up", "--demo", "--data", data, "--listen", host)
	cmd.Env = append(os.Environ(),
		"FLORES_RATE_LIMIT=0",         // all visitors share one address
		"FLORES_SLOT_CAPACITY=100000", // the most that is taken; a run sells more than a year's slots hold
		"FLORES_METRICS="+metrics, "LOG_LEVEL=warn")
	begin := time.Now()
	p, err := start(cmd)
	if err != nil {
		return nil, err
	}
	s := &shop{process: p, host: host, metrics: metrics}
	if err := s.answers(ctx, time.Minute); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	s.ready = time.Since(begin)
	return s, nil
}

// answers asks for the list until it is there.
func (s *shop) answers(ctx context.Context, within time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	c, err := wire.New(s.host)
	if err != nil {
		return err
	}
	defer c.Close()
	request := wire.Get(s.host, "/api/products?limit=24")
	for {
		a, err := c.Do(request)
		if err == nil && a.Status == 200 {
			return nil
		}
		select {
		case <-s.ended:
			return fmt.Errorf("the shop ended: %v\n%s", s.err, s.said)
		case <-ctx.Done():
			return fmt.Errorf("the shop does not answer: %v %d", err, a.Status)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// staffPassword makes an administrator and returns the printed password.
func staffPassword(ctx context.Context, program, data, email string) (string, error) {
	out, err := exec.CommandContext(ctx, program, "user", "create", "--role", "admin", "--data", data, email).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("make an administrator: %w\n%s", err, out)
	}
	words := strings.Fields(string(out))
	if len(words) == 0 {
		return "", errors.New("no password was printed")
	}
	return words[len(words)-1], nil
}

// settle waits until the shop has nothing to do after a load: mails, events.
func (s *shop) settle(ctx context.Context, within time.Duration) error {
	const look = 300 * time.Millisecond
	last, err := proc.CPU(s.pid())
	for deadline := time.Now().Add(within); err == nil && ctx.Err() == nil && time.Now().Before(deadline); {
		time.Sleep(look)
		var now time.Duration
		now, err = proc.CPU(s.pid())
		if now-last <= look/15 {
			return err
		}
		last = now
	}
	return errors.Join(err, ctx.Err())
}

func freePort() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = ln.Close() }()
	return ln.Addr().String(), nil
}
