// Package crowd lets visitors do the same thing over and over, as many at once as
// it is told, each waiting for its answer before it goes on (a closed loop), and
// says how many things were done, how long each took and what they cost.
package crowd

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"floresvictoria.cl/flores/test/load/stats"
)

// Visitor does one thing at a time. An error is counted; the visitor goes on.
type Visitor interface {
	Visit() error
	Close()
}

// Meter reads a counter that only grows, such as a process's processor time.
type Meter func() (time.Duration, error)

// Plan is a run. The warm-up's visits are not counted.
type Plan struct {
	Visitors     int
	Warm, Length time.Duration
	Meters       []Meter
	New          func(i int) (Visitor, error)
}

// Result is what was seen between the warm-up and the end.
type Result struct {
	Visits    int
	All       int // visits of the whole run, warm-up included
	PerSecond float64
	Latency   stats.Latency
	Used      []time.Duration // by meter
	Failures  int             // of the whole run, warm-up included
	Failure   error           // one of them
}

// visit is one that has ended.
type visit struct {
	end  time.Time
	took time.Duration
}

// worker is a visitor and what it has seen.
type worker struct {
	visitor  Visitor
	visits   []visit
	failures int
	failure  error
}

// Run ends a little after Warm + Length: every visit that has begun is finished.
func Run(ctx context.Context, p Plan) (Result, error) {
	workers := make([]*worker, p.Visitors)
	for i := range workers {
		v, err := p.New(i)
		if err != nil {
			return Result{}, fmt.Errorf("visitor %d: %w", i, err)
		}
		defer v.Close()
		workers[i] = &worker{visitor: v, visits: make([]visit, 0, 1<<14)}
	}
	ctx, stop := context.WithTimeout(ctx, p.Warm+p.Length)
	defer stop()
	var wg sync.WaitGroup
	for _, w := range workers {
		wg.Go(func() { w.run(ctx) })
	}
	before, from, err := p.readAfter(ctx, p.Warm)
	<-ctx.Done()
	after, until, err2 := p.read()
	wg.Wait()
	if err := errors.Join(err, err2); err != nil {
		return Result{}, err
	}
	r := gather(workers, from, until)
	for i := range after {
		r.Used = append(r.Used, after[i]-before[i])
	}
	return r, nil
}

func (w *worker) run(ctx context.Context) {
	for ctx.Err() == nil {
		start := time.Now()
		err := w.visitor.Visit()
		end := time.Now()
		if err != nil {
			w.failures++
			w.failure = err
			if !pause(ctx, 10*time.Millisecond) { // a server that refuses is not hammered
				return
			}
			continue
		}
		w.visits = append(w.visits, visit{end, end.Sub(start)})
	}
}

// pause is false when ctx ended meanwhile.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func (p Plan) readAfter(ctx context.Context, warm time.Duration) ([]time.Duration, time.Time, error) {
	pause(ctx, warm)
	return p.read()
}

func (p Plan) read() (all []time.Duration, at time.Time, err error) {
	for _, m := range p.Meters {
		d, e := m()
		all, err = append(all, d), errors.Join(err, e)
	}
	return all, time.Now(), err
}

func gather(workers []*worker, from, until time.Time) (r Result) {
	var took []time.Duration
	for _, w := range workers {
		r.Failures += w.failures
		if w.failure != nil {
			r.Failure = w.failure
		}
		r.All += len(w.visits)
		for _, v := range w.visits {
			if v.end.After(from) && !v.end.After(until) {
				took = append(took, v.took)
			}
		}
	}
	r.Visits = len(took)
	r.PerSecond = float64(r.Visits) / until.Sub(from).Seconds()
	r.Latency = stats.LatencyOf(took)
	return r
}
