package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func allOrNothing(t *testing.T, r *rig) {
	it := r.intent()
	p := r.placement(it, 0)
	if err := r.Place(t.Context(), p); !errors.Is(err, store.ErrFull) {
		t.Fatalf("placed in a slot of none: %v", err)
	}
	if o, err := r.ByID(t.Context(), it.OrderID); err != nil || o != nil || r.taken() != 0 || r.events() != 0 {
		t.Errorf("something is left: %+v, %v", o, err)
	}
	r.must(r.Place(t.Context(), r.placement(it, 1)))
	o := r.load(it.OrderID)
	if diff := cmp.Diff(p.Order, o); diff != "" {
		t.Errorf("what was placed is not what is there:\n%s", diff)
	}
	if r.taken() != 1 || r.events() != 1 {
		t.Errorf("%d places are taken, %d events told", r.taken(), r.events())
	}
	twin := r.placement(r.intent(), 10)
	twin.Order.Number = o.Number
	if err := r.Place(t.Context(), twin); !relational.IsUnique(err) {
		t.Errorf("two orders have one number: %v", err)
	}
}

func neverOversold(t *testing.T, r *rig) {
	won := atOnce(t, func(int) bool {
		err := r.Place(t.Context(), r.placement(r.intent(), 10))
		if err != nil && !errors.Is(err, store.ErrFull) {
			t.Error(err)
		}
		return err == nil
	})
	if won != 10 || r.taken() != 10 {
		t.Errorf("%d orders have %d places of ten", won, r.taken())
	}
}

func oneChange(t *testing.T, r *rig) {
	o := r.placed()
	won := atOnce(t, func(int) bool {
		err := r.Apply(t.Context(), r.to(o, orderapi.Paying))
		if err != nil && !errors.Is(err, store.ErrConflict) {
			t.Error(err)
		}
		return err == nil
	})
	if got := r.load(o.ID); won != 1 || got.State != orderapi.Paying || got.Version != o.Version+1 || len(got.Steps) != 2 || r.events() != 2 {
		t.Errorf("%d changes made %+v", won, got)
	}
}

func nothingBehind(t *testing.T, r *rig) {
	o := r.placed()
	answer := &store.Answer{Scope: "s", Key: "k", Hash: "h", OrderID: o.ID, Status: 200, Body: "{}", At: r.now}
	r.must(r.Keep(t.Context(), answer))
	answered := r.to(o, orderapi.Cancelled)
	answered.Answer, answered.FreePlace = answer, true
	if err := r.Apply(t.Context(), answered); !errors.Is(err, store.ErrAnswered) {
		t.Errorf("answered twice: %v", err)
	}
	late := r.to(o, orderapi.Cancelled)
	late.Was, late.FreePlace = o.Version+5, true
	late.Answer = &store.Answer{Scope: "s", Key: "k2", Hash: "h", At: r.now}
	if err := r.Apply(t.Context(), late); !errors.Is(err, store.ErrConflict) {
		t.Errorf("changed a version that is not there: %v", err)
	}
	if diff := cmp.Diff(o, r.load(o.ID)); diff != "" || r.taken() != 1 || r.events() != 1 {
		t.Errorf("something is left:\n%s", diff)
	}
	if a, err := r.Answer(t.Context(), "s", "k2"); err != nil || a != nil {
		t.Errorf("the answer %+v is left: %v", a, err)
	}
}

func placeBack(t *testing.T, r *rig) {
	o := r.placed()
	back := r.to(o, orderapi.Expired)
	back.FreePlace, back.Order.Live = true, false
	r.must(r.Apply(t.Context(), back))
	again := r.to(r.load(o.ID), orderapi.Expired)
	again.FreePlace = true // there is none to give any more
	r.must(r.Apply(t.Context(), again))
	if r.taken() != 0 {
		t.Errorf("%d places are taken", r.taken())
	}
	r.must(r.Place(t.Context(), r.placement(r.intent(), 1)))
	retake := r.to(r.load(o.ID), orderapi.Paid)
	retake.TakePlace, retake.Order.Live = 1, true
	if err := r.Apply(t.Context(), retake); !errors.Is(err, store.ErrFull) {
		t.Errorf("took a place that is another's: %v", err)
	}
	retake.TakePlace = 2
	r.must(r.Apply(t.Context(), retake))
	if got := r.load(o.ID); r.taken() != 2 || !got.Live {
		t.Errorf("%d places are taken, %+v", r.taken(), got)
	}
	audit, err := r.Audit(t.Context())
	r.must(err)
	if len(audit.Slots) != 1 || audit.Slots[0].Count != 2 || audit.Slots[0].Live != 2 {
		t.Errorf("the audit counts %+v", audit.Slots)
	}
}

func bookedOnce(t *testing.T, r *rig) {
	o := r.placed()
	p := store.Payment{ID: id.New(), OrderID: o.ID, Provider: "sandbox", Token: id.Secret(), AmountCLP: 22690, State: store.Started, Created: r.now, Updated: r.now}
	c := r.to(o, orderapi.Paying)
	c.Started = []store.Payment{p}
	r.must(r.Apply(t.Context(), c))
	if got, err := r.PaymentByToken(t.Context(), p.Token); err != nil || got == nil || *got != p {
		t.Fatalf("the attempt is %+v, %v", got, err)
	}
	won := 0
	for range 3 {
		c := r.to(r.load(o.ID), orderapi.Paid)
		c.Ledger = []store.Entry{{ID: id.New(), PaymentID: p.ID, Kind: store.Charge, AmountCLP: 22690, At: r.now}}
		p.State = store.Accepted
		c.Payments = []store.Payment{p}
		if err := r.Apply(t.Context(), c); err == nil {
			won++
		} else if !relational.IsUnique(err) {
			t.Error(err)
		}
	}
	if got := r.load(o.ID); won != 1 || got.PaidCLP() != 22690 || got.Payments[0].State != store.Accepted || got.OwedCLP() != 22690 {
		t.Errorf("booked %d times: %+v", won, got)
	}
}

func takenByOne(t *testing.T, r *rig) {
	o := r.placed()
	if list, err := r.Due(t.Context(), r.now, 10); err != nil || len(list) != 0 {
		t.Errorf("due too soon: %+v, %v", list, err)
	}
	if list, err := r.Due(t.Context(), o.Due, 10); err != nil || len(list) != 1 || list[0].ID != o.ID {
		t.Errorf("due are %+v, %v", list, err)
	}
	won := atOnce(t, func(int) bool {
		taken, err := r.TakeDue(t.Context(), o, o.Due.Add(time.Minute))
		if err != nil {
			t.Error(err)
		}
		return taken
	})
	if won != 1 {
		t.Errorf("%d took it", won)
	}
}

func survives(t *testing.T, r *rig) {
	o := r.placed()
	r.must(r.Apply(t.Context(), r.to(o, orderapi.Paying)))
	before := r.load(o.ID)
	r.Restart(t)
	r.start()
	if diff := cmp.Diff(before, r.load(o.ID)); diff != "" {
		t.Error(diff)
	}
	if r.taken() != 1 || r.events() != 2 {
		t.Errorf("%d places and %d events", r.taken(), r.events())
	}
}
