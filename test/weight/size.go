package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const mib = 1 << 20

// sizes are a file's bytes, as it is and gzipped at the best level.
func sizes(path string) (plain, zipped int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = f.Close() }()
	var n counter
	z, err := gzip.NewWriterLevel(&n, gzip.BestCompression)
	if err != nil {
		return 0, 0, err
	}
	if plain, err = io.Copy(z, f); err != nil {
		return 0, 0, fmt.Errorf("compress %s: %w", path, err)
	}
	if err := z.Close(); err != nil { // writes the last block
		return 0, 0, fmt.Errorf("compress %s: %w", path, err)
	}
	return plain, int64(n), nil
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// downloaded sums the archives in a module cache.
func downloaded(cache string) (bytes int64, modules int, err error) {
	err = filepath.WalkDir(filepath.Join(cache, "cache", "download"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".zip" {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		bytes += info.Size()
		modules++
		return nil
	})
	return bytes, modules, err
}
