package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// The rows that are no library.
const (
	standard = "standard library"
	own      = "our own code"
	linking  = "linking"
)

// modules tells which row a package counts in.
type modules map[string]string

// readModules reads `go list -deps -json=ImportPath,Standard,Module`.
func readModules(r io.Reader) (modules, error) {
	m := modules{}
	dec := json.NewDecoder(r)
	for {
		var p struct {
			ImportPath string
			Standard   bool
			Module     struct {
				Path string
				Main bool
			}
		}
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the list of packages: %w", err)
		}
		switch {
		case p.Standard:
			m[p.ImportPath] = standard
		case p.Module.Main:
			m[p.ImportPath] = own
		default:
			m[p.ImportPath] = p.Module.Path
		}
	}
}

func (m modules) row(a action) string {
	if a.Mode == "link" {
		return linking
	}
	if name, ok := m[a.Package]; ok {
		return name
	}
	return standard // the toolchain's own helpers are in no list of ours
}
