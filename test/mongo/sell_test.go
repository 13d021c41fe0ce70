package main

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

type stock struct {
	ID    string `bson:"_id"`
	Count int64  `bson:"count"`
}

// Given ten flowers, when 200 people buy one each at once, then ten get one.
func TestTenFlowersAreSoldTenTimesAndStaySoldAfterARestart(t *testing.T) {
	for name, buy := range map[string]func(*testing.T, *mongo.Collection) bool{
		"updateOne":     buyByUpdate,
		"findAndModify": buyByFindAndModify,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			client, stop := start(t, dir)
			skus := client.Database("shop").Collection("skus")
			if _, err := skus.InsertOne(t.Context(), stock{ID: "rosa", Count: 10}); err != nil {
				t.Fatal(err)
			}
			var sold atomic.Int64
			var buyers sync.WaitGroup
			for range 200 {
				buyers.Go(func() {
					if buy(t, skus) {
						sold.Add(1)
					}
				})
			}
			buyers.Wait()
			if sold.Load() != 10 {
				t.Errorf("sold %d of 10", sold.Load())
			}
			expectCount(t, skus, 0)

			stop()
			client, _ = start(t, dir)
			expectCount(t, client.Database("shop").Collection("skus"), 0)
		})
	}
}

func buyByUpdate(t *testing.T, skus *mongo.Collection) bool {
	r, err := skus.UpdateOne(t.Context(),
		bson.D{{Key: "_id", Value: "rosa"}, {Key: "count", Value: bson.D{{Key: "$gte", Value: 1}}}},
		bson.D{{Key: "$inc", Value: bson.D{{Key: "count", Value: -1}}}})
	if err != nil {
		t.Error(err)
		return false
	}
	return r.ModifiedCount == 1
}

func buyByFindAndModify(t *testing.T, skus *mongo.Collection) bool {
	err := skus.FindOneAndUpdate(t.Context(),
		bson.D{{Key: "_id", Value: "rosa"}, {Key: "count", Value: bson.D{{Key: "$gte", Value: 1}}}},
		bson.D{{Key: "$inc", Value: bson.D{{Key: "count", Value: -1}}}}).Err()
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		t.Error(err)
	}
	return err == nil
}

// Given a client that asks for no acknowledgement, when it writes and then
// reads, then the writes are there and the answers are its own.
func TestWritesWithoutAcknowledgementAreDone(t *testing.T) {
	client, _ := start(t, t.TempDir())
	shop := client.Database("shop")
	if _, err := shop.Collection("skus").InsertOne(t.Context(), stock{ID: "rosa", Count: 0}); err != nil {
		t.Fatal(err)
	}
	quiet := shop.Collection("skus", options.Collection().SetWriteConcern(writeconcern.Unacknowledged()))
	for range 20 {
		_, err := quiet.UpdateOne(t.Context(), bson.D{{Key: "_id", Value: "rosa"}},
			bson.D{{Key: "$inc", Value: bson.D{{Key: "count", Value: 1}}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	// The reads share the turn with writes still under way, on connections of
	// their own: ask until the last has arrived, or the test's time is over.
	for got := int64(-1); got != 20; {
		var s stock
		if err := shop.Collection("skus").FindOne(t.Context(), bson.D{}).Decode(&s); err != nil {
			t.Fatal(err)
		}
		got = s.Count
	}
}

func expectCount(t *testing.T, skus *mongo.Collection, want int64) {
	t.Helper()
	var s stock
	if err := skus.FindOne(t.Context(), bson.D{{Key: "_id", Value: "rosa"}}).Decode(&s); err != nil {
		t.Fatal(err)
	}
	if s.Count != want {
		t.Errorf("%d left, want %d", s.Count, want)
	}
}
