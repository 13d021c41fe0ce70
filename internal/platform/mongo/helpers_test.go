package mongo_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/test/servers"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 123456789, time.UTC)

// things is the collection of the tests: unique by name, and by tag where there is one.
const things = "things"

var indexes = []mongo.Index{
	{Collection: things, Keys: bson.D{{Key: "doc.name", Value: 1}}, Unique: true, Name: "name"},
	{Collection: things, Keys: bson.D{{Key: "tag", Value: 1}}, Unique: true, Sparse: true, Name: "tag"},
}

// thing is a document of the tests.
type thing struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	N    int    `json:"n"`
}

// open gives a database with the indexes made.
func open(t *testing.T, o mongo.Options) *mongo.DB {
	t.Helper()
	if o.URI == "" {
		o.URI = servers.Mongo(t)
	}
	o.Log, o.Indexes = slog.New(slog.DiscardHandler), indexes
	d, err := mongo.Open(o)
	must(t, err)
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// ready is open with an outbox and every index made.
func ready(t *testing.T) (*mongo.DB, *mongo.Outbox) {
	t.Helper()
	d := open(t, mongo.Options{})
	o := mongo.NewOutbox(d, clock.NewFake(noon), "test-service", things, "others")
	must(t, d.Run(t.Context()))
	return d, o
}

// put stores a thing as the revision after before.
func put(ctx context.Context, d *mongo.DB, before int64, v thing, events ...mongo.Stored) error {
	return d.Put(ctx, things, mongo.Write{ID: v.ID, Before: before, Doc: v, Events: events})
}

func read(t *testing.T, d *mongo.DB, id string) *thing {
	t.Helper()
	v, err := mongo.One[thing](t.Context(), d, things, bson.D{{Key: "_id", Value: id}})
	must(t, err)
	return v
}

// raw is a document as it is stored, as text; "" when there is none.
func raw(t *testing.T, d *mongo.DB, id string) string {
	t.Helper()
	r, err := d.C(things).FindOne(t.Context(), bson.D{{Key: "_id", Value: id}}).Raw()
	if err != nil && !strings.Contains(err.Error(), "no documents") {
		t.Fatal(err)
	}
	return r.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// crowd is how many do the same at once.
const crowd = 32

func together(fn func(n int)) {
	var all sync.WaitGroup
	begin := make(chan struct{})
	for n := range crowd {
		all.Go(func() { <-begin; fn(n) })
	}
	close(begin)
	all.Wait()
}
