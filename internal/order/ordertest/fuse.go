package ordertest

import (
	"context"
	"errors"
	"sync"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// ErrCrash is what everything answers once the fuse has blown.
var ErrCrash = errors.New("the process is gone")

// Fuse ends a process at a chosen step: each write to the store and each call to
// a neighbour or provider has a step before it and one after it, so that it was
// made or not and the process never heard. The zero Fuse never blows.
type Fuse struct {
	mu    sync.Mutex
	left  int // steps until it blows; 0 when it is not set
	blown bool
}

// Set has the fuse blow at the n-th step from now, n from 1; 0 mends it.
func (f *Fuse) Set(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.blown = n, false
}

// Blown tells whether the process is gone.
func (f *Fuse) Blown() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.blown
}

func (f *Fuse) step() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left > 0 {
		f.left--
		f.blown = f.left == 0
	}
	if f.blown {
		return ErrCrash
	}
	return nil
}

// around runs fn between two steps.
func around[T any](f *Fuse, fn func() (T, error)) (out T, err error) {
	if err := f.step(); err != nil {
		return out, err
	}
	out, err = fn()
	if crash := f.step(); crash != nil {
		var zero T
		return zero, crash
	}
	return out, err
}

// fusedDB is a database whose writes go through the fuse.
type fusedDB struct {
	relational.DB
	fuse *Fuse
}

func (d fusedDB) Write(ctx context.Context, fn func(ctx context.Context, tx relational.DBTX) error) error {
	_, err := around(d.fuse, func() (struct{}, error) { return struct{}{}, d.DB.Write(ctx, fn) })
	return err
}
