package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// given names three of the servers in the environment, so that only Redis, the
// quickest to start, is ours.
func given(t *testing.T) {
	t.Helper()
	t.Setenv("FLORES_TEST_POSTGRES", "postgres://given")
	t.Setenv("FLORES_TEST_RABBITMQ", "amqp://given")
	t.Setenv("FLORES_TEST_MONGO", "")
	t.Setenv("MONGODB_URI", "mongodb://given")
	t.Setenv("FLORES_TEST_REDIS", "")
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("redis-server is not installed")
	}
}

func TestTheCommandsExitCodeIsPassed(t *testing.T) {
	given(t)
	for script, want := range map[string]int{
		"exit 0":       0,
		"exit 3":       3,
		"kill -9 $$":   128 + 9,
		"no-such-word": 127,
		`case $FLORES_TEST_REDIS in redis://127.0.0.1:*) exit 5;; esac`: 5,
	} {
		t.Run(script, func(t *testing.T) {
			if got, err := run(t.Context(), []string{"sh", "-c", script}); err != nil || got != want {
				t.Errorf("got %d, %v; want %d", got, err, want)
			}
		})
	}
}

func TestACommandThatIsNotThereIsSaid(t *testing.T) {
	given(t)
	if code, err := run(t.Context(), []string{"/no/such/command"}); err == nil || code != 127 {
		t.Errorf("got %d, %v", code, err)
	}
}

func TestGivenServersAreUsedAndOnlyTheRestIsStarted(t *testing.T) {
	given(t)
	t.Setenv("FLORES_TEST_POSTGRES", "postgres://user:secret@given")
	var out bytes.Buffer
	g, err := start(t.Context(), &out)
	defer g.stop()
	if err != nil {
		t.Fatal(err)
	}
	env := g.environment()
	if len(env) != 1 || !strings.HasPrefix(env[0], "FLORES_TEST_REDIS=redis://127.0.0.1:") {
		t.Errorf("told %q", env)
	}
	if said := out.String(); strings.Count(said, "\n") != 4 || strings.Count(said, "given by") != 3 || strings.Contains(said, "secret") {
		t.Errorf("said %s", said)
	}
}

// Given a command under way, when we are told to end, then the command is told
// too and its last word stands.
func TestAnInterruptReachesTheCommand(t *testing.T) {
	given(t)
	ready := t.TempDir() + "/ready"
	if out, err := exec.Command("mkfifo", ready).CombinedOutput(); err != nil {
		t.Skipf("mkfifo: %v: %s", err, out)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = os.ReadFile(ready) // ends when the command has set its trap
		cancel()
	}()
	code, err := run(ctx, []string{"sh", "-c", `trap 'exit 9' TERM; : >"$0"; while :; do sleep 0.05; done`, ready})
	if err != nil || code != 9 {
		t.Errorf("got %d, %v", code, err)
	}
}
