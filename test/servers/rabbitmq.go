package servers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	amqp "github.com/rabbitmq/amqp091-go"
)

// StartRabbitMQ starts RabbitMQ with its data in dir and returns when it
// answers, its HTTP API (Admin) included. It is a node of its own with a port
// mapper of its own, which no other node of the machine meets. User and password
// are guest. Debian's release registers a new quorum queue on disk half a second
// late (github.com/rabbitmq/ra, pull request 443): one that was declared just
// before [Server.Kill] is lost.
func StartRabbitMQ(ctx context.Context, dir string) (*Server, error) {
	const name = "RabbitMQ"
	// The script in PATH changes the user; the one it calls does not.
	server := "/usr/lib/rabbitmq/bin/rabbitmq-server"
	if _, err := os.Stat(server); err != nil {
		var ok bool
		if server, ok = program("rabbitmq-server"); !ok {
			return nil, debian(name, "rabbitmq-server")
		}
	}
	epmd, ok := program("epmd", "/usr/lib/erlang/erts-*/bin")
	if !ok {
		return nil, debian("Erlang's epmd", "rabbitmq-server")
	}
	dir, err := directory(dir)
	if err != nil {
		return nil, err
	}
	p, err := freePorts(4)
	if err != nil {
		return nil, err
	}
	port, admin, mapper, distribution := p[0], p[1], strconv.Itoa(p[2]), strconv.Itoa(p[3])
	if err := writeRabbitConfig(dir, port, admin); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", name, err)
	}
	mapping := []string{"ERL_EPMD_PORT=" + mapper, "ERL_EPMD_ADDRESS=127.0.0.1"}
	s := &Server{
		Name:  name,
		URL:   "amqp://guest:guest@" + loopback(port) + "/",
		Admin: "http://guest:guest@" + loopback(admin),
		dir:   dir,
		// Started by us since the one that Erlang starts would outlive us all.
		helpers: []command{{path: epmd, args: []string{"-port", mapper, "-address", "127.0.0.1"}, env: mapping, dir: dir}},
		main: command{path: server, dir: dir, env: append(mapping,
			"HOME="+dir, // the cookie's place
			"RABBITMQ_NODENAME=flores@localhost",
			"RABBITMQ_DIST_PORT="+distribution,
			"RABBITMQ_MNESIA_BASE="+filepath.Join(dir, "data"),
			"RABBITMQ_LOG_BASE="+filepath.Join(dir, "log"),
			"RABBITMQ_CONFIG_FILE="+filepath.Join(dir, "rabbitmq.conf"),
			"RABBITMQ_ENABLED_PLUGINS_FILE="+filepath.Join(dir, "plugins"),
			"RABBITMQ_CONF_ENV_FILE=/dev/null", // the machine's own settings
			"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1} +S 2:2",
			// Has the script become the server instead of waiting for it, so
			// that our signals reach the server.
			"RUNNING_UNDER_SYSTEMD=true", "NOTIFY_SOCKET=",
		)},
		stop: syscall.SIGTERM,
	}
	s.answers = func(ctx context.Context) error {
		return errors.Join(pingRabbit(s.URL), rabbitAPI(ctx, s.Admin, "GET", "/api/overview"))
	}
	return s.begin(ctx)
}

// writeRabbitConfig writes the node's settings. The log of quorum queues is cut
// early: until then it is held in memory too.
func writeRabbitConfig(dir string, port, admin int) error {
	conf := strings.Join([]string{
		"listeners.tcp.1 = " + loopback(port),
		"management.tcp.ip = 127.0.0.1",
		"management.tcp.port = " + strconv.Itoa(admin),
		"raft.wal_max_size_bytes = 33554432",
		"vm_memory_high_watermark.absolute = 512MB",
		"disk_free_limit.absolute = 50MB",
		"",
	}, "\n")
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "rabbitmq.conf"), []byte(conf), 0o644),
		os.WriteFile(filepath.Join(dir, "plugins"), []byte("[rabbitmq_management].\n"), 0o644),
	)
}

// pingRabbit connects, which takes as long as the library's own limit at most,
// and disconnects.
func pingRabbit(url string) error {
	c, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	return c.Close()
}
