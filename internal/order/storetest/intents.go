package storetest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/id"
)

// clients is how many come at once.
const clients = 32

// atOnce runs fn for all clients at once and counts those that it was true for.
func atOnce(t *testing.T, fn func(n int) bool) int {
	t.Helper()
	var all sync.WaitGroup
	var won atomic.Int64
	for n := range clients {
		all.Go(func() {
			if fn(n) {
				won.Add(1)
			}
		})
	}
	all.Wait()
	return int(won.Load())
}

func oneLease(t *testing.T, r *rig) {
	want := store.Intent{Scope: "cart", Key: "k", Hash: "h"}
	for round := range 3 {
		now := r.now.Add(time.Duration(round) * time.Minute) // the lease before is just over
		won := atOnce(t, func(int) bool {
			it := want
			it.OrderID = id.New()
			got, mine, err := r.OpenIntent(t.Context(), it, now, now.Add(time.Minute))
			if err != nil || got.Version != int64(round+1) || got.State != store.IntentOpen {
				t.Errorf("round %d: %+v, %v", round, got, err)
			}
			return mine
		})
		if won != 1 {
			t.Fatalf("in round %d, %d have the lease", round, won)
		}
	}
	other := want
	other.Hash = "another body"
	got, mine, err := r.OpenIntent(t.Context(), other, r.now.Add(time.Hour), r.now.Add(2*time.Hour))
	if err != nil || mine || got.Hash != "h" {
		t.Errorf("another body got %+v, %v, %v", got, mine, err)
	}
	r.must(r.YieldIntent(t.Context(), got, r.now))
	if _, mine, err := r.OpenIntent(t.Context(), want, r.now, r.now.Add(time.Minute)); err != nil || !mine {
		t.Errorf("a lease that was given up cannot be had: %v", err)
	}
}

func endsOnce(t *testing.T, r *rig) {
	it := r.intent()
	stale := it
	it, mine, err := r.OpenIntent(t.Context(), it, r.now.Add(time.Minute), r.now.Add(2*time.Minute))
	if r.must(err); !mine {
		t.Fatal("not resumed")
	}
	stale.State = store.IntentRefused
	if _, err := r.EndIntent(t.Context(), stale, time.Time{}); !errors.Is(err, store.ErrLost) {
		t.Errorf("the lease before ended it: %v", err)
	}
	if err := r.Place(t.Context(), r.placement(stale, 10)); !errors.Is(err, store.ErrLost) {
		t.Errorf("the lease before placed: %v", err)
	}
	won := atOnce(t, func(n int) bool {
		if n%2 == 0 {
			return r.Place(t.Context(), r.placement(it, 10)) == nil
		}
		end := it
		end.State, end.Status, end.Answer = store.IntentRefused, 409, `{"code":"sold_out"}`
		_, err := r.EndIntent(t.Context(), end, r.now)
		return err == nil
	})
	if won != 1 {
		t.Errorf("it ended %d times", won)
	}
	if err := r.YieldIntent(t.Context(), it, r.now); !errors.Is(err, store.ErrLost) {
		t.Errorf("an ended intent was given up: %v", err)
	}
}

func owed(t *testing.T, r *rig) {
	ctx := t.Context()
	gone, busy := r.intent(), r.intent()
	list, err := r.Abandoned(ctx, r.now.Add(time.Minute), 10)
	r.must(err)
	if len(list) != 2 || list[0].OrderID == "" {
		t.Fatalf("abandoned are %+v", list)
	}
	gone.State = store.IntentAbandoned
	ended, err := r.EndIntent(ctx, gone, r.now.Add(time.Second))
	r.must(err)
	if ended.Version != gone.Version+1 {
		t.Errorf("it ended as version %d", ended.Version)
	}
	if list, err = r.ReleasesOwed(ctx, r.now, 10); err != nil || len(list) != 0 {
		t.Errorf("owed too soon: %+v, %v", list, err)
	}
	if list, err = r.ReleasesOwed(ctx, r.now.Add(time.Second), 10); err != nil || len(list) != 1 || list[0].Version != ended.Version {
		t.Fatalf("owed are %+v, %v", list, err)
	}
	r.must(r.Released(ctx, list[0], time.Time{}))
	if n, err := r.Unsettled(ctx); err != nil || n != 1 {
		t.Errorf("%d intents are unsettled besides %s: %v", n, busy.Key, err)
	}
}

func pruned(t *testing.T, r *rig) {
	ctx := t.Context()
	r.placed()
	open := r.intent()
	r.must(r.Keep(ctx, &store.Answer{Scope: "s", Key: "k", Hash: "h", Status: 200, Body: "{}", At: r.now}))
	more, err := r.Prune(ctx, r.now.Add(time.Hour), r.now, 1)
	if err != nil || !more {
		t.Errorf("more is %v, %v", more, err)
	}
	if a, err := r.Answer(ctx, "s", "k"); err != nil || a != nil {
		t.Errorf("the answer is %+v, %v", a, err)
	}
	if n, err := r.Unsettled(ctx); err != nil || n != 1 {
		t.Errorf("the open intent %s was forgotten: %v", open.Key, err)
	}
}
