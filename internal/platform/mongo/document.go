package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Names of the fields that every document has or may have.
const (
	FieldRev       = "rev"
	FieldDoc       = "doc"
	FieldOutbox    = "outbox"
	FieldTombstone = "tombstone" // true: deleted, kept until its outbox is empty
)

// Write is one conditional write of a whole document with its events.
type Write struct {
	ID     string
	Before int64 // the revision that it replaces; 0: there is none yet
	// Doc is the document; its JSON form is stored.
	Doc any
	// Fields are computed from it, to be searched by; a nil value removes one.
	Fields bson.D
	Events []Stored // see Outbox.Stored
}

// Put stores the document as revision Before+1. It returns ErrConflict when the
// document is of another revision or, with Before above 0, is not there; see
// IsDuplicate for one that is there already or has another's unique value.
func (d *DB) Put(ctx context.Context, collection string, w Write) error {
	if !d.made.Load() {
		return errNotMade
	}
	doc, err := Encode(w.Doc)
	if err != nil {
		return err
	}
	set, unset := bson.D{{Key: FieldRev, Value: w.Before + 1}, {Key: FieldDoc, Value: doc}}, bson.D{}
	for _, f := range w.Fields {
		if f.Value == nil {
			unset = append(unset, bson.E{Key: f.Key, Value: ""})
		} else {
			set = append(set, f)
		}
	}
	if w.Before == 0 {
		set = append(bson.D{{Key: "_id", Value: w.ID}}, set...)
		if len(w.Events) > 0 {
			set = append(set, bson.E{Key: FieldOutbox, Value: w.Events})
		}
		_, err := d.C(collection).InsertOne(ctx, set)
		return err
	}
	update := bson.D{{Key: "$set", Value: set}}
	if len(unset) > 0 {
		update = append(update, bson.E{Key: "$unset", Value: unset})
	}
	return d.Update(ctx, collection, bson.D{{Key: "_id", Value: w.ID}, {Key: FieldRev, Value: w.Before}}, update, w.Events...)
}

// Update changes the one document that filter finds and adds the events to its
// outbox, or returns ErrConflict.
func (d *DB) Update(ctx context.Context, collection string, filter, update bson.D, events ...Stored) error {
	res, err := d.C(collection).UpdateOne(ctx, filter, WithEvents(update, events...))
	if err != nil {
		return err
	}
	if res.MatchedCount == 0 {
		return ErrConflict
	}
	return nil
}

// WithEvents is an update that also adds events to the document's outbox, for
// those who send it themselves. update has no $push of its own.
func WithEvents(update bson.D, events ...Stored) bson.D {
	if len(events) == 0 {
		return update
	}
	each := bson.D{{Key: "$each", Value: events}}
	return append(update[:len(update):len(update)], bson.E{Key: "$push", Value: bson.D{{Key: FieldOutbox, Value: each}}})
}

// held is what is read of a stored document.
type held struct {
	Doc bson.Raw `bson:"doc"`
}

var onlyDoc = bson.D{{Key: FieldDoc, Value: 1}, {Key: "_id", Value: 0}}

// One reads the document that filter finds; nil when there is none.
func One[T any](ctx context.Context, d *DB, collection string, filter bson.D) (*T, error) {
	var h held
	err := d.C(collection).FindOne(ctx, filter, options.FindOne().SetProjection(onlyDoc)).Decode(&h)
	switch {
	case errors.Is(err, driver.ErrNoDocuments):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", collection, err)
	}
	v := new(T)
	if err := Decode(h.Doc, v); err != nil {
		return nil, fmt.Errorf("read %s: %w", collection, err)
	}
	return v, nil
}

// Page says which of what a filter finds is read.
type Page struct {
	Sort          bson.D
	Offset, Limit int // a Limit of 0 means all
}

// List reads the documents that filter finds.
func List[T any](ctx context.Context, d *DB, collection string, filter bson.D, p Page) ([]*T, error) {
	find := options.Find().SetProjection(onlyDoc)
	if len(p.Sort) > 0 {
		find.SetSort(p.Sort)
	}
	if p.Offset > 0 {
		find.SetSkip(int64(p.Offset))
	}
	if p.Limit > 0 {
		find.SetLimit(int64(p.Limit))
	}
	cursor, err := d.C(collection).Find(ctx, filter, find)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", collection, err)
	}
	var all []held
	if err := cursor.All(ctx, &all); err != nil {
		return nil, fmt.Errorf("read %s: %w", collection, err)
	}
	list := make([]*T, len(all))
	for i, h := range all {
		list[i] = new(T)
		if err := Decode(h.Doc, list[i]); err != nil {
			return nil, fmt.Errorf("read %s: %w", collection, err)
		}
	}
	return list, nil
}

// Count counts what filter finds.
func (d *DB) Count(ctx context.Context, collection string, filter bson.D) (int, error) {
	n, err := d.C(collection).CountDocuments(ctx, filter)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", collection, err)
	}
	return int(n), nil
}
