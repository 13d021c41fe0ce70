package servers

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// shell is a server of our own making: a shell script.
func shell(t *testing.T, script string, answers func(context.Context) error) *Server {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	s := &Server{Name: "shell", dir: t.TempDir(), main: command{path: sh, args: []string{"-c", script}},
		stop: syscall.SIGTERM, answers: answers}
	t.Cleanup(func() { _ = s.end(syscall.SIGKILL) })
	return s
}

func silent(context.Context) error { return errors.New("no answer") }

func TestAServerThatEndsBeforeItAnswersSaysWhatItSaid(t *testing.T) {
	s := shell(t, "echo no room for roses; exit 1", silent)
	_, err := s.begin(t.Context())
	if err == nil || !strings.Contains(err.Error(), "no room for roses") {
		t.Errorf("got %v", err)
	}
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	s := shell(t, "exec sleep 1000", silent)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.begin(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if s.process != nil {
		t.Error("it was left running")
	}
}

func TestAServerThatDoesNotRunIsNotWaitedFor(t *testing.T) {
	s := shell(t, "exec sleep 1000", func(context.Context) error { return nil })
	if err := s.Wait(t.Context()); err == nil {
		t.Error("waited for what was never started")
	}
	for _, down := range []func() error{s.Kill, s.Stop, s.Kill, s.Stop} { // more than once is no fault
		if err := down(); err != nil {
			t.Error(err)
		}
	}
}

func TestStartingTwiceIsOneServer(t *testing.T) {
	s := shell(t, "exec sleep 1000", func(context.Context) error { return nil })
	for range 2 {
		if err := s.Start(); err != nil {
			t.Fatal(err)
		}
	}
	pid := s.process.cmd.Process.Pid
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if alive(pid) {
		t.Error("it runs after Stop")
	}
}

// Given a server with children, when it is killed, then they are gone too: none
// keeps its port or its memory from the next start.
func TestAKillTakesTheChildren(t *testing.T) {
	s := shell(t, "sleep 1000 & sh -c 'sleep 1000 & wait' & wait", func(context.Context) error { return nil })
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	var family []int
	until(t, "three children run", func() bool {
		family = descendants(s.process.cmd.Process.Pid)
		return len(family) == 3
	})
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	for _, pid := range family {
		if alive(pid) {
			t.Errorf("process %d is left", pid)
		}
	}
}

func TestFreePortsDiffer(t *testing.T) {
	found, err := freePorts(20)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range found {
		if seen[p] || p < firstPort || p >= firstPort+ports {
			t.Errorf("port %d", p)
		}
		seen[p] = true
	}
}
