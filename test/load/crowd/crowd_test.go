package crowd_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"floresvictoria.cl/flores/test/load/crowd"
)

// slow takes 10 ms a visit; every third fails when it is told to.
type slow struct {
	fails  bool
	n      int
	closed *atomic.Int64
}

var errSold = errors.New("sold out")

func (s *slow) Visit() error {
	time.Sleep(10 * time.Millisecond)
	s.n++
	if s.fails && s.n%3 == 0 {
		return errSold
	}
	return nil
}

func (s *slow) Close() { s.closed.Add(1) }

func run(t *testing.T, fails bool) (crowd.Result, int64) {
	var closed atomic.Int64
	start := time.Now()
	r, err := crowd.Run(t.Context(), crowd.Plan{
		Visitors: 4, Warm: 500 * time.Millisecond, Length: 2 * time.Second,
		Meters: []crowd.Meter{func() (time.Duration, error) { return time.Since(start) / 2, nil }},
		New:    func(int) (crowd.Visitor, error) { return &slow{fails: fails, closed: &closed}, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return r, closed.Load()
}

func TestVisitsAreCountedAfterTheWarmUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, closed := run(t, false)
		if r.Visits < 790 || r.Visits > 800 || r.PerSecond < 390 || r.PerSecond > 405 {
			t.Errorf("4 visitors of 10 ms made %d visits in 2 s, %.0f/s", r.Visits, r.PerSecond)
		}
		if r.Latency.P50 != 10*time.Millisecond || r.Latency.P99 != 10*time.Millisecond {
			t.Errorf("%+v", r.Latency)
		}
		if r.All <= r.Visits {
			t.Errorf("%d visits of %d were before or after", r.All-r.Visits, r.All)
		}
		if r.Used[0] != time.Second {
			t.Errorf("a meter that grows by half a second a second: %v in 2 s", r.Used)
		}
		if r.Failures != 0 || r.Failure != nil || closed != 4 {
			t.Errorf("%d failures (%v), %d closed", r.Failures, r.Failure, closed)
		}
	})
}

func TestAFailureIsCountedAndIsNoVisit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := run(t, true)
		if r.Failures < 200 || !errors.Is(r.Failure, errSold) {
			t.Errorf("%d failures, %v", r.Failures, r.Failure)
		}
		if r.Visits < 390 || r.Visits > 405 { // two of three, and a pause after the third
			t.Errorf("%d visits", r.Visits)
		}
	})
}

func TestAVisitorThatCannotBeMadeEndsTheRun(t *testing.T) {
	var closed atomic.Int64
	_, err := crowd.Run(t.Context(), crowd.Plan{Visitors: 3, New: func(i int) (crowd.Visitor, error) {
		if i == 2 {
			return nil, errSold
		}
		return &slow{closed: &closed}, nil
	}})
	if !errors.Is(err, errSold) || closed.Load() != 2 {
		t.Errorf("%v, %d closed", err, closed.Load())
	}
}
