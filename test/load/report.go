package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"floresvictoria.cl/flores/test/load/crowd"
	"floresvictoria.cl/flores/test/load/stats"
)

// report is everything that was seen. Memory is in bytes, times without a unit in
// their name are seconds.
type report struct {
	Conditions about `json:"conditions"`
	Ready      struct {
		First float64      `json:"first_start"`
		Again stats.Spread `json:"second_start"`
	} `json:"start_to_ready"`
	Memory struct {
		Idle          int64 `json:"idle"`
		IdleAnonymous int64 `json:"idle_anonymous"`
		Peak          int64 `json:"peak"`
	} `json:"memory"`
	Loads  []load   `json:"loads"`
	Growth []growth `json:"growth,omitempty"`
}

// load is one kind of work: the shop's runs and the floor's, pairwise in turn.
type load struct {
	Name         string    `json:"name"`
	Visitors     int       `json:"visitors"`
	Bytes        int       `json:"bytes,omitzero"` // of an answer
	Aim          float64   `json:"aim"`            // of the floor's visits a second
	Transactions int       `json:"transactions,omitzero"`
	Ours         []turn    `json:"ours"`
	Floor        []turn    `json:"floor"`
	Single       []float64 `json:"single_transaction_floor,omitempty"` // orders a second
	Failures     int       `json:"failures"`
	Failure      string    `json:"failure,omitzero"`
}

// turn is one run of the shop or of the floor.
type turn struct {
	Visits    int           `json:"visits"`
	PerSecond float64       `json:"per_second"`
	Latency   stats.Latency `json:"latency,omitzero"`
	CPU       time.Duration `json:"cpu_ns"`                 // the server's, a visit
	AllCPU    time.Duration `json:"cpu_with_rest,omitzero"` // the server's with what followed
	Client    time.Duration `json:"client_cpu_ns,omitzero"` // ours, a visit
	Settled   float64       `json:"settled_after,omitzero"`

	failures int
	failure  error
}

func turnOf(r crowd.Result) turn {
	out := turn{Visits: r.Visits, PerSecond: r.PerSecond, Latency: r.Latency, failures: r.Failures, failure: r.Failure}
	if len(r.Used) == 2 {
		out.CPU, out.Client = perVisit(r.Used[0], r.Visits), perVisit(r.Used[1], r.Visits)
	}
	return out
}

func perVisit(d time.Duration, visits int) time.Duration { return d / time.Duration(max(visits, 1)) }

func (l *load) add(ours, floor turn) {
	l.Ours, l.Floor = append(l.Ours, ours), append(l.Floor, floor)
	for _, r := range []turn{ours, floor} {
		l.Failures += r.failures
		if r.failure != nil {
			l.Failure = r.failure.Error()
		}
	}
}

// ratios are the shop's visits a second over the floor's, of each pair of runs.
func (l *load) ratios() []float64 {
	var all []float64
	for i := range l.Ours {
		if l.Floor[i].PerSecond > 0 {
			all = append(all, l.Ours[i].PerSecond/l.Floor[i].PerSecond)
		}
	}
	return all
}

// of is one figure of several runs.
func of(runs []turn, figure func(turn) float64) stats.Spread {
	var all []float64
	for _, r := range runs {
		all = append(all, figure(r))
	}
	return stats.SpreadOf(all)
}

func (r *report) keep(l load) {
	r.Loads = append(r.Loads, l)
	fmt.Print(l.text())
}

// failed is an error when any visit failed: figures of a shop that refuses are none.
func (r *report) failed() error {
	var errs []error
	for _, l := range r.Loads {
		if l.Failures > 0 {
			errs = append(errs, fmt.Errorf("%s: %d visits failed, such as: %s", l.Name, l.Failures, l.Failure))
		}
	}
	return errors.Join(errs...)
}

func (r *report) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	b, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "bench.json"), append(b, '\n'), 0o644),
		os.WriteFile(filepath.Join(dir, "bench.md"), []byte(r.markdown()), 0o644),
	)
}
