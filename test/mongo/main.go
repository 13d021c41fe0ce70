// Command mongo is a MongoDB for tests and development on machines that have
// no mongod: FerretDB on SQLite, embedded, behind a proxy that gives it what
// mongod promises and FerretDB does not, one command at a time.
//
// It speaks enough of the wire protocol for CRUD, indexes and simple
// aggregations, scans whole collections, and is meant for small data. No figure
// of speed is to be taken on it.
//
// It is a module of its own so that none of what it needs reaches the shop's.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:27017", "loopback address to answer MongoDB clients on")
	dir := flag.String("dir", "", "directory that keeps the data; made when missing")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))

	if err := run(ctx, *listen, *dir, log); err != nil {
		fmt.Fprintln(os.Stderr, "mongo:", err)
		os.Exit(1)
	}
}

// run answers on listen until ctx ends; then the command under way is finished
// before the database closes.
func run(ctx context.Context, listen, dir string, log *slog.Logger) error {
	if dir == "" {
		return errors.New("--dir is missing")
	}
	if err := loopback(listen); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	database, err := open(dir, log)
	if err != nil {
		return err
	}
	defer database.Close()

	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	return newProxy(database.Address, log).Serve(ctx, l)
}

// loopback refuses an address that others could reach: the server asks for no
// password.
func loopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("--listen: %s is not a loopback address", host)
	}
	return nil
}
