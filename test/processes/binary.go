package processes

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
)

// binary is built once a test binary; FLORES_TEST_BINARY names one that is there.
var binary = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("FLORES_TEST_BINARY"); path != "" {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "flores-binary-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "flores")
	_, here, _, _ := runtime.Caller(0)
	cmd := exec.Command("go", "build", "-o", path, "./cmd/flores")
	cmd.Dir = filepath.Join(filepath.Dir(here), "..", "..")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building flores: %w\n%s", err, out)
	}
	return path, nil
})

// Build builds the binary if that has not been done, so that a test can have it done
// while its servers start. New does it too.
func Build() error {
	_, err := binary()
	return err
}
