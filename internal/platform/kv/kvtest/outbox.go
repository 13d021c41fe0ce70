package kvtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// Outbox is what a store's outbox answers.
type Outbox interface {
	events.Outbox
	Size(ctx context.Context) (int64, error)
}

// Source is the service whose events the suite writes.
const Source = "cart-service"

type note struct{ Note string }

var changed = events.Define[note]("cart.changed")

// RunOutbox runs the suite of stores that publish. open gives an empty store on the
// clock, and its outbox of events of Source.
func RunOutbox(t *testing.T, open func(t *testing.T, clk clock.Clock) (kv.Store, Outbox)) {
	for name, test := range map[string]func(*testing.T, kv.Store, Outbox, *clock.Fake){
		"a change is written with its events or not at all":     together,
		"events wait in their order until they are done":        inOrder,
		"each event of many clients is there once":              concurrentEvents,
		"an event travels as it was written, and when, by whom": asWritten,
	} {
		t.Run(name, func(t *testing.T) {
			clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
			store, outbox := open(t, clk)
			test(t, store, outbox, clk)
		})
	}
}

// tell stores a value and tells of it.
func tell(value string, evs ...events.Event) kv.Func {
	return func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Value: []byte(value), Events: evs}, nil }
}

func pending(t *testing.T, o Outbox, limit int) []events.Event {
	t.Helper()
	return must(o.Pending(t.Context(), limit))(t)
}

func subjects(evs []events.Event) (list []string) {
	for _, ev := range evs {
		list = append(list, ev.Subject)
	}
	return list
}

func together(t *testing.T, s kv.Store, o Outbox, _ *clock.Fake) {
	no := errors.New("no")
	_, err := s.Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Value: []byte("x"), Events: []events.Event{changed.New("lost", 0, note{})}}, no
	})
	if !errors.Is(err, no) || len(pending(t, o, 9)) != 0 {
		t.Fatalf("a refused change left %v, %v", pending(t, o, 9), err)
	}
	must(s.Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Keep: true, Events: []events.Event{changed.New("lost", 0, note{})}}, nil
	}))(t)
	select {
	case <-o.Wake():
		t.Error("the relay is woken for nothing")
	default:
	}
	e := must(s.Update(t.Context(), "k", tell("x", changed.New("1", 0, note{}))))(t)
	if got := pending(t, o, 9); len(got) != 1 || got[0].Version != e.Version {
		t.Errorf("version %d tells %+v", e.Version, got)
	}
	select {
	case <-o.Wake():
	default:
		t.Error("the relay is not woken")
	}
	gone := must(s.Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Delete: true, Events: []events.Event{changed.New("2", 0, note{})}}, nil
	}))(t)
	if got := pending(t, o, 9); len(got) != 2 || got[1].Version != gone.Version {
		t.Errorf("deleted as version %d, and told %+v", gone.Version, got)
	}
}

func inOrder(t *testing.T, s kv.Store, o Outbox, _ *clock.Fake) {
	for i := range 5 {
		must(s.Update(t.Context(), fmt.Sprint("k", i), tell("x", changed.New(fmt.Sprint(2*i), 0, note{}), changed.New(fmt.Sprint(2*i+1), 0, note{}))))(t)
	}
	first := pending(t, o, 4)
	if got := subjects(first); !slices.Equal(got, []string{"0", "1", "2", "3"}) {
		t.Fatalf("the first are %v", got)
	}
	for range 2 { // the second time they are unknown
		if err := o.Done(t.Context(), []string{first[0].ID, first[2].ID, "unknown"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := subjects(pending(t, o, 3)); !slices.Equal(got, []string{"1", "3", "4"}) {
		t.Errorf("then %v", got)
	}
	if n := must(o.Size(t.Context()))(t); n != 8 {
		t.Errorf("%d are left", n)
	}
	for batch := pending(t, o, 3); len(batch) > 0; batch = pending(t, o, 3) {
		for _, ev := range batch {
			if err := o.Done(t.Context(), []string{ev.ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := must(o.Size(t.Context()))(t); n != 0 {
		t.Errorf("%d are left of none", n)
	}
}

func concurrentEvents(t *testing.T, s kv.Store, o Outbox, _ *clock.Fake) {
	const each = 10
	concurrently(func(c int) {
		for i := range each {
			_, err := s.Update(context.Background(), "shared", func(old kv.Entry, _ bool) (kv.Change, error) {
				return kv.Change{
					Value:  append(old.Value[:len(old.Value):len(old.Value)], 'x'),
					Events: []events.Event{changed.New(fmt.Sprint(c*each+i), 0, note{})},
				}, nil
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
	subject, version := map[string]bool{}, map[int64]bool{}
	all := pending(t, o, 2*Clients*each)
	for _, ev := range all {
		subject[ev.Subject], version[ev.Version] = true, true
	}
	v, _ := get(t, s, "shared")
	if n := Clients * each; len(all) != n || len(subject) != n || len(version) != n || len(v) != n {
		t.Errorf("of %d changes %d are stored, %d events of %d and of %d versions", n, len(v), len(all), len(subject), len(version))
	}
}

func asWritten(t *testing.T, s kv.Store, o Outbox, clk *clock.Fake) {
	want := changed.New("ñandú 🌹", 7, note{"una rosa\n\"roja\""})
	want.TraceParent = "00-aa-bb-01"
	bare := events.Event{ID: "0", Type: "cart.bare", Subject: "2", Version: 1, Time: clk.Now().Add(-time.Hour)}
	must(s.Update(t.Context(), "k", tell("x", want)))(t)
	must(s.Update(t.Context(), "k", tell("x", bare)))(t)
	for _, got := range pending(t, o, 9) {
		switch got.ID {
		case want.ID:
			if got.Type != want.Type || got.Subject != want.Subject || got.Version != 7 || got.Source != Source ||
				!got.Time.Equal(clk.Now()) || got.TraceParent != want.TraceParent || string(got.Data) != string(want.Data) {
				t.Errorf("%+v", got)
			}
		case bare.ID:
			if got.Version != 1 || !got.Time.Equal(bare.Time) || string(got.Data) != "null" || got.TraceParent != "" {
				t.Errorf("%+v", got)
			}
		default:
			t.Errorf("nobody wrote %+v", got)
		}
	}
}
