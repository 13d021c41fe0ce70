package mongo

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

// Stored is an event as the array "outbox" of its document holds it.
type Stored struct {
	ID      string `bson:"id"`
	Type    string `bson:"type"`
	Subject string `bson:"subject"`
	Version int64  `bson:"version"`
	Time    int64  `bson:"time"` // microseconds since 1970 UTC
	Trace   string `bson:"trace"`
	Data    string `bson:"data"` // JSON, byte for byte
}

// Outbox publishes the events that documents carry in their array "outbox". A
// store writes Stored events with the change they tell of (Put, Update,
// WithEvents) and calls Signal. It is safe for concurrent use.
type Outbox struct {
	db          *DB
	clk         clock.Clock
	source      string
	collections []string
	wake        chan struct{}
}

var _ events.Outbox = (*Outbox)(nil)

// NewOutbox returns the outbox over all collections that carry one, and adds their
// index to those that d's Run will make. source is the service's name, which its
// events carry.
func NewOutbox(d *DB, clk clock.Clock, source string, collections ...string) *Outbox {
	for _, c := range collections {
		d.AddIndexes(Index{Collection: c, Keys: bson.D{{Key: FieldOutbox + ".id", Value: 1}}, Sparse: true})
	}
	return &Outbox{db: d, clk: clk, source: source, collections: collections, wake: make(chan struct{}, 1)}
}

// Stored makes what is written in the document of evs.
func (o *Outbox) Stored(evs ...events.Event) []Stored {
	out := make([]Stored, len(evs))
	for i, ev := range evs {
		at := ev.Time
		if at.IsZero() {
			at = o.clk.Now()
		}
		if len(ev.Data) == 0 {
			ev.Data = json.RawMessage("null")
		}
		out[i] = Stored{ID: ev.ID, Type: ev.Type, Subject: ev.Subject, Version: ev.Version, Time: clock.Micros(at), Trace: ev.TraceParent, Data: string(ev.Data)}
	}
	return out
}

func (o *Outbox) event(s Stored) events.Event {
	return events.Event{
		ID: s.ID, Source: o.source, Type: s.Type, Subject: s.Subject, Version: s.Version,
		Time: clock.FromMicros(s.Time), TraceParent: s.Trace, Data: json.RawMessage(s.Data),
	}
}

// Signal wakes the relay: events were written.
func (o *Outbox) Signal() {
	select {
	case o.wake <- struct{}{}:
	default: // the relay has yet to hear the last one
	}
}

// Wake receives after Signal.
func (o *Outbox) Wake() <-chan struct{} { return o.wake }

// waiting finds the documents that have events: texts are above the empty one, and
// what has no id is no text.
var waiting = bson.D{{Key: FieldOutbox + ".id", Value: bson.D{{Key: "$gt", Value: ""}}}}

var onlyOutbox = bson.D{{Key: FieldOutbox, Value: 1}, {Key: FieldTombstone, Value: 1}}

// Pending lists unpublished events, oldest first: a UUIDv7 sorts by time. With more
// than limit waiting, the stand-in may leave out an older one for a younger one.
func (o *Outbox) Pending(ctx context.Context, limit int) ([]events.Event, error) {
	var all []Stored
	for _, c := range o.collections {
		cursor, err := o.db.C(c).Find(ctx, waiting, options.Find().
			SetProjection(onlyOutbox).SetSort(bson.D{{Key: FieldOutbox + ".id", Value: 1}}).SetLimit(int64(limit)))
		if err != nil {
			return nil, fmt.Errorf("read the outbox: %w", err)
		}
		var docs []struct{ Outbox []Stored }
		if err := cursor.All(ctx, &docs); err != nil {
			return nil, fmt.Errorf("read the outbox: %w", err)
		}
		for _, d := range docs {
			all = append(all, d.Outbox...)
		}
	}
	slices.SortFunc(all, func(a, b Stored) int { return cmp.Compare(a.ID, b.ID) })
	all = all[:min(limit, len(all))]
	evs := make([]events.Event, len(all))
	for i, s := range all {
		evs[i] = o.event(s)
	}
	return evs, nil
}

// doneAtOnce bounds the updates of one command. The stand-in has a hundred
// connections to its files and keeps one open for each update until the command
// ends: with more it would wait for itself for ever.
const doneAtOnce = 50

// Done forgets published events, and removes tombstones that have no other.
func (o *Outbox) Done(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	for _, c := range o.collections {
		if err := o.done(ctx, c, ids); err != nil {
			return fmt.Errorf("empty the outbox: %w", err)
		}
	}
	return nil
}

func (o *Outbox) done(ctx context.Context, collection string, ids []string) error {
	filter := bson.D{{Key: FieldOutbox + ".id", Value: bson.D{{Key: "$in", Value: ids}}}}
	cursor, err := o.db.C(collection).Find(ctx, filter, options.Find().SetProjection(onlyOutbox))
	if err != nil {
		return err
	}
	var docs []struct {
		ID        bson.RawValue `bson:"_id"`
		Outbox    []bson.Raw
		Tombstone bool
	}
	if err := cursor.All(ctx, &docs); err != nil || len(docs) == 0 {
		return err
	}
	published := make(map[string]bool, len(ids))
	for _, id := range ids {
		published[id] = true
	}
	var writes []driver.WriteModel
	for _, d := range docs {
		gone := bson.A{}
		for _, ev := range d.Outbox {
			if id, _ := ev.Lookup("id").StringValueOK(); published[id] {
				gone = append(gone, ev)
			}
		}
		if len(gone) == len(d.Outbox) { // and none was added since: the field goes too, or the whole tombstone
			whole := bson.D{{Key: "_id", Value: d.ID}, {Key: FieldOutbox, Value: d.Outbox}}
			if d.Tombstone {
				writes = append(writes, driver.NewDeleteOneModel().SetFilter(whole))
			} else {
				writes = append(writes, driver.NewUpdateOneModel().SetFilter(whole).SetUpdate(bson.D{{Key: "$unset", Value: bson.D{{Key: FieldOutbox, Value: ""}}}}))
			}
		}
		// $pull with a condition would need no look before, but the stand-in only compares.
		writes = append(writes, driver.NewUpdateOneModel().SetFilter(bson.D{{Key: "_id", Value: d.ID}}).
			SetUpdate(bson.D{{Key: "$pullAll", Value: bson.D{{Key: FieldOutbox, Value: gone}}}}))
	}
	for some := range slices.Chunk(writes, doneAtOnce) {
		if _, err := o.db.C(collection).BulkWrite(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

// Size counts unpublished events, for metrics and the drain at shutdown.
func (o *Outbox) Size(ctx context.Context) (int64, error) {
	var n int64
	for _, c := range o.collections {
		cursor, err := o.db.C(c).Find(ctx, waiting, options.Find().SetProjection(bson.D{{Key: FieldOutbox + ".id", Value: 1}}))
		if err != nil {
			return 0, fmt.Errorf("count the outbox: %w", err)
		}
		for cursor.Next(ctx) {
			values, err := cursor.Current.Lookup(FieldOutbox).Array().Values()
			if err != nil {
				return 0, fmt.Errorf("count the outbox: %w", err)
			}
			n += int64(len(values))
		}
		if err := cursor.Err(); err != nil {
			return 0, fmt.Errorf("count the outbox: %w", err)
		}
	}
	return n, nil
}
