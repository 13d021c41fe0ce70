// Command render writes an overlay of kubernetes/ as the requirements document's flat
// files:
//
//	go run ./render -overlay production -out ../../kubernetes
//
// Files of a former rendering that are not made any more are removed.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

func main() {
	root := flag.String("kubernetes", "../../kubernetes", "where base and overlays are")
	overlay := flag.String("overlay", "production", "which overlay")
	out := flag.String("out", "../../kubernetes", "where to write to")
	flag.Parse()
	if err := render(*root, *overlay, *out); err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}

func render(root, overlay, out string) error {
	objects, err := manifests.Build(filepath.Join(root, "overlays", overlay))
	if err != nil {
		return err
	}
	files, err := manifests.Files("kubernetes/overlays/"+overlay, objects)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(out, "*.yaml"))
	if err != nil {
		return err
	}
	for _, path := range old {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if files[filepath.Base(path)] == "" && strings.HasPrefix(string(b), "# Rendered from ") {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%d files of %s in %s\n", len(files), overlay, out)
	return nil
}
