package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func sample(t *testing.T) table {
	t.Helper()
	read := func(name string) *os.File {
		f, err := os.Open(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	actions, err := readGraph(read("graph.json"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := readModules(read("list.json"))
	if err != nil {
		t.Fatal(err)
	}
	return weigh(actions, m)
}

func TestTheTableSumsByModuleTheHeaviestFirst(t *testing.T) {
	want := table{
		{"lib.example/a", 2, 15 * time.Second},
		{standard, 2, 10 * time.Second},
		{"lib.example/b", 1, 2 * time.Second},
		{linking, 1, 2 * time.Second},
		{own, 1, time.Second},
	}
	got := sample(t)
	if len(got) != len(want) {
		t.Fatalf("%d rows, not %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("row %d is %+v, not %+v", i, got[i], want[i])
		}
	}
}

func TestTheRatioIsTheWholeOverTheStandardLibrary(t *testing.T) {
	if r := sample(t).ratio(); math.Abs(r-3.0) > 1e-9 {
		t.Errorf("30 s over 10 s is %f", r)
	}
	if r := (table{{own, 1, time.Second}}).ratio(); r != 0 {
		t.Errorf("without a standard library the ratio is %f", r)
	}
}

func TestOfEachStepTheLightestBuildCounts(t *testing.T) {
	of := func(standard, own time.Duration) []action {
		return []action{{Mode: "build", Package: "fmt", CmdUser: standard * time.Second}, {Mode: "build", Package: "a.example/own", CmdUser: own * time.Second}}
	}
	got := weigh(lightest([][]action{of(12, 20), of(10, 25)}), modules{"fmt": standard, "a.example/own": own})
	if got.of(standard) != 10*time.Second || got.of(own) != 20*time.Second || len(got) != 2 {
		t.Errorf("of 12 + 20 and 10 + 25 s counts %+v", got)
	}
}

func TestThePrintedTableNamesEachLibraryAndTheBudget(t *testing.T) {
	var b bytes.Buffer
	sample(t).print(&b)
	for _, want := range []string{"lib.example/a", "our own code", "30.0", "3.00 times", "budget 3.7"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

func TestAGraphThatIsNoJSONIsAnError(t *testing.T) {
	if _, err := readGraph(strings.NewReader("[{")); err == nil {
		t.Error("half a graph was read")
	}
	if _, err := readModules(strings.NewReader("{")); err == nil {
		t.Error("half a list was read")
	}
}

func TestSizesTellPlainAndZippedBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "zeros")
	if err := os.WriteFile(path, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	plain, zipped, err := sizes(path)
	if err != nil || plain != 1<<20 || zipped < 100 || zipped > 10<<10 {
		t.Errorf("a MiB of zeros is %d plain, %d zipped, %v", plain, zipped, err)
	}
}

func TestDownloadsAreTheArchivesOfTheModuleCache(t *testing.T) {
	cache := t.TempDir()
	dir := filepath.Join(cache, "cache", "download", "lib.example", "@v")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, size := range map[string]int{"v1.zip": 1000, "v2.zip": 500, "v1.mod": 70} {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n, count, err := downloaded(cache)
	if err != nil || n != 1500 || count != 2 {
		t.Errorf("%d bytes in %d archives, %v", n, count, err)
	}
}
