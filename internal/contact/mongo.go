package contact

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mongo"
)

// messages is the collection.
const messages = "messages"

// mongoStore keeps a message as a document that carries its outbox.
type mongoStore struct {
	db     *mongo.DB
	outbox *mongo.Outbox
}

// MongoCollections are those whose documents carry an outbox.
func MongoCollections() []string { return []string{messages} }

// NewMongo returns the store in a database of MongoDB, and its outbox over
// MongoCollections. Both stay the caller's. It adds the indexes that the
// database's Run has to make.
func NewMongo(db *mongo.DB, outbox *mongo.Outbox) Store {
	db.AddIndexes(
		mongo.Index{Collection: messages, Name: "number", Unique: true, Keys: bson.D{{Key: "doc.number", Value: 1}}},
		mongo.Index{Collection: messages, Name: "key", Unique: true, Keys: bson.D{{Key: "doc.key", Value: 1}}},
		mongo.Index{Collection: messages, Name: "state", Keys: bson.D{{Key: "doc.state", Value: 1}, {Key: "_id", Value: 1}}},
		mongo.Index{Collection: messages, Name: "mailbox", Sparse: true, Keys: bson.D{{Key: "doc.mailbox", Value: 1}}},
	)
	return &mongoStore{db, outbox}
}

func (s *mongoStore) Message(ctx context.Context, id string) (*Message, error) {
	return mongo.One[Message](ctx, s.db, messages, bson.D{{Key: "_id", Value: id}})
}

func (s *mongoStore) MessageByKey(ctx context.Context, key string) (*Message, error) {
	return mongo.One[Message](ctx, s.db, messages, bson.D{{Key: "doc.key", Value: key}})
}

func (s *mongoStore) Messages(ctx context.Context, state string, offset, limit int) ([]*Message, int, error) {
	filter := bson.D{}
	if state != "" {
		filter = bson.D{{Key: "doc.state", Value: state}}
	}
	total, err := s.db.Count(ctx, messages, filter)
	if err != nil {
		return nil, 0, err
	}
	newest := bson.D{{Key: "_id", Value: -1}}
	list, err := mongo.List[Message](ctx, s.db, messages, filter, mongo.Page{Sort: newest, Offset: offset, Limit: limit})
	return list, total, err
}

func (s *mongoStore) MessagesFrom(ctx context.Context, mailbox string, until time.Time) ([]string, error) {
	list, err := mongo.List[Message](ctx, s.db, messages, bson.D{{Key: "doc.mailbox", Value: mailbox}}, mongo.Page{})
	var ids []string
	for _, m := range list {
		if !m.Created.After(until) {
			ids = append(ids, m.ID)
		}
	}
	return ids, err
}

func (s *mongoStore) Save(ctx context.Context, before int64, next *Message, evs ...events.Event) error {
	next.Rev = before + 1
	err := s.db.Put(ctx, messages, mongo.Write{ID: next.ID, Before: before, Doc: next, Events: s.outbox.Stored(evs...)})
	switch {
	case err == nil:
		if len(evs) > 0 {
			s.outbox.Signal()
		}
		return nil
	case errors.Is(err, mongo.ErrConflict):
		return ErrStale
	case mongo.IsDuplicate(err):
		return ErrTaken
	}
	return fmt.Errorf("save message: %w", err)
}
