package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// about is what a figure must not be read without.
type about struct {
	Day    string        `json:"day"`
	CPU    string        `json:"cpu"`
	Cores  int           `json:"cores"`
	Go     string        `json:"go"`
	Busy   string        `json:"load_average"` // before the measurement
	Runs   int           `json:"runs"`
	Length time.Duration `json:"length_ns"`
	Buying time.Duration `json:"buying_ns"`
}

func conditions(o options) about {
	return about{
		Day: time.Now().Format(time.DateOnly), CPU: processor(), Cores: runtime.NumCPU(), Go: runtime.Version(), Busy: busy(),
		Runs: o.runs, Length: o.length, Buying: o.purchase,
	}
}

// String says it in one sentence.
func (a about) String() string {
	return fmt.Sprintf("%s, %d cores (%s), %s, load average before the run %s. Median (least–most) of %d runs, each of %s (purchases %s) after a warm-up; shop and floor in turn; the load generator and the server share the cores.",
		a.Day, a.Cores, a.CPU, a.Go, a.Busy, a.Runs, a.Length, a.Buying)
}

func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer func() { _ = f.Close() }()
	for s := bufio.NewScanner(f); s.Scan(); {
		if name, value, _ := strings.Cut(s.Text(), ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

func busy() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(b), " ")
	return first
}
