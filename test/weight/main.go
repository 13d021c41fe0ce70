package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"
)

// target is what a newcomer runs.
const target = "./cmd/flores"

// atOnce is how many steps of a build run at a time: one, so that none slows another.
const atOnce = "1"

func main() {
	downloads := flag.Bool("downloads", false, "also fetch the modules into an empty cache, and print their size")
	builds := flag.Int("builds", 3, "how often to build; of each step the lightest counts")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, *downloads, max(1, *builds)); err != nil {
		fmt.Fprintln(os.Stderr, "weight:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, downloads bool, builds int) (err error) {
	tmp, err := os.MkdirTemp("", "weight-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if downloads {
		if err := fetch(ctx, w, filepath.Join(tmp, "modules")); err != nil {
			return err
		}
	}
	var all [][]action
	var m modules
	var binary string
	for i := range builds {
		var actions []action
		if actions, m, binary, err = build(ctx, filepath.Join(tmp, fmt.Sprintf("build-%d", i))); err != nil {
			return err
		}
		t := weigh(actions, m)
		fmt.Fprintf(w, "build %d of %d: %.1f CPU s, %.2f times the standard library's part\n", i+1, builds, t.sum().Seconds(), t.ratio())
		all = append(all, actions)
	}
	t := weigh(lightest(all), m)
	fmt.Fprintln(w)
	t.print(w)
	plain, zipped, err := sizes(binary)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "binary, stripped: %.1f MiB; gzipped: %.1f MiB\n", float64(plain)/mib, float64(zipped)/mib)
	if t.ratio() > budget {
		return fmt.Errorf("compiling costs %.2f standard libraries, over the budget of %.1f", t.ratio(), budget)
	}
	return nil
}

// build compiles everything anew, as on a machine that has Go alone: no C compiler.
func build(ctx context.Context, dir string) ([]action, modules, string, error) {
	graph, binary := filepath.Join(dir, "graph.json"), filepath.Join(dir, "flores")
	cache := filepath.Join(dir, "cache")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, nil, "", err
	}
	env := []string{"CGO_ENABLED=0", "GOFLAGS=-buildvcs=false", "GOCACHE=" + cache, "GOMAXPROCS=" + atOnce}
	list, err := goTool(ctx, env, "list", "-deps", "-json=ImportPath,Standard,Module", target)
	if err != nil {
		return nil, nil, "", err
	}
	m, err := readModules(bytes.NewReader(list))
	if err != nil {
		return nil, nil, "", err
	}
	if _, err := goTool(ctx, env, "build", "-p", atOnce, "-trimpath", "-ldflags=-s -w", "-debug-actiongraph="+graph, "-o", binary, target); err != nil {
		return nil, nil, "", err
	}
	if err := os.RemoveAll(cache); err != nil { // half a gigabyte
		return nil, nil, "", err
	}
	f, err := os.Open(graph)
	if err != nil {
		return nil, nil, "", err
	}
	defer func() { _ = f.Close() }()
	actions, err := readGraph(f)
	if err != nil {
		return nil, nil, "", err
	}
	return actions, m, binary, nil
}

// fetch downloads what the target needs, and nothing else, into an empty module cache.
func fetch(ctx context.Context, w io.Writer, cache string) error {
	start := time.Now()
	// -modcacherw: what cannot be written cannot be removed afterwards.
	if _, err := goTool(ctx, []string{"CGO_ENABLED=0", "GOFLAGS=-modcacherw", "GOMODCACHE=" + cache}, "list", "-deps", target); err != nil {
		return err
	}
	n, count, err := downloaded(cache)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "downloads: %d modules, %.1f MiB, %.0f s\n", count, float64(n)/mib, time.Since(start).Seconds())
	return nil
}

func goTool(ctx context.Context, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, stderr.Bytes())
	}
	return out, nil
}
