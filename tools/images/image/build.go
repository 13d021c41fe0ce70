package image

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// binary builds the shop for a platform, static and stripped, and reads it. Nothing of
// the machine goes into it: no path, no time, no state of the repository.
func binary(ctx context.Context, source, platform string) ([]byte, error) {
	system, arch, ok := strings.Cut(platform, "/")
	if !ok {
		return nil, fmt.Errorf("%q is not SYSTEM/ARCHITECTURE", platform)
	}
	dir, err := os.MkdirTemp("", "flores-image-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "flores")
	if _, err := goTool(ctx, source, []string{"GOOS=" + system, "GOARCH=" + arch}, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", path, "./cmd/flores"); err != nil {
		return nil, fmt.Errorf("build for %s: %w", platform, err)
	}
	return os.ReadFile(path)
}

// services asks the shop what services it has: the first column of its table.
func services(ctx context.Context, source string) ([]string, error) {
	out, err := goTool(ctx, source, nil, "run", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "./cmd/flores", "services")
	if err != nil {
		return nil, fmt.Errorf("ask for the services: %w", err)
	}
	var names []string
	for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if i > 0 { // below its head
			names = append(names, strings.Fields(line)[0])
		}
	}
	if len(names) == 0 {
		return nil, errors.New("the shop lists no services")
	}
	return names, nil
}

func goTool(ctx context.Context, dir string, env []string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS="), env...)
	var faults strings.Builder
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, faults.String())
	}
	return string(out), nil
}
