// Package stats makes few figures of many: percentiles of one run, and the median
// and the spread of several runs.
package stats

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Percentile of sorted values, by the nearest rank; 0 of none.
func Percentile[T cmp.Ordered](sorted []T, p float64) T {
	if len(sorted) == 0 {
		var zero T
		return zero
	}
	rank := int(math.Ceil(p / 100 * float64(len(sorted))))
	return sorted[min(max(rank-1, 0), len(sorted)-1)]
}

// Latency is how long the units of one run took.
type Latency struct {
	P50 time.Duration `json:"p50_ns"`
	P95 time.Duration `json:"p95_ns"`
	P99 time.Duration `json:"p99_ns"`
	Max time.Duration `json:"max_ns"`
}

// LatencyOf sorts its argument.
func LatencyOf(all []time.Duration) Latency {
	slices.Sort(all)
	return Latency{Percentile(all, 50), Percentile(all, 95), Percentile(all, 99), Percentile(all, 100)}
}

// Spread is one figure over several runs.
type Spread struct {
	Median float64 `json:"median"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
}

// SpreadOf leaves its argument as it is.
func SpreadOf(runs []float64) Spread {
	if len(runs) == 0 {
		return Spread{}
	}
	s := slices.Sorted(slices.Values(runs))
	mid := s[len(s)/2]
	if len(s)%2 == 0 {
		mid = (s[len(s)/2-1] + mid) / 2
	}
	return Spread{Median: mid, Min: s[0], Max: s[len(s)-1]}
}
