package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"github.com/VictoriaMetrics/metrics"

	"floresvictoria.cl/flores/internal/platform/events"
)

// Options of a process's telemetry.
type Options struct {
	Settings
	Version string // of the build
	Log     *slog.Logger
	// Families are those that the application counts itself, beside Families.
	Families []Family
	// Published is told of every event that was published, for counters of the
	// business. A relay may publish an event twice after a crash.
	Published func(t *Telemetry, ev events.Event)
}

// Telemetry is a process's registry of metrics and its way to the collector.
type Telemetry struct {
	opt      Options
	set      *metrics.Set
	families map[string]Family
	traces   *traces // nil when nothing is recorded

	mu       sync.Mutex
	services map[string]*Service
}

// New makes the telemetry of a process. Close ends what it runs.
func New(opt Options) (*Telemetry, error) {
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	t := &Telemetry{opt: opt, set: metrics.NewSet(), families: map[string]Family{}, services: map[string]*Service{}}
	for _, f := range slices.Concat(Families, opt.Families) {
		t.families[f.Name] = f
	}
	var err error
	if t.traces, err = t.startTraces(); err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	t.Gauge("flores_build_info", func() float64 { return 1 }, "version", opt.Version)
	return t, nil
}

// Close sends what is recorded, for as long as ctx allows.
func (t *Telemetry) Close(ctx context.Context) error {
	if t.traces == nil {
		return nil
	}
	return t.traces.close(ctx)
}

// Service is the part of the service named so; asked again, the same.
func (t *Telemetry) Service(name string) *Service {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.services[name]
	if s == nil {
		s = newService(t, name)
		t.services[name] = s
	}
	return s
}

// Service is one service's part of the telemetry.
type Service struct {
	t    *Telemetry
	name string
	spans
	atWork *metrics.Gauge // requests
	server *lookup[answered, *metrics.PrometheusHistogram]
	door   *lookup[passed, *metrics.PrometheusHistogram]
	store  *lookup[storeWork, *metrics.PrometheusHistogram]
}

func newService(t *Telemetry, name string) *Service {
	s := &Service{t: t, name: name}
	if t.traces != nil {
		s.spans = t.traces.of(name)
	}
	s.atWork = t.Gauge("http_server_active_requests", nil, "service", name)
	s.server = newLookup(func(k answered) *metrics.PrometheusHistogram {
		return t.Histogram("http_server_request_duration_seconds", "service", name, "operation", k.op.ID(), "status", class(k.class))
	})
	s.door = newLookup(func(k passed) *metrics.PrometheusHistogram {
		return t.Histogram("http_server_request_duration_seconds", "service", name, "operation", k.route, "status", class(k.class))
	})
	s.store = newLookup(func(k storeWork) *metrics.PrometheusHistogram {
		return t.Histogram("db_client_operation_duration_seconds", "service", name, "system", k.system, "operation", k.operation)
	})
	return s
}
