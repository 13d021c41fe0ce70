package telemetry

import (
	"context"
	"database/sql"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// storeWork is the key of a series of what a store is asked.
type storeWork struct{ system, operation string }

// Pool shows the connections of a store: of database/sql by its own Stats; other
// drivers' pools fill in what they know. system is postgresql, redis, mongodb, sqlite.
func (s *Service) Pool(system string, stats func() sql.DBStats) {
	labels := []string{"service", s.name, "system", system}
	state := func(v string) []string { return append(labels[:len(labels):len(labels)], "state", v) }
	s.t.Gauge("db_client_connections_usage", func() float64 { return float64(stats().InUse) }, state("used")...)
	s.t.Gauge("db_client_connections_usage", func() float64 { return float64(stats().Idle) }, state("idle")...)
	s.t.Gauge("db_client_connections_max", func() float64 { return float64(stats().MaxOpenConnections) }, labels...)
	s.t.Counted("db_client_connections_waits_total", func() float64 { return float64(stats().WaitCount) }, labels...)
	s.t.Counted("db_client_connections_wait_seconds_total", func() float64 { return stats().WaitDuration.Seconds() }, labels...)
}

// Waiting shows how many wait for the store now, where it can tell: for SQLite's
// one writer.
func (s *Service) Waiting(system string, count func() int) {
	s.t.Gauge("db_client_connections_pending_requests", func() float64 { return float64(count()) }, "service", s.name, "system", system)
}

// outboxTime bounds the question how long the outbox is, at a scrape.
const outboxTime = 2 * time.Second

// Outbox shows how many events wait to be published: -1 while the store does not answer.
func (s *Service) Outbox(size func(ctx context.Context) (int64, error)) {
	s.t.Gauge("events_outbox_size", func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), outboxTime)
		defer cancel()
		n, err := size(ctx)
		if err != nil {
			return -1
		}
		return float64(n)
	}, "service", s.name)
}

// Operation times one operation of a store, named by a word out of few: insert,
// find, eval. end is called with its error. It makes a span where the cause is recorded.
func (s *Service) Operation(ctx context.Context, system, operation string) (_ context.Context, end func(error)) {
	start := time.Now()
	ctx, span := s.startStore(ctx, system, operation)
	return ctx, func(err error) { s.endStore(span, system, operation, start, err) }
}

// Commands times the commands of a store whose driver tells of each when it ended.
func (s *Service) Commands(system string) func(operation string, took time.Duration, err error) {
	return func(operation string, took time.Duration, _ error) {
		s.store.get(storeWork{system, operation}).Update(took.Seconds())
	}
}

// TracedCommands is Commands for a driver that tells whose command it was.
func (s *Service) TracedCommands(system string) func(ctx context.Context, operation string, took time.Duration, err error) {
	return func(ctx context.Context, operation string, took time.Duration, err error) {
		s.store.get(storeWork{system, operation}).Update(took.Seconds())
		if _, span := s.startStore(ctx, system, operation, trace.WithTimestamp(time.Now().Add(-took))); span != nil {
			if err != nil {
				fail(span)
			}
			span.End()
		}
	}
}

func (s *Service) startStore(ctx context.Context, system, operation string, opts ...trace.SpanStartOption) (context.Context, trace.Span) {
	if !s.on() || !traceparent.Sampled(traceparent.From(ctx)) {
		return ctx, nil
	}
	return s.begin(ctx, system+" "+operation, append(opts, trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(attribute.String("db.system.name", system), attribute.String("db.operation.name", operation))))
}

func (s *Service) endStore(span trace.Span, system, operation string, start time.Time, err error) {
	s.store.get(storeWork{system, operation}).Update(time.Since(start).Seconds())
	if span != nil {
		if err != nil {
			fail(span)
		}
		span.End()
	}
}

// DB is db with its transactions and reads timed and traced, and with its pool shown
// if it has Stats, its queue if it has Waiting.
func (s *Service) DB(system string, db relational.DB) relational.DB {
	if p, ok := db.(interface{ Stats() sql.DBStats }); ok {
		s.Pool(system, p.Stats)
	}
	if q, ok := db.(interface{ Waiting() int }); ok {
		s.Waiting(system, q.Waiting)
	}
	return &database{DB: db, s: s, system: system}
}

type database struct {
	relational.DB
	s      *Service
	system string
}

// Write is timed from the wait for its turn to the durable commit.
func (d *database) Write(ctx context.Context, fn func(ctx context.Context, tx relational.DBTX) error) (err error) {
	start := time.Now()
	ctx, span := d.s.startStore(ctx, d.system, "transaction")
	defer func() { d.s.endStore(span, d.system, "transaction", start, err) }()
	return d.DB.Write(ctx, fn)
}

func (d *database) Read() relational.DBTX { return (*reads)(d) }

// reads times statements until their first row is there.
type reads database

func (r *reads) ExecContext(ctx context.Context, query string, args ...any) (_ sql.Result, err error) {
	ctx, end := r.begin(ctx)
	defer func() { end(err) }()
	return r.DB.Read().ExecContext(ctx, query, args...)
}

func (r *reads) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return r.DB.Read().PrepareContext(ctx, query)
}

// QueryContext keeps the caller's context for the rows, which outlive the span.
func (r *reads) QueryContext(ctx context.Context, query string, args ...any) (_ *sql.Rows, err error) {
	_, end := r.begin(ctx)
	defer func() { end(err) }()
	return r.DB.Read().QueryContext(ctx, query, args...)
}

func (r *reads) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	_, end := r.begin(ctx)
	row := r.DB.Read().QueryRowContext(ctx, query, args...)
	end(row.Err())
	return row
}

func (r *reads) begin(ctx context.Context) (context.Context, func(error)) {
	return r.s.Operation(ctx, r.system, "read")
}
