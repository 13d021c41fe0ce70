package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"floresvictoria.cl/flores/internal/platform/events"
)

// Index is one of a collection.
//
// A unique index may be of several fields that every document has, or of one
// field that may be missing, which then needs Sparse. Of an array it binds each
// element, but the stand-in compares arrays as wholes.
type Index struct {
	Collection string
	Keys       bson.D // field: 1 or -1
	Unique     bool
	// Sparse leaves documents out that have none of the fields: they are not in
	// each other's way if the index is unique. (Partial indexes are no choice,
	// the stand-in refuses them.)
	Sparse bool
	// Name stays the same as long as the rest does; empty means the fields' names.
	Name string
}

func (i Index) name() string {
	if i.Name != "" {
		return i.Name
	}
	var fields []string
	for _, k := range i.Keys {
		fields = append(fields, strings.ReplaceAll(k.Key, ".", "_"))
	}
	return strings.Join(fields, "_")
}

// AddIndexes has Run make these too; a store calls it when it is made, before Run.
func (d *DB) AddIndexes(indexes ...Index) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.indexes = append(d.indexes, indexes...)
}

// errNotMade keeps a value from being stored twice before its unique index is there.
var errNotMade = errors.New("the indexes of MongoDB are not made yet")

// Run makes the indexes, trying again until all are there or ctx ends. It is
// called once, in the background; until it is done Ping says so and Put refuses.
func (d *DB) Run(ctx context.Context) error {
	for failures := 1; ; failures++ {
		err := d.MakeIndexes(ctx)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		wait := events.Backoff{First: 100 * time.Millisecond}.After(failures)
		d.log.WarnContext(ctx, "the indexes of MongoDB are not made yet", "err", err, "retry_in", wait)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// MakeIndexes makes those that are missing. Several processes may do so at once.
// One that exists by the same name with other fields is an error: drop it first.
func (d *DB) MakeIndexes(ctx context.Context) error {
	d.mu.Lock()
	indexes := slices.Clone(d.indexes)
	d.mu.Unlock()
	for _, i := range indexes {
		o := options.Index().SetName(i.name())
		if i.Unique {
			o.SetUnique(true)
		}
		if i.Sparse {
			o.SetSparse(true)
		}
		// One at a time: given several that exist, the stand-in breaks off.
		if _, err := d.C(i.Collection).Indexes().CreateOne(ctx, driver.IndexModel{Keys: i.Keys, Options: o}); err != nil {
			return fmt.Errorf("make the index %s of %s: %w", i.name(), i.Collection, err)
		}
	}
	d.made.Store(true)
	return nil
}
