package postgres

import (
	"io/fs"
	"log/slog"
	"time"
)

// Options say how to open a database.
type Options struct {
	// URL of the serving role (postgres://user:password@host:port/database?…, or
	// the keyword form). Several hosts are tried in order.
	URL string
	// Schema of the service, the whole search_path.
	Schema string
	// Migrations are the service's own; Ping compares the schema with them.
	Migrations fs.FS
	// MaxConns bounds the connections of this replica, 10 when 0. Half of them,
	// rounded up, write; the rest read. It is at least 2.
	MaxConns int
	// Log tells of transactions that are run again; nil means slog.Default.
	Log *slog.Logger
}

// Bounds of a serving connection. The server keeps the first three whatever the
// client does.
const (
	statementTimeout = 10 * time.Second // one statement
	lockTimeout      = 3 * time.Second  // its wait for somebody's lock
	idleInTxTimeout  = 15 * time.Second // between two statements of a transaction
	connectTimeout   = 5 * time.Second  // to each host
	acquireTimeout   = 10 * time.Second // for a connection of the pool
	// runTimeout bounds one run of a transaction from BEGIN to COMMIT, also when
	// the network swallows the answers; a read that has no deadline gets it too.
	runTimeout = 15 * time.Second
	// connLife bounds a connection's age, so that a server that stopped being
	// the primary is left; connIdle gives the server back what a quiet hour
	// does not need.
	connLife = 3 * time.Minute
	connIdle = time.Minute

	defaultConns = 10
)

// Bounds of running a transaction again.
const (
	maxTries  = 8
	retryFor  = 10 * time.Second // no further run is begun after that
	firstWait = 5 * time.Millisecond
	lastWait  = 250 * time.Millisecond
)

func (o Options) pools() (writers, readers int) {
	n := o.MaxConns
	if n <= 0 {
		n = defaultConns
	}
	n = max(n, 2)
	return (n + 1) / 2, n / 2
}
