package servers

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// builtMongo is the executable of the module test/mongo, compiled when there is
// none of its very content in the user's cache.
func builtMongo(ctx context.Context) (string, error) {
	source, err := mongoSource(ctx)
	if err != nil {
		return "", err
	}
	key, err := contentKey(source)
	if err != nil {
		return "", fmt.Errorf("read the MongoDB for tests: %w", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a place for the MongoDB for tests: %w", err)
	}
	dir := filepath.Join(cache, "flores", "mongo")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make a place for the MongoDB for tests: %w", err)
	}
	built := filepath.Join(dir, key)
	err = alone(filepath.Join(dir, "lock"), func() error {
		if _, err := os.Stat(built); err == nil {
			return nil
		}
		return compileMongo(ctx, source, built)
	})
	return built, err
}

func mongoSource(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "floresvictoria.cl/flores").Output()
	if err != nil {
		return "", &MissingError{What: "the source of the MongoDB for tests", Install: "run this inside the shop's checkout, with Go in PATH"}
	}
	return filepath.Join(strings.TrimSpace(string(out)), "test", "mongo"), nil
}

// compileMongo leaves out FerretDB's other backend, and renames the result into
// its place so that nobody runs half of it.
func compileMongo(ctx context.Context, source, to string) error {
	part := to + ".part"
	cmd := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-tags", "ferretdb_no_postgresql", "-o", part, ".")
	cmd.Dir = source
	cmd.Env = append(os.Environ(), "GOWORK=off", "CGO_ENABLED=0", "GOFLAGS=") // flags are for the module that asks
	if out, err := cmd.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("compile the MongoDB for tests: %w", ctx.Err())
		}
		return &MissingError{
			What:    "the MongoDB for tests",
			Install: fmt.Sprintf("give one by MONGODB_URI, or see why test/mongo does not build (%v): %s", err, strings.TrimSpace(string(out))),
		}
	}
	return os.Rename(part, to)
}

// contentKey names what the executable would be made of.
func contentKey(source string) (string, error) {
	files, err := filepath.Glob(filepath.Join(source, "*"))
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	for _, file := range files { // sorted by Glob
		base := filepath.Base(file)
		if strings.HasSuffix(base, "_test.go") || !strings.HasSuffix(base, ".go") && base != "go.mod" && base != "go.sum" {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, base, len(b))
		_, _ = h.Write(b) // a hash takes all
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:12]), nil
}

// alone runs do while no other process of the machine does under the same lock.
func alone(lock string, do func() error) error {
	f, err := os.OpenFile(lock, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return fmt.Errorf("open a lock: %w", err)
	}
	defer f.Close() // unlocks
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("take a lock: %w", err)
	}
	return do()
}
