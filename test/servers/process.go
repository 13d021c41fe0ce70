package servers

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// command is what to run.
type command struct {
	path string
	args []string
	env  []string // added to our own; a later one wins
	dir  string
	user *user // nil: ourselves

	// orphaned is the signal that the process gets when ours ends, however it
	// ends. Zero: SIGKILL.
	orphaned syscall.Signal
}

// process is a child that ends with us.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended and been waited for
}

// start runs a command with its output added to a file. The goroutine that it
// starts ends with the process, and keeps its thread until then: Linux sends
// the orphan's signal when the *thread* that forked ends.
func start(c command, log string) (*process, error) {
	out, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open its log: %w", err)
	}
	cmd := exec.Command(c.path, c.args...)
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Dir = c.dir
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = attributes(c)
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		defer close(p.done)
		runtime.LockOSThread() // never unlocked: the thread goes with the goroutine
		err := cmd.Start()
		_ = out.Close()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended is in its state
		}
	}()
	return p, <-started
}

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// finish asks the process to end and tells whether it did within d.
func (p *process) finish(signal syscall.Signal, d time.Duration) bool {
	_ = p.cmd.Process.Signal(signal) // fails when it has ended
	select {
	case <-p.done:
		return true
	case <-time.After(d):
		return false
	}
}

// crash kills the process and its descendants, and returns when they are gone,
// so that nothing keeps the address or the data from the next start.
func (p *process) crash() {
	// Stopped first, so that it makes no further child while they are counted.
	_ = p.cmd.Process.Signal(syscall.SIGSTOP)
	family := descendants(p.cmd.Process.Pid)
	_ = p.cmd.Process.Kill()
	for _, pid := range family {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	<-p.done
	for _, pid := range family {
		for alive(pid) {
			time.Sleep(time.Millisecond)
		}
	}
}

// killed tells whether an ended process was killed.
func (p *process) killed() bool {
	w, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && w.Signaled() && w.Signal() == syscall.SIGKILL
}
