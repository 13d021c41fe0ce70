package review

import (
	"context"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

func (s *mongoStore) Review(ctx context.Context, id string) (*Review, error) {
	return mongo.One[Review](ctx, s.db, reviews, byID(id))
}

func (s *mongoStore) ReviewOf(ctx context.Context, customer, productID string) (*Review, error) {
	return mongo.One[Review](ctx, s.db, reviews, bson.D{{Key: "writer", Value: writer(customer, productID)}})
}

func (s *mongoStore) ReviewByKey(ctx context.Context, key string) (*Review, error) {
	return mongo.One[Review](ctx, s.db, reviews, bson.D{{Key: "keys", Value: key}})
}

func (s *mongoStore) ReviewsOf(ctx context.Context, customer string) ([]*Review, error) {
	return mongo.List[Review](ctx, s.db, reviews, bson.D{{Key: "doc.customer", Value: customer}}, mongo.Page{Sort: bson.D{{Key: "_id", Value: 1}}})
}

func (s *mongoStore) Published(ctx context.Context, slug string, offset, limit int) ([]*Review, int, error) {
	filter := bson.D{{Key: "doc.slug", Value: slug}, {Key: "doc.state", Value: reviewapi.Published}}
	return s.page(ctx, filter, -1, offset, limit)
}

func (s *mongoStore) InState(ctx context.Context, state string, offset, limit int) ([]*Review, int, error) {
	return s.page(ctx, bson.D{{Key: "doc.state", Value: state}}, 1, offset, limit)
}

// page reads by when they were written: 1 the oldest first, -1 the newest.
func (s *mongoStore) page(ctx context.Context, filter bson.D, order, offset, limit int) ([]*Review, int, error) {
	total, err := s.db.Count(ctx, reviews, filter)
	if err != nil {
		return nil, 0, err
	}
	sort := bson.D{{Key: "created_us", Value: order}, {Key: "_id", Value: order}}
	all, err := mongo.List[Review](ctx, s.db, reviews, filter, mongo.Page{Sort: sort, Offset: offset, Limit: limit})
	return all, total, err
}

func (s *mongoStore) Unsettled(ctx context.Context, before time.Time, limit int) ([]*Review, error) {
	filter := bson.D{{Key: "unsettled_us", Value: bson.D{{Key: "$lt", Value: clock.Micros(before)}}}}
	return mongo.List[Review](ctx, s.db, reviews, filter, mongo.Page{Sort: bson.D{{Key: "unsettled_us", Value: 1}}, Limit: limit})
}

func (s *mongoStore) SaveReview(ctx context.Context, before int64, next *Review) error {
	next.Rev = before + 1
	// A missing field, unlike an empty one, is in no unique index's way.
	var by, unsettled, keys any
	if next.Customer != "" {
		by = writer(next.Customer, next.ProductID)
	}
	if !next.Settled {
		unsettled = clock.Micros(next.Changed)
	}
	if given := keysOf(next); len(given) > 0 {
		if err := s.keysFree(ctx, next.ID, given); err != nil {
			return err
		}
		keys = given
	}
	return s.put(ctx, reviews, mongo.Write{ID: next.ID, Before: before, Doc: next, Fields: bson.D{
		{Key: "created_us", Value: clock.Micros(next.Created)},
		{Key: "unsettled_us", Value: unsettled},
		{Key: "writer", Value: by},
		{Key: "keys", Value: keys},
	}})
}

// keysFree looks before the write does. The index "keys" is what refuses a key
// that another review has; but the server that stands in for MongoDB in tests
// compares whole arrays, and would let the one of many through.
func (s *mongoStore) keysFree(ctx context.Context, id string, keys []string) error {
	taken, err := s.db.Count(ctx, reviews, bson.D{
		{Key: "keys", Value: bson.D{{Key: "$in", Value: keys}}}, {Key: "_id", Value: bson.D{{Key: "$ne", Value: id}}},
	})
	if err == nil && taken > 0 {
		return ErrTaken
	}
	return err
}

// writer is what is unique of a review: a compound index would also bind the
// reviews of nobody. No id has a line break.
func writer(customer, productID string) string { return customer + "\n" + productID }

func keysOf(r *Review) []string {
	var keys []string
	for _, a := range r.Answers {
		if !slices.Contains(keys, a.Key) {
			keys = append(keys, a.Key)
		}
	}
	return keys
}
