package storetest

import (
	"context"
	"testing"
)

func hearTogether(t *testing.T, r *rig) {
	one, other, ev := r.replica(t), r.replica(t), soldOut(0)
	together(t, func(n int) error {
		if n%2 == 0 {
			return hear(t.Context(), one, ev)
		}
		return hear(t.Context(), other, ev)
	})
	deliver(t, r)
	r.box.holds(t, 1)
}

func sendTogether(t *testing.T, r *rig) {
	svc := r.replica(t)
	const mails = 100
	for n := range mails {
		if err := hear(t.Context(), svc, soldOut(n)); err != nil {
			t.Fatal(err)
		}
	}
	together(t, func(int) error { return r.replica(t).Deliver(t.Context()) })
	r.box.holds(t, mails)
	deliver(t, r)
	r.box.holds(t, mails)
}

func restart(t *testing.T, r *rig) {
	ev := soldOut(0)
	if err := hear(t.Context(), r.replica(t), ev); err != nil {
		t.Fatal(err)
	}
	r.Restart(t)
	deliver(t, r)
	r.Restart(t)
	if err := hear(t.Context(), r.replica(t), ev); err != nil {
		t.Fatal(err)
	}
	deliver(t, r)
	r.box.holds(t, 1)
}

func rollback(t *testing.T, r *rig) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	ev := soldOut(0)
	if err := hear(ended, r.replica(t), ev); err == nil {
		t.Fatal("heard after its context ended")
	}
	deliver(t, r)
	r.box.holds(t, 0)
	if err := hear(t.Context(), r.replica(t), ev); err != nil {
		t.Fatal(err)
	}
	deliver(t, r)
	r.box.holds(t, 1)
}

func deliver(t *testing.T, r *rig) {
	t.Helper()
	if err := r.replica(t).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
}
