// Command with runs a command with the four servers at its side:
//
//	go run ./test/servers/with -- go test ./...
//
// It starts PostgreSQL, Redis, RabbitMQ and a MongoDB (those that the
// environment does not name already), tells the command where they are by the
// variables of package servers, passes its exit code and stops them. The data
// goes with them. One that is not installed is left out, which skips its tests,
// unless CI is true.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: with -- COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code, err := run(ctx, args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "with:", err)
	}
	os.Exit(code)
}

// run answers the exit code. When ctx ends the command is asked to end too.
func run(ctx context.Context, args []string) (int, error) {
	group, err := start(ctx, os.Stderr)
	defer group.stop()
	if err != nil {
		return 1, err
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), group.environment()...)
	// A terminal's Ctrl-C has reached the command already; another sender's
	// signal has not.
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	err = cmd.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return exitCode(ended), nil
	}
	if err != nil && ctx.Err() == nil {
		return 127, fmt.Errorf("run %s: %w", args[0], err)
	}
	return 0, nil
}

// exitCode is the command's, by the shell's custom when a signal ended it.
func exitCode(e *exec.ExitError) int {
	if w, ok := e.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return 128 + int(w.Signal())
	}
	return e.ExitCode()
}
