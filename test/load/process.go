package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"floresvictoria.cl/flores/test/load/crowd"
	"floresvictoria.cl/flores/test/load/proc"
)

// stopWithin is how long a program may take to end when asked.
const stopWithin = 30 * time.Second

// process is a program that this one has started.
type process struct {
	cmd   *exec.Cmd
	in    io.Closer // nil, or its standard input
	ended chan struct{}
	err   error // valid once ended is closed
	said  *bytes.Buffer
}

func start(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, ended: make(chan struct{}), said: &bytes.Buffer{}}
	cmd.Stderr = p.said
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	go func() {
		p.err = cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// cpu is a meter of its processor time.
func (p *process) cpu() crowd.Meter {
	return func() (time.Duration, error) { return proc.CPU(p.pid()) }
}

// stop ends it, by signal or by the end of its standard input.
func (p *process) stop() error {
	if p.in != nil {
		_ = p.in.Close()
	} else {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
	}
	select {
	case <-p.ended:
	case <-time.After(stopWithin):
		_ = p.cmd.Process.Kill()
		<-p.ended
		return fmt.Errorf("%s did not end within %s", p.cmd.Path, stopWithin)
	}
	if p.err != nil {
		return fmt.Errorf("%s: %w\n%s", p.cmd.Path, p.err, p.said)
	}
	return nil
}

// startBare starts the bare handler for bodies of a size and returns its address.
func startBare(ctx context.Context, program string, size int) (*process, string, error) {
	cmd := exec.CommandContext(ctx, program, "-size", fmt.Sprint(size))
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, "", err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = r.Close() }()
	cmd.Stdout = w
	p, err := start(cmd)
	_ = w.Close()
	if err != nil {
		return nil, "", err
	}
	p.in = in
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return nil, "", errors.Join(fmt.Errorf("the bare handler said no address: %w", err), p.stop())
	}
	return p, strings.TrimSpace(line), nil
}
