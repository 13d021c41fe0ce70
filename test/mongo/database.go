package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"

	"github.com/FerretDB/FerretDB/ferretdb"
)

// database is a running FerretDB that keeps its data in a directory.
type database struct {
	// Address is where it listens. It must be reached through the proxy only.
	Address string

	cancel context.CancelFunc
	done   chan struct{}
}

// open starts FerretDB on a free loopback port. The caller closes it.
func open(dir string, log *slog.Logger) (*database, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find the data directory: %w", err)
	}
	f, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:    log,
		Handler:   "sqlite",
		SQLiteURL: "file:" + path + "/",
	})
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d := &database{cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(d.done)
		_ = f.Run(ctx) // always nil: it ends when ctx does
	}()
	// Answers once the listener is up.
	u, err := url.Parse(f.MongoDBURI())
	if err != nil {
		d.Close()
		return nil, fmt.Errorf("find the database's address: %w", err)
	}
	d.Address = u.Host
	return d, nil
}

// Close ends the server and closes its files.
func (d *database) Close() {
	d.cancel()
	<-d.done
}
