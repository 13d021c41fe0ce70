package product

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mongo"
)

// termsID is of the one document of terms.
const termsID = "catalogue"

// Product reads one record.
func (s *mongoStore) Product(ctx context.Context, id string) (*Record, error) {
	return mongo.One[Record](ctx, s.db, productsIn, bson.D{is("_id", id)})
}

// ProductBySlug reads one record.
func (s *mongoStore) ProductBySlug(ctx context.Context, slug string) (*Record, error) {
	return mongo.One[Record](ctx, s.db, productsIn, bson.D{is("slug", slug)})
}

// ProductByKey reads the record that a request made.
func (s *mongoStore) ProductByKey(ctx context.Context, key string) (*Record, error) {
	return mongo.One[Record](ctx, s.db, productsIn, bson.D{is("made_by", key)})
}

// SaveProduct inserts or replaces one record.
func (s *mongoStore) SaveProduct(ctx context.Context, before int64, next *Record, evs ...events.Event) error {
	next.Rev = before + 1
	w := mongo.Write{ID: next.ID, Before: before, Doc: next, Fields: bson.D{
		is("slug", next.Slug), is("made_by", nil), is("changed_us", clock.Micros(s.clk.Now())),
	}}
	if next.Key != "" {
		w.Fields[1].Value = next.Key
	}
	return s.put(ctx, "save product", productsIn, w, ErrTaken, evs)
}

// head is a product's identifier and revision.
type head struct {
	ID  string `bson:"_id"`
	Rev int64  `bson:"rev"`
}

// Heads reads revisions by the time of the last write.
func (s *mongoStore) Heads(ctx context.Context, since time.Time) (map[string]int64, error) {
	return s.heads(ctx, bson.D{where("changed_us", "$gte", micros(since))})
}

func (s *mongoStore) heads(ctx context.Context, filter bson.D) (map[string]int64, error) {
	list, err := found[head](ctx, s.db, productsIn, filter, 0, nil, "rev")
	revs := make(map[string]int64, len(list))
	for _, h := range list {
		revs[h.ID] = h.Rev
	}
	return revs, err
}

// Products reads many records at once.
func (s *mongoStore) Products(ctx context.Context, ids []string) ([]*Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return mongo.List[Record](ctx, s.db, productsIn, bson.D{among(ids)}, mongo.Page{Sort: keys("_id")})
}

// Terms reads the one document of terms.
func (s *mongoStore) Terms(ctx context.Context) (Terms, error) {
	t, err := mongo.One[Terms](ctx, s.db, termsIn, bson.D{is("_id", termsID)})
	if t == nil {
		return Terms{}, err
	}
	return *t, err
}

// SaveTerms inserts or replaces it.
func (s *mongoStore) SaveTerms(ctx context.Context, before int64, next Terms) error {
	next.Rev = before + 1
	return s.put(ctx, "save terms", termsIn, mongo.Write{ID: termsID, Before: before, Doc: next}, ErrStale, nil)
}
