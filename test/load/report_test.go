package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/test/load/crowd"
	"floresvictoria.cl/flores/test/load/shopper"
	"floresvictoria.cl/flores/test/load/stats"
)

func turnAt(perSecond float64, p50, p99 time.Duration) turn {
	return turn{PerSecond: perSecond, Latency: stats.Latency{P50: p50, P95: p99, P99: p99}, CPU: 100 * time.Microsecond}
}

func TestTheRatioIsOfRunsThatStoodSideBySide(t *testing.T) {
	var l load
	l.add(turnAt(60, 1, 1), turnAt(100, 1, 1))
	l.add(turnAt(12, 1, 1), turnAt(20, 1, 1)) // the machine was busy, for both
	l.add(turnAt(66, 1, 1), turnAt(110, 1, 1))
	if s := stats.SpreadOf(l.ratios()); s.Min < 0.599 || s.Max > 0.601 {
		t.Errorf("%+v", l.ratios())
	}
}

func TestTheTableSaysWhichAimIsMetAndWhichIsNot(t *testing.T) {
	r := &report{}
	quick := load{Name: "product list, JSON", Visitors: 32, Bytes: 10_000, Aim: 0.6}
	quick.add(turnAt(700, time.Millisecond, 7*time.Millisecond), turnAt(1000, 1, 1))
	slow := load{Name: "product, page", Visitors: 32, Bytes: 9_000, Aim: 0.3}
	slow.add(turnAt(200, time.Millisecond, time.Second), turnAt(1000, 1, 1))
	r.Loads = []load{quick, slow}
	r.Ready.Again = stats.Spread{Median: 0.7, Min: 0.6, Max: 0.8}
	r.Memory.Idle, r.Memory.Peak = 50<<20, 200<<20
	text := r.markdown()
	for _, want := range []string{
		"| product list, JSON (10.0 kB, 32 connections) | 700 | 1000 | 70 % | ≥ 60 % ✓ |",
		"| product, page (9.0 kB, 32 connections) | 200 | 1000 | 20 % | ≥ 30 % ✗ |",
		"0.700 (0.600–0.800) s | ≤ 0.5 s ✗",
		"50.0 MiB | ≤ 64 MiB ✓",
		"200.0 MiB | ≤ 160 MiB ✗",
		"p99 over p50, product list, JSON | 7.0 | ≤ 8 ✓",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestWhatWasNotMeasuredMeetsNoAim(t *testing.T) {
	r := &report{Loads: []load{{Name: "product list, JSON", Aim: 0.6}}}
	if text := r.markdown(); strings.Contains(text, "peak") {
		t.Errorf("a run that broke off tells of a peak:\n%s", text)
	}
}

func TestFiguresOfAShopThatRefusesAreNone(t *testing.T) {
	var l load
	l.Name = "whole purchase"
	l.add(turnOf(crowd.Result{Visits: 3, Failures: 2, Failure: errors.New("sold out")}), turnAt(100, 1, 1))
	r := &report{}
	if err := r.failed(); err != nil {
		t.Error(err)
	}
	r.Loads = []load{l}
	if err := r.failed(); err == nil || !strings.Contains(err.Error(), "whole purchase: 2 visits failed, such as: sold out") {
		t.Errorf("%v", err)
	}
}

func TestTheReportIsWrittenForPeopleAndPrograms(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	if err := (&report{Conditions: conditions(options{runs: 5, length: time.Second})}).write(dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"bench.json": `"runs": 5`, "bench.md": "of 5 runs"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%s: %v\n%s", name, err, b)
		}
	}
}

func TestALoadIsRunBesideTheBareHandlerThatEndsWhenToldTo(t *testing.T) {
	program := filepath.Join(t.TempDir(), "bare")
	if out, err := exec.Command("go", "build", "-o", program, "./floors/bare").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p, address, err := startBare(t.Context(), program, 5000)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{options: options{readers: 4, runs: 1, length: 100 * time.Millisecond}}
	pages := []shopper.Page{{Path: "/", Mark: "ready"}}
	if n, err := shopper.MeanSize(address, pages); err != nil || n != 5000 {
		t.Errorf("%d bytes, %v", n, err)
	}
	got, err := b.crowd(t.Context(), p, address, pages, 0)
	if err != nil || got.Visits == 0 || got.failures != 0 || got.Latency.P50 == 0 || got.Client == 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := p.stop(); err != nil {
		t.Error(err)
	}
}
