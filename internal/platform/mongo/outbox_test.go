package mongo_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mongo"
)

func news(id string) events.Event {
	return events.Event{ID: id, Type: "thing.changed", Subject: "s", Version: 1, Data: json.RawMessage(`{}`)}
}

func pending(t *testing.T, o *mongo.Outbox) (ids []string) {
	t.Helper()
	evs, err := o.Pending(t.Context(), 1000)
	must(t, err)
	for _, ev := range evs {
		ids = append(ids, ev.ID)
	}
	return ids
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

func TestAnEventIsPublishedAsItWasWritten(t *testing.T) {
	d, o := ready(t)
	told := events.Event{
		ID: "e1", Type: "thing.changed", Subject: "a", Version: 1<<53 + 1, Time: noon.Truncate(time.Microsecond),
		TraceParent: "00-trace", Data: json.RawMessage(`{"b": 1.50, "a":"ñ"}`),
	}
	bare := events.Event{ID: "e2", Type: "thing.seen"}
	must(t, put(t.Context(), d, 0, thing{ID: "a", Name: "a"}, o.Stored(told, bare)...))
	evs, err := o.Pending(t.Context(), 10)
	must(t, err)
	told.Source = "test-service"
	bare.Source, bare.Time, bare.Data = told.Source, told.Time, json.RawMessage("null") // the clock stands at noon
	if !reflect.DeepEqual(evs, []events.Event{told, bare}) {
		t.Errorf("\nwrote %+v\n read %+v", []events.Event{told, bare}, evs)
	}
}

func TestEventsOfAllDocumentsWaitOldestFirstUntilDone(t *testing.T) {
	d, o := ready(t)
	ctx := t.Context()
	must(t, put(ctx, d, 0, thing{ID: "a", Name: "a"}, o.Stored(news("e3"))...))
	must(t, put(ctx, d, 1, thing{ID: "a", Name: "a"}, o.Stored(news("e5"), news("e6"))...))
	must(t, put(ctx, d, 0, thing{ID: "b", Name: "b"}))
	must(t, d.Put(ctx, "others", mongo.Write{ID: "a", Doc: thing{ID: "a"}, Events: o.Stored(news("e1"), news("e4"))}))
	same(t, "all", pending(t, o), "e1", "e3", "e4", "e5", "e6")
	some, err := o.Pending(ctx, 2)
	must(t, err)
	if len(some) != 2 {
		t.Errorf("a page of two is %d", len(some))
	}
	if n, err := o.Size(ctx); n != 5 || err != nil {
		t.Errorf("size %d, %v", n, err)
	}
	must(t, o.Done(ctx, nil))
	must(t, o.Done(ctx, []string{"e4", "e5", "unknown"}))
	same(t, "after two", pending(t, o), "e1", "e3", "e6")
	must(t, o.Done(ctx, []string{"e1", "e3", "e6"}))
	must(t, o.Done(ctx, []string{"e1"}))
	same(t, "after all", pending(t, o))
	if text := raw(t, d, "a"); strings.Contains(text, "outbox") || !strings.Contains(text, `"doc"`) {
		t.Errorf("the empty array stays: %s", text)
	}
	must(t, put(ctx, d, 2, thing{ID: "a", Name: "a"}, o.Stored(news("e7"))...))
	same(t, "one more", pending(t, o), "e7")
}

// Given what a long outage of the broker leaves, each event in a document of its own,
// when a batch of it has been published, then it is forgotten in one go.
func TestABatchOfManyDocumentsIsForgotten(t *testing.T) {
	d, o := ready(t)
	const many = 120
	ids := make([]string, many)
	for i := range many {
		ids[i] = fmt.Sprintf("e%03d", i)
		must(t, put(t.Context(), d, 0, thing{ID: ids[i], Name: ids[i]}, o.Stored(news(ids[i]))...))
	}
	must(t, o.Done(t.Context(), ids))
	same(t, "after all", pending(t, o))
}

func TestATombstoneGoesWithItsLastEvent(t *testing.T) {
	d, o := ready(t)
	ctx := t.Context()
	must(t, put(ctx, d, 0, thing{ID: "a", Name: "a"}, o.Stored(news("e1"))...))
	bury := bson.D{{Key: "$set", Value: bson.D{{Key: mongo.FieldTombstone, Value: true}}}}
	must(t, d.Update(ctx, things, bson.D{{Key: "_id", Value: "a"}}, bury, o.Stored(news("e2"))...))
	must(t, o.Done(ctx, []string{"e1"}))
	same(t, "the rest", pending(t, o), "e2")
	must(t, o.Done(ctx, []string{"e2"}))
	if text := raw(t, d, "a"); text != "" {
		t.Errorf("it stays: %s", text)
	}
}

func TestAnUpdateThatMissesTellsNobody(t *testing.T) {
	d, o := ready(t)
	must(t, put(t.Context(), d, 0, thing{ID: "a", Name: "a"}))
	filter := bson.D{{Key: "_id", Value: "a"}, {Key: "doc.n", Value: bson.D{{Key: "$gte", Value: 1}}}}
	take := bson.D{{Key: "$inc", Value: bson.D{{Key: "doc.n", Value: -1}}}}
	if err := d.Update(t.Context(), things, filter, take, o.Stored(news("e1"))...); !errors.Is(err, mongo.ErrConflict) {
		t.Error(err)
	}
	same(t, "events", pending(t, o))
	if len(take) != 1 {
		t.Error("the caller's update was changed")
	}
}

// bus collects what is published, and fails at first.
type bus struct {
	mu       sync.Mutex
	failures int
	got      map[string]int
}

func (b *bus) Publish(_ context.Context, evs []events.Event) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures--; b.failures >= 0 {
		return errors.New("the broker is away")
	}
	for _, ev := range evs {
		b.got[ev.ID]++
	}
	return nil
}

func (b *bus) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.got)
}

func TestRelaysOfTwoReplicasPublishAllThatWritersWrite(t *testing.T) {
	d, o := ready(t)
	b := &bus{failures: 3, got: map[string]int{}}
	ctx, stop := context.WithCancel(t.Context())
	var relays sync.WaitGroup
	for range 2 {
		r := events.NewRelay(o, b, events.RelayOptions{Batch: 7, Poll: 50 * time.Millisecond, Backoff: events.Backoff{First: time.Millisecond}, Log: slog.New(slog.DiscardHandler)})
		relays.Go(func() { _ = r.Run(ctx) })
	}
	together(func(n int) {
		id := fmt.Sprint("t", n)
		for rev := range int64(3) {
			if err := put(t.Context(), d, rev, thing{ID: id, Name: id}, o.Stored(news(fmt.Sprint(id, "-", rev)))...); err != nil {
				t.Error(err)
			}
			o.Signal()
		}
	})
	eventually(t, "every event", func() bool { return b.count() == 3*crowd })
	eventually(t, "an empty outbox", func() bool { n, err := o.Size(t.Context()); return n == 0 && err == nil })
	stop()
	relays.Wait()
	if v := read(t, d, "t0"); v == nil {
		t.Error("a document went with its events")
	}
}
