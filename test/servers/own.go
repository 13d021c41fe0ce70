package servers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The servers of this test binary. They are package variables since a test
// binary has no other place that outlives a test: each is started by the first
// test that asks and ends with the binary.
var (
	postgresOnce = sync.OnceValues(ownServer("postgres", StartPostgres))
	redisOnce    = sync.OnceValues(ownServer("redis", StartRedis))
	rabbitOnce   = sync.OnceValues(ownServer("rabbitmq", StartRabbitMQ))
	mongoOnce    = sync.OnceValues(ownServer("mongo", StartMongo))
)

// starting bounds a server's start, on a machine that compiles and tests
// beside it, and compiling the MongoDB.
const starting = 5 * time.Minute

func ownServer(name string, start func(context.Context, string) (*Server, error)) func() (*Server, error) {
	return func() (*Server, error) {
		ctx, cancel := context.WithTimeout(context.Background(), starting)
		defer cancel()
		dir, err := Scratch(name)
		if err != nil {
			return nil, err
		}
		return start(ctx, dir)
	}
}

// own is the server of this test binary. The test is skipped when it is not
// installed, and fails where everything is expected to be.
func own(t testing.TB, once func() (*Server, error)) *Server {
	t.Helper()
	s, err := once()
	SkipMissing(t, err)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Scratch makes a temporary directory for a server's data, which is removed
// when this process has ended, however it ends.
func Scratch(name string) (string, error) {
	dir, err := os.MkdirTemp("", "flores-"+name+"-")
	if err != nil {
		return "", fmt.Errorf("make a directory for %s: %w", name, err)
	}
	// PostgreSQL runs as a user of its own when we are root.
	if err := os.Chmod(dir, 0o755); err != nil {
		return "", fmt.Errorf("open the directory for %s: %w", name, err)
	}
	if err := removeAfterUs(dir); err != nil {
		return "", fmt.Errorf("see to the removal of %s's directory: %w", name, err)
	}
	return dir, nil
}

// removeAfterUs starts a shell that waits for the end of its input, which is
// the end of this process, and then removes dir as soon as the server, which
// has been told to end at the same moment, writes there no more.
func removeAfterUs(dir string) error {
	var ends [2]int
	syscall.ForkLock.RLock() // no child inherits the end that stays ours
	err := syscall.Pipe(ends[:])
	if err == nil {
		syscall.CloseOnExec(ends[0])
		syscall.CloseOnExec(ends[1]) // and has no owner that could close it before we end
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return err
	}
	input := os.NewFile(uintptr(ends[0]), "end of the process")
	defer input.Close()
	cmd := exec.Command("/bin/sh", "-c", removal, "sh", dir)
	cmd.Stdin = input
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a terminal's Ctrl-C is not for it
	if err := cmd.Start(); err != nil {
		return errors.Join(err, syscall.Close(ends[1]))
	}
	return cmd.Process.Release()
}

// removal tries until a directory stays away, for 20 seconds at most.
const removal = `cat
for i in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf -- "$1" 2>/dev/null
	sleep 1
	if [ ! -e "$1" ]; then exit; fi
	sleep 1
done`
