package review

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mongo"
)

// The collections.
const (
	orders  = "orders"
	reviews = "reviews"
	tallies = "tallies"
	gone    = "gone" // {_id: who, at_us}
)

// mongoStore keeps documents with what is searched for in fields beside them.
type mongoStore struct {
	db     *mongo.DB
	outbox *mongo.Outbox
}

// MongoCollections are those whose documents carry an outbox.
func MongoCollections() []string { return []string{tallies} }

// NewMongo returns the store in a database of MongoDB, and its outbox over
// MongoCollections. Both stay the caller's. It adds the indexes that the
// database's Run has to make.
func NewMongo(db *mongo.DB, outbox *mongo.Outbox) Store {
	db.AddIndexes(
		mongo.Index{Collection: orders, Name: "customer", Keys: bson.D{{Key: "doc.customer_id", Value: 1}, {Key: "delivered_us", Value: 1}}},
		mongo.Index{Collection: orders, Name: "mailbox", Sparse: true, Keys: bson.D{{Key: "doc.mailbox", Value: 1}}},
		mongo.Index{Collection: reviews, Name: "customer", Sparse: true, Keys: bson.D{{Key: "doc.customer", Value: 1}}},
		mongo.Index{Collection: reviews, Name: "writer", Unique: true, Sparse: true, Keys: bson.D{{Key: "writer", Value: 1}}},
		mongo.Index{Collection: reviews, Name: "keys", Unique: true, Sparse: true, Keys: bson.D{{Key: "keys", Value: 1}}},
		mongo.Index{Collection: reviews, Name: "slug", Keys: bson.D{{Key: "doc.slug", Value: 1}, {Key: "doc.state", Value: 1}, {Key: "created_us", Value: 1}}},
		mongo.Index{Collection: reviews, Name: "state", Keys: bson.D{{Key: "doc.state", Value: 1}, {Key: "created_us", Value: 1}}},
		mongo.Index{Collection: reviews, Name: "unsettled", Sparse: true, Keys: bson.D{{Key: "unsettled_us", Value: 1}}},
		mongo.Index{Collection: gone, Name: "at", Keys: bson.D{{Key: "at_us", Value: 1}}},
	)
	return &mongoStore{db, outbox}
}

// byID finds a document of any collection.
func byID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }

func (s *mongoStore) Order(ctx context.Context, id string) (*Order, error) {
	return mongo.One[Order](ctx, s.db, orders, byID(id))
}

func (s *mongoStore) OrdersOf(ctx context.Context, customerID string, limit int) ([]*Order, error) {
	lastFirst := bson.D{{Key: "delivered_us", Value: -1}, {Key: "_id", Value: -1}}
	return mongo.List[Order](ctx, s.db, orders, bson.D{{Key: "doc.customer_id", Value: customerID}}, mongo.Page{Sort: lastFirst, Limit: limit})
}

func (s *mongoStore) OrdersFrom(ctx context.Context, mailbox string) ([]*Order, error) {
	return mongo.List[Order](ctx, s.db, orders, bson.D{{Key: "doc.mailbox", Value: mailbox}}, mongo.Page{Sort: bson.D{{Key: "_id", Value: 1}}})
}

func (s *mongoStore) SaveOrder(ctx context.Context, before int64, next *Order) error {
	next.Rev = before + 1
	return s.put(ctx, orders, mongo.Write{ID: next.ID, Before: before, Doc: next, Fields: bson.D{
		{Key: "delivered_us", Value: clock.Micros(next.Delivered)},
	}})
}

func (s *mongoStore) Tally(ctx context.Context, productID string) (*Tally, error) {
	return mongo.One[Tally](ctx, s.db, tallies, byID(productID))
}

func (s *mongoStore) SaveTally(ctx context.Context, before int64, next *Tally, evs ...events.Event) error {
	next.Rev = before + 1
	err := s.put(ctx, tallies, mongo.Write{ID: next.ProductID, Before: before, Doc: next, Events: s.outbox.Stored(evs...)})
	if err == nil && len(evs) > 0 {
		s.outbox.Signal()
	}
	return err
}

func (s *mongoStore) Gone(ctx context.Context, who string) (time.Time, error) {
	var note struct {
		At int64 `bson:"at_us"`
	}
	err := s.db.C(gone).FindOne(ctx, byID(who)).Decode(&note)
	if err != nil && !errors.Is(err, driver.ErrNoDocuments) {
		return time.Time{}, fmt.Errorf("read who is gone: %w", err)
	}
	return clock.FromMicros(note.At), nil
}

func (s *mongoStore) SaveGone(ctx context.Context, who string, at time.Time) error {
	later := bson.D{{Key: "$max", Value: bson.D{{Key: "at_us", Value: clock.Micros(at)}}}}
	for {
		_, err := s.db.C(gone).UpdateOne(ctx, byID(who), later, options.UpdateOne().SetUpsert(true))
		switch {
		case err == nil:
			return nil
		case !mongo.IsDuplicate(err): // else it was first noted at the same time: now it is there
			return fmt.Errorf("note who is gone: %w", err)
		}
	}
}

func (s *mongoStore) ForgetGone(ctx context.Context, before time.Time) error {
	old := bson.D{{Key: "at_us", Value: bson.D{{Key: "$lt", Value: clock.Micros(before)}}}}
	if _, err := s.db.C(gone).DeleteMany(ctx, old); err != nil {
		return fmt.Errorf("forget who is gone: %w", err)
	}
	return nil
}

// put gives a conditional write's errors their names.
func (s *mongoStore) put(ctx context.Context, collection string, w mongo.Write) error {
	err := s.db.Put(ctx, collection, w)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, mongo.ErrConflict):
		return ErrStale
	case mongo.IsDuplicate(err):
		return ErrTaken
	}
	return fmt.Errorf("save %T after revision %d: %w", w.Doc, w.Before, err)
}
