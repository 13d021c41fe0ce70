package servers

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

// spoken is a test that remembers how it ended.
type spoken struct {
	testing.TB
	skipped, failed bool
}

func (s *spoken) Helper()      {}
func (s *spoken) Skip(...any)  { s.skipped = true; runtime.Goexit() }
func (s *spoken) Fatal(...any) { s.failed = true; runtime.Goexit() }

func TestWithoutTheProgramATestIsSkippedAndFailsWhereAllIsExpected(t *testing.T) {
	missing := debian("PostgreSQL", "postgresql")
	for name, tt := range map[string]struct {
		ci              string
		err             error
		skipped, failed bool
	}{
		"on a person's machine": {"", missing, true, false},
		"in the pipeline":       {"true", missing, false, true},
		"another fault":         {"", errors.New("no space left"), false, true},
		"all is well":           {"", nil, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("CI", tt.ci)
			s := &spoken{TB: t}
			done := make(chan struct{})
			go func() {
				defer close(done)
				own(s, func() (*Server, error) { return nil, tt.err })
			}()
			<-done
			if s.skipped != tt.skipped || s.failed != tt.failed {
				t.Errorf("skipped %v, failed %v", s.skipped, s.failed)
			}
		})
	}
	if got := missing.Error(); !strings.Contains(got, "apt-get install postgresql") {
		t.Errorf("it says %q", got)
	}
}

// Given a process with servers, when it is killed, then its servers end and
// their data is removed.
func TestNothingIsLeftOfAProcessThatIsKilled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ends a killed process's children")
	}
	t.Parallel()
	cmd := exec.Command(os.Args[0], "-test.run=^TestHoldServers$", "-test.v")
	cmd.Env = append(os.Environ(), "FLORES_HOLD_SERVERS=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var dirs []string
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "held" {
		if dir, ok := strings.CutPrefix(lines.Text(), "held in "); ok {
			dirs = append(dirs, dir)
		}
	}
	children := descendants(cmd.Process.Pid)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if len(dirs) == 0 {
		t.Skip("none of the servers is installed")
	}
	until(t, "the servers end", func() bool {
		for _, pid := range children {
			if alive(pid) {
				return false
			}
		}
		return true
	})
	for _, dir := range dirs {
		until(t, dir+" goes", func() bool {
			_, err := os.Stat(dir)
			return errors.Is(err, os.ErrNotExist)
		})
	}
}

// TestHoldServers is the process of the test before.
func TestHoldServers(t *testing.T) {
	if os.Getenv("FLORES_HOLD_SERVERS") == "" {
		t.Skip("runs in a process of its own")
	}
	held := false
	for _, once := range []func() (*Server, error){postgresOnce, redisOnce, rabbitOnce} {
		s, err := once()
		if IsMissing(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		held = true
		_, _ = os.Stdout.WriteString("held in " + s.dir + "\n")
	}
	_, _ = os.Stdout.WriteString("held\n")
	if held {
		select {} // until it is killed
	}
}

// until asks again and again, for half a minute.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	end := time.After(30 * time.Second)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !is() {
		select {
		case <-end:
			t.Fatalf("waited half a minute that %s", what)
		case <-again.C:
		}
	}
}
