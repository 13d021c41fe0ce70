package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// DataDir is the directory of the embedded stores: the databases, the shop's own
// secrets, and a lock that says that one process has it.
type DataDir struct {
	path string
	lock *os.File
	New  bool // nothing was in it before
}

// OpenDataDir makes the directory if need be and locks it. Its errors are one line.
func OpenDataDir(path string) (*DataDir, error) {
	if err := os.MkdirAll(filepath.Join(path, "secrets"), 0o700); err != nil {
		return nil, fmt.Errorf("the data directory %s cannot be written: %w", path, cause(err))
	}
	f, err := os.OpenFile(filepath.Join(path, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the data directory %s cannot be written: %w", path, cause(err))
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("the data directory %s is in use by another flores", path)
	}
	_, err = os.Stat(filepath.Join(path, "started"))
	d := &DataDir{path: path, lock: f, New: errors.Is(err, fs.ErrNotExist)}
	return d, nil
}

func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Path joins a name to the directory.
func (d *DataDir) Path(name string) string { return filepath.Join(d.path, name) }

// Started remembers that the directory is in use, and whether it is a demo.
func (d *DataDir) Started(demo bool) error {
	body := "demo=false\n"
	if demo {
		body = "demo=true\n"
	}
	return writeWhole(d.Path("started"), []byte(body))
}

// Demo tells what the directory remembers.
func (d *DataDir) Demo() bool {
	b, err := os.ReadFile(d.Path("started"))
	return err == nil && string(b) == "demo=true\n"
}

// Secret returns the named 32 bytes, made on first use. They never leave the directory.
func (d *DataDir) Secret(name string) ([]byte, error) {
	path := filepath.Join(d.path, "secrets", name)
	b, err := os.ReadFile(path)
	switch {
	case err == nil && len(b) == 32:
		return b, nil
	case err == nil:
		return nil, fmt.Errorf("the secret %s holds %d bytes, not 32", path, len(b))
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the secret %s cannot be read: %w", path, cause(err))
	}
	b = make([]byte, 32)
	rand.Read(b)
	return b, writeWhole(path, b)
}

// writeWhole writes a file that is there whole or not at all, also after a power cut.
func writeWhole(path string, b []byte) error {
	tmp := path + ".new"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, cause(err))
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, err)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Close releases the lock.
func (d *DataDir) Close() error { return d.lock.Close() }
