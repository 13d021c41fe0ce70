package stats_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/test/load/stats"
)

func TestPercentilesAreValuesThatWereSeen(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(100 - i)
	}
	if got, want := stats.LatencyOf(hundred), (stats.Latency{P50: 50, P95: 95, P99: 99, Max: 100}); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
	if got, want := stats.LatencyOf([]time.Duration{7}), (stats.Latency{P50: 7, P95: 7, P99: 7, Max: 7}); got != want {
		t.Errorf("of one: %+v", got)
	}
	if got := stats.LatencyOf(nil); got != (stats.Latency{}) {
		t.Errorf("of none: %+v", got)
	}
}

func TestTheMedianOfRunsIsNotMovedByOneBadRun(t *testing.T) {
	runs := []float64{100, 3, 98, 102, 101}
	if got, want := stats.SpreadOf(runs), (stats.Spread{Median: 100, Min: 3, Max: 102}); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
	if runs[0] != 100 {
		t.Error("the runs were reordered")
	}
	if got, want := stats.SpreadOf([]float64{4, 2}), (stats.Spread{Median: 3, Min: 2, Max: 4}); got != want {
		t.Errorf("of two: %+v", got)
	}
	if got := stats.SpreadOf(nil); got != (stats.Spread{}) {
		t.Errorf("of none: %+v", got)
	}
}
