package servers

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// StartMongo starts the test module's MongoDB (its command says what it is and
// is not) with its data in dir and returns when it answers. The first call on a
// machine compiles it, which may need the network and takes a minute or two.
func StartMongo(ctx context.Context, dir string) (*Server, error) {
	path, err := builtMongo(ctx)
	if err != nil {
		return nil, err
	}
	dir, err = directory(dir)
	if err != nil {
		return nil, err
	}
	port, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Name: "MongoDB",
		URL:  "mongodb://" + loopback(port[0]) + "/",
		dir:  dir,
		main: command{path: path, dir: dir,
			args: []string{"--listen", loopback(port[0]), "--dir", filepath.Join(dir, "data")}},
		stop: syscall.SIGTERM,
	}
	s.answers = func(ctx context.Context) error {
		return withMongo(ctx, s.URL, func(c *mongo.Client) error { return c.Ping(ctx, nil) })
	}
	return s.begin(ctx)
}

// withMongo connects, calls do and disconnects. Where nobody listens it gives up
// in less than the driver's half minute.
func withMongo(ctx context.Context, uri string, do func(*mongo.Client) error) error {
	c, err := mongo.Connect(options.Client().ApplyURI(uri).SetServerSelectionTimeout(2 * time.Second))
	if err != nil {
		return err
	}
	return errors.Join(do(c), c.Disconnect(context.WithoutCancel(ctx)))
}
