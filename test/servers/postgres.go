package servers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// StartPostgres starts PostgreSQL with its data in dir, made when there is none,
// and returns when it answers. The role of its URL is its superuser. Writes are
// durable as in production; memory is for a development machine.
func StartPostgres(ctx context.Context, dir string) (*Server, error) {
	const name = "PostgreSQL"
	postgres, ok := program("postgres", "/usr/lib/postgresql/*/bin")
	if !ok {
		return nil, debian(name, "postgresql")
	}
	as, ok := servant("postgres")
	if !ok {
		return nil, debian(name+"'s user postgres", "postgresql")
	}
	dir, err := directory(dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	if err := initPostgres(ctx, postgres, data, as); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", name, err)
	}
	port, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	args := []string{"-D", data}
	for _, s := range []string{
		setting("listen_addresses", "127.0.0.1"), setting("port", port[0]),
		setting("unix_socket_directories", ""),
		setting("max_connections", 300),
		setting("shared_buffers", "32MB"), setting("max_wal_size", "256MB"),
		setting("fsync", "on"), setting("jit", "off"),
	} {
		args = append(args, "-c", s)
	}
	s := &Server{
		Name: name,
		URL:  "postgres://postgres@" + loopback(port[0]) + "/postgres?sslmode=disable",
		dir:  dir,
		main: command{path: postgres, args: args, dir: data, user: as,
			// SIGQUIT: at once, but shared memory is given back.
			orphaned: syscall.SIGQUIT},
		stop: syscall.SIGINT, // ends sessions, then writes a checkpoint
	}
	s.answers = func(ctx context.Context) error {
		return withPostgres(ctx, s.URL, func(*pgx.Conn) error { return nil })
	}
	return s.begin(ctx)
}

// initPostgres makes a cluster in data when there is none. Texts sort by their
// bytes, as they do in SQLite.
func initPostgres(ctx context.Context, postgres, data string, as *user) error {
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err == nil {
		return nil
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	if as != nil {
		if err := os.Chown(data, int(as.uid), int(as.gid)); err != nil {
			return err
		}
	}
	// Beside the server itself, wherever links lead: initdb looks for it there.
	real, err := filepath.EvalSymlinks(postgres)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, filepath.Join(filepath.Dir(real), "initdb"),
		"-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	cmd.Dir = "/"
	cmd.SysProcAttr = attributes(command{user: as})
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb (as user postgres when we are root, who must be able to reach %s): %w: %s",
			data, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// withPostgres connects, calls do and disconnects.
func withPostgres(ctx context.Context, url string, do func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	return errors.Join(do(conn), conn.Close(ctx))
}
