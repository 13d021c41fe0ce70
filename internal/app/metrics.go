package app

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// metrics are the process's: rate, errors and duration of every operation.
type metrics struct {
	registry *prometheus.Registry
	duration *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "http_server_request_duration_seconds",
			Help:    "How long operations take, by service, operation and status class.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"service", "operation", "status"}),
	}
	m.registry.MustRegister(m.duration, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe is told of every answer; an operation's series are looked up once.
func (m *metrics) observe(service string) contract.Observer {
	var known sync.Map // of seriesKey → prometheus.Observer
	return func(op *contract.Op, status int, took time.Duration) {
		key := seriesKey{op, status / 100}
		o, ok := known.Load(key)
		if !ok {
			o, _ = known.LoadOrStore(key, m.duration.WithLabelValues(service, op.ID(), strconv.Itoa(key.class)+"xx"))
		}
		o.(prometheus.Observer).Observe(took.Seconds())
	}
}

type seriesKey struct {
	op    *contract.Op
	class int
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
