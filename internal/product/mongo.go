package product

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mongo"
)

// The collections.
const (
	productsIn     = "products"
	stockIn        = "stock"
	movementsIn    = "movements"
	reservationsIn = "reservations"
	termsIn        = "terms"
)

// indexes are what the collections need. The unique ones are rules of the shop:
// the service is not ready before they are made.
func indexes() []mongo.Index {
	return []mongo.Index{
		{Collection: productsIn, Keys: keys("slug"), Unique: true},
		{Collection: productsIn, Keys: keys("made_by"), Unique: true, Sparse: true},
		{Collection: productsIn, Keys: keys("changed_us")},
		{Collection: stockIn, Keys: keys("band_us")},
		{Collection: stockIn, Keys: keys("alert")},
		{Collection: stockIn, Keys: keys("held")},
		{Collection: stockIn, Keys: keys("returned_us")},
		{Collection: movementsIn, Keys: keys("sku", "key"), Unique: true},
		{Collection: reservationsIn, Keys: keys("state", "until_us")},
		{Collection: reservationsIn, Keys: keys("settled", "updated_us")},
	}
}

func keys(fields ...string) bson.D {
	d := make(bson.D, len(fields))
	for i, f := range fields {
		d[i] = bson.E{Key: f, Value: 1}
	}
	return d
}

// mongoStore keeps products, terms and reservations as documents in their JSON
// form beside the fields that are searched, and a SKU's stock as one document
// with its entries and its latest movements. It has no transactions.
type mongoStore struct {
	db     *mongo.DB
	clk    clock.Clock
	outbox *mongo.Outbox
	turns  turns
}

// NewMongo returns the store in a database of MongoDB, with an outbox of its own,
// and adds the indexes that the database's Run will make. The database stays the
// caller's to run and to close.
func NewMongo(db *mongo.DB, clk clock.Clock) Store {
	db.AddIndexes(indexes()...)
	return &mongoStore{db: db, clk: clk, outbox: mongo.NewOutbox(db, clk, Name, productsIn, stockIn, reservationsIn), turns: turns{lines: map[string]*line{}}}
}

// Atomically runs fn's writes one by one: each document is atomic by itself.
func (s *mongoStore) Atomically(ctx context.Context, fn func(context.Context, Documents) error) error {
	d := &oneByOne{mongoStore: s}
	defer d.end()
	return fn(ctx, d)
}

// Outbox is what the documents carry.
func (s *mongoStore) Outbox() events.Outbox { return s.outbox }

// Unpublished counts it.
func (s *mongoStore) Unpublished(ctx context.Context) (int64, error) { return s.outbox.Size(ctx) }

// Ping asks the server, and whether the indexes are made.
func (s *mongoStore) Ping(ctx context.Context) error { return s.db.Ping(ctx) }

// put stores a document in its JSON form. taken is what the store says of one that
// is there already, or whose unique value is another's.
func (s *mongoStore) put(ctx context.Context, what, in string, w mongo.Write, taken error, evs []events.Event) error {
	if len(evs) > 0 {
		w.Events = s.outbox.Stored(evs...)
	}
	return s.written(what, s.db.Put(ctx, in, w), taken, evs)
}

// written ends a write: it names its error, or wakes the relay.
func (s *mongoStore) written(what string, err, taken error, evs []events.Event) error {
	switch {
	case err == nil:
		if len(evs) > 0 {
			s.outbox.Signal()
		}
		return nil
	case errors.Is(err, mongo.ErrConflict):
		return ErrStale
	case mongo.IsDuplicate(err):
		return taken
	}
	return fmt.Errorf("%s: %w", what, err)
}

// found reads the fields named of what a filter finds, at most limit of it in the
// order of sort; a limit of 0 means all.
func found[T any](ctx context.Context, db *mongo.DB, in string, filter bson.D, limit int, sort bson.D, fields ...string) ([]T, error) {
	find := options.Find().SetProjection(keys(fields...)).SetLimit(int64(limit))
	if len(sort) > 0 {
		find.SetSort(sort)
	}
	cursor, err := db.C(in).Find(ctx, filter, find)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", in, err)
	}
	var list []T
	if err := cursor.All(ctx, &list); err != nil {
		return nil, fmt.Errorf("read %s: %w", in, err)
	}
	return list, nil
}

func is(field string, value any) bson.E              { return bson.E{Key: field, Value: value} }
func where(field, operator string, value any) bson.E { return is(field, bson.D{is(operator, value)}) }

// among finds the documents of these ids. One alone is asked for by equality: the
// usual purchase is of one SKU, and the stand-in looks through all for a list.
func among(ids []string) bson.E {
	if len(ids) == 1 {
		return is("_id", ids[0])
	}
	return where("_id", "$in", ids)
}
