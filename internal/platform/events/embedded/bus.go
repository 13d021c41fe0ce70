package embedded

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Options say where the bus keeps its queues and how it waits.
type Options struct {
	Path    string // of the file; its folder must exist
	Clock   clock.Clock
	Backoff events.Backoff // between tries and while a consumer pauses
	Log     *slog.Logger   // nil means slog.Default
}

// Bus is the embedded events.Bus.
type Bus struct {
	db    *sqlite.DB
	opt   Options
	dealt *dealt

	mu       sync.Mutex
	queues   map[string]*queue
	watchers map[*watcher]struct{}
}

var _ events.Bus = (*Bus)(nil)

// Open opens the bus. Its owner closes it after every subscription's Run has
// returned and every relay has ended.
func Open(ctx context.Context, opt Options) (*Bus, error) {
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	own, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	db, err := sqlite.Open(ctx, sqlite.Options{Path: opt.Path, Sync: sqlite.Full, Migrations: own})
	if err != nil {
		return nil, fmt.Errorf("open the bus: %w", err)
	}
	return &Bus{db: db, opt: opt, dealt: newDealt(), queues: map[string]*queue{}, watchers: map[*watcher]struct{}{}}, nil
}

// Close finishes accepted publishing and closes the file.
func (b *Bus) Close() error { return b.db.Close() }

// Ping says whether the file answers.
func (b *Bus) Ping(ctx context.Context) error { return b.db.Ping(ctx) }

// Declare makes queues and bindings.
func (b *Bus) Declare(ctx context.Context, bindings ...events.Binding) error {
	err := b.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		for _, binding := range bindings {
			for _, t := range binding.Types {
				_, err := tx.ExecContext(ctx, `INSERT INTO binding (consumer, type) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
					binding.Consumer, t)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("declare bindings: %w", err)
	}
	return nil
}

// queue returns the one queue of a consumer in this process.
func (b *Bus) queue(consumer string) *queue {
	b.mu.Lock()
	defer b.mu.Unlock()
	q, ok := b.queues[consumer]
	if !ok {
		q = newQueue(consumer, b.db.Read(), b.opt.Backoff)
		b.queues[consumer] = q
	}
	return q
}

// wake tells everybody's queues that there may be something new.
func (b *Bus) wake() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, q := range b.queues {
		q.notify()
	}
}
