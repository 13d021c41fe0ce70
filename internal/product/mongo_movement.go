package product

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"floresvictoria.cl/flores/internal/platform/mongo"
)

// keepMoves is how many movements stay in the SKU's document, where they were
// written with the count. Older ones are copied to a collection of their own and
// then taken out, so that one that is not in the document is in the collection:
// whoever looks for one looks in the document first.
const keepMoves = 20

// movesDoc is a SKU's document as far as its movements go, the oldest first.
type movesDoc struct {
	Moves []bson.Raw `bson:"moves"`
}

// recentMoves are those in the SKU's document.
func (s *mongoStore) recentMoves(ctx context.Context, filter bson.D) ([]Movement, error) {
	var doc movesDoc
	err := s.db.C(stockIn).FindOne(ctx, filter, options.FindOne().SetProjection(keys("moves"))).Decode(&doc)
	switch {
	case errors.Is(err, driver.ErrNoDocuments):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read movements: %w", err)
	}
	moves := make([]Movement, len(doc.Moves))
	for i, raw := range doc.Moves {
		if err := mongo.Decode(raw, &moves[i]); err != nil {
			return nil, fmt.Errorf("read movements: %w", err)
		}
	}
	return moves, nil
}

// Movement reads the one that a key made.
func (s *mongoStore) Movement(ctx context.Context, sku, key string) (*Movement, error) {
	moves, err := s.recentMoves(ctx, bson.D{is("_id", sku), is("moves.key", key)})
	if err != nil {
		return nil, err
	}
	for i := range moves {
		if moves[i].Key == key {
			return &moves[i], nil
		}
	}
	return mongo.One[Movement](ctx, s.db, movementsIn, bson.D{is("sku", sku), is("key", key)})
}

// Movements lists a SKU's, newest first. One that is being archived is in both
// places and counts once.
func (s *mongoStore) Movements(ctx context.Context, sku string, offset, limit int) ([]Movement, int, error) {
	moves, err := s.recentMoves(ctx, bson.D{is("_id", sku)})
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(moves, func(a, b Movement) int { return cmp.Compare(b.ID, a.ID) })
	ids := make([]string, len(moves))
	for i, m := range moves {
		ids[i] = m.ID
	}
	archived := bson.D{is("sku", sku), where("_id", "$nin", ids)}
	older, err := s.db.Count(ctx, movementsIn, archived)
	if err != nil {
		return nil, 0, err
	}
	total := len(moves) + older
	page := moves[min(offset, len(moves)):min(offset+limit, len(moves))]
	if left := limit - len(page); left > 0 && older > 0 {
		list, err := mongo.List[Movement](ctx, s.db, movementsIn, archived,
			mongo.Page{Sort: bson.D{is("_id", -1)}, Offset: max(0, offset-len(moves)), Limit: left})
		if err != nil {
			return nil, 0, err
		}
		for _, m := range list {
			page = append(page, *m)
		}
	}
	return page, total, nil
}

// archive moves the oldest movements out of a SKU's document. It may stop anywhere:
// what it has copied is copied, and the SKU's next movement goes on.
func (s *mongoStore) archive(ctx context.Context, sku string) {
	moves, err := s.recentMoves(ctx, bson.D{is("_id", sku)})
	for i := 0; err == nil && i < len(moves)-keepMoves; i++ {
		m := moves[i]
		err = s.db.Put(ctx, movementsIn, mongo.Write{ID: m.ID, Doc: m, Fields: bson.D{is("sku", m.SKU), is("key", m.Key)}})
		if err == nil || mongo.IsDuplicate(err) {
			_, err = s.db.C(stockIn).UpdateOne(ctx, bson.D{is("_id", sku), is("moves.0.id", m.ID)},
				bson.D{is("$pop", bson.D{is("moves", -1)})})
		}
	}
}
