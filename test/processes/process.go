package processes

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Process is one process of the shop, at addresses that it keeps over restarts.
type Process struct {
	Names []string // its services

	bin  string
	args []string
	env  []string
	log  string
	urls map[string]string // its own addresses, by service; metrics too

	mu     sync.Mutex
	cmd    *exec.Cmd
	ended  chan struct{}
	code   int
	starts int
	spent  time.Duration // CPU of the ended runs
}

// Start starts the process if it does not run. It does not wait until it is ready.
func (p *Process) Start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running() {
		return nil
	}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	cmd := exec.Command(p.bin, p.args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = p.env, log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // a test that is killed leaves nothing behind
	started, ended := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread() // the signal comes when the thread that forked ends: it stays as long as the process
		err := cmd.Start()
		_ = log.Close()
		started <- err
		if err != nil {
			return
		}
		_ = cmd.Wait() // its code is read below; a killed one has none
		p.mu.Lock()
		p.code = cmd.ProcessState.ExitCode()
		p.spent += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		p.mu.Unlock()
		close(ended)
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("starting %s: %w", p, err)
	}
	p.cmd, p.ended = cmd, ended
	p.starts++
	return nil
}

// String names the process by its services.
func (p *Process) String() string { return strings.Join(p.Names, "+") }

func (p *Process) running() bool {
	if p.ended == nil {
		return false
	}
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// Running tells whether the process runs.
func (p *Process) Running() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.running()
}

// Kill ends it at once, as a lost machine would.
func (p *Process) Kill() { p.signal(syscall.SIGKILL) }

// Stop ends it in order (SIGTERM) and returns its exit code.
func (p *Process) Stop() int { return p.signal(syscall.SIGTERM) }

// Terminate sends SIGTERM and does not wait.
func (p *Process) Terminate() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running() {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
	}
}

func (p *Process) signal(s syscall.Signal) int {
	p.mu.Lock()
	if !p.running() {
		defer p.mu.Unlock()
		return p.code
	}
	_ = p.cmd.Process.Signal(s) // it may have ended by itself just now
	ended := p.ended
	p.mu.Unlock()
	select {
	case <-ended:
	case <-time.After(time.Minute):
		p.mu.Lock()
		_ = p.cmd.Process.Kill()
		p.mu.Unlock()
		<-ended
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.code
}

// URL is where a service of the process answers.
func (p *Process) URL(name string) string { return p.urls[name] }

// Ready waits until all its services are ready.
func (p *Process) Ready(ctx context.Context) error {
	for {
		err := p.probe(ctx)
		if err == nil {
			return nil
		}
		if !p.Running() {
			return fmt.Errorf("%s ended with %d:\n%s", p, p.code, p.Tail(15))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready: %w\n%s", p, err, p.Tail(15))
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (p *Process) probe(ctx context.Context) error {
	for _, name := range p.Names {
		if err := ready(ctx, p.urls[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

var prober = &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

var errNotReady = errors.New("not ready")

// ready asks a service's own port.
func ready(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := prober.Do(req)
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errNotReady
	}
	return nil
}

// Starts counts how often it was started.
func (p *Process) Starts() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.starts
}

// Tail is the end of what it logged.
func (p *Process) Tail(lines int) string {
	b, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimSpace(string(b)), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// Log is everything that it logged.
func (p *Process) Log() string {
	b, _ := os.ReadFile(p.log)
	return string(b)
}

// IsReady asks once whether all its services are ready.
func (p *Process) IsReady(ctx context.Context) bool { return p.probe(ctx) == nil }
