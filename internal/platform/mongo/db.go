package mongo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

const (
	connectWithin = 5 * time.Second  // to find a server and to connect to it
	commandWithin = 10 * time.Second // for a call whose context has no deadline
	defaultPool   = 20
)

// Options say which database and how.
type Options struct {
	URI string
	// Database is the service's own, unless the URI's path names another.
	Database string
	// MaxPool bounds the connections to a server; 0 means the URI's maxPoolSize, else 20.
	MaxPool int
	// Indexes are made by Run, with those that stores and outboxes add.
	Indexes []Index
	Log     *slog.Logger // nil means slog.Default
	// Observe, if any, is told of each command that ended. It is called on the
	// caller's goroutine with the caller's context and must be quick.
	Observe func(ctx context.Context, command string, took time.Duration, err error)
}

// DB is one database of a MongoDB server. It is safe for concurrent use.
type DB struct {
	client *driver.Client
	db     *driver.Database
	log    *slog.Logger
	pool   pool

	mu      sync.Mutex
	indexes []Index
	made    atomic.Bool // the indexes
}

// Open reads the options and connects to nothing (but for a mongodb+srv URI, whose
// hosts DNS has to name). A server that is missing shows in Ping and in each
// call's error, and is found by itself once it is there. Errors never hold the URI.
func Open(o Options) (*DB, error) {
	if o.URI == "" {
		return nil, errors.New("a MongoDB URI is needed")
	}
	if named := databaseIn(o.URI); named != "" {
		o.Database = named
	}
	if o.Database == "" {
		return nil, errors.New("a MongoDB database is needed, as an option or as the URI's path")
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	d := &DB{log: o.Log, indexes: slices.Clone(o.Indexes)}
	c := options.Client().ApplyURI(o.URI).SetAppName("flores").
		SetConnectTimeout(connectWithin).SetServerSelectionTimeout(connectWithin).
		SetPoolMonitor(d.pool.monitor()).SetMonitor(monitor(o.Observe)).
		SetReadPreference(readpref.Primary()).SetReadConcern(readconcern.Majority()).SetWriteConcern(durable())
	if c.Timeout == nil {
		c.SetTimeout(commandWithin)
	}
	switch {
	case o.MaxPool > 0:
		c.SetMaxPoolSize(uint64(o.MaxPool))
	case c.MaxPoolSize == nil || *c.MaxPoolSize == 0: // 0 would be without bound
		c.SetMaxPoolSize(defaultPool)
	}
	d.pool.max = int64(*c.MaxPoolSize)
	var err error
	if d.client, err = driver.Connect(c); err != nil {
		return nil, errors.New("the MongoDB URI cannot be used: " + strings.ReplaceAll(err.Error(), o.URI, "…"))
	}
	d.db = d.client.Database(o.Database)
	return d, nil
}

// durable is acknowledged once it would survive the loss of a member and of power.
func durable() *writeconcern.WriteConcern {
	w, journal := writeconcern.Majority(), true
	w.Journal = &journal
	return w
}

// databaseIn is the path of a URI: it may name several hosts, which net/url refuses.
func databaseIn(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	rest, _, _ = strings.Cut(rest, "?")
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		rest = rest[at+1:]
	}
	_, path, _ := strings.Cut(rest, "/")
	return path
}

// C is a collection.
func (d *DB) C(name string) *driver.Collection { return d.db.Collection(name) }

// Ping tells whether the server answers and Run has made the indexes.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.db.RunCommand(ctx, bson.D{{Key: "ping", Value: 1}}).Err(); err != nil {
		return fmt.Errorf("MongoDB does not answer: %w", err)
	}
	if !d.made.Load() {
		return errNotMade
	}
	return nil
}

// Close ends the connections. Calls under way fail.
func (d *DB) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), connectWithin)
	defer cancel()
	if err := d.client.Disconnect(ctx); err != nil {
		return fmt.Errorf("close MongoDB: %w", err)
	}
	return nil
}
