package telemetry

import (
	"strconv"
	"strings"

	"github.com/VictoriaMetrics/metrics"
)

// durations are the upper bounds of every histogram's buckets, in seconds.
var durations = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// Histogram is the series of a family with those labels, given as name, value, ….
// It measures seconds. Asked again, it is the same.
func (t *Telemetry) Histogram(family string, labels ...string) *metrics.PrometheusHistogram {
	return t.set.GetOrCreatePrometheusHistogramExt(t.series(family, histogram, labels), durations)
}

// Counter is as Histogram.
func (t *Telemetry) Counter(family string, labels ...string) *metrics.Counter {
	return t.set.GetOrCreateCounter(t.series(family, counter, labels))
}

// Gauge is as Histogram; read is asked at every scrape, and must be quick. Without
// read the gauge is what it was set to.
func (t *Telemetry) Gauge(family string, read func() float64, labels ...string) *metrics.Gauge {
	return t.set.GetOrCreateGauge(t.series(family, gauge, labels), read)
}

// Counted is as Gauge for has a family that counts up: what read gives never
// falls. Pools and drivers keep such numbers themselves.
func (t *Telemetry) Counted(family string, read func() float64, labels ...string) {
	t.set.GetOrCreateGauge(t.series(family, counter, labels), read)
}

// series is the full name. A family that nobody listed, or that is of another kind,
// is a fault of the program and shows at start.
func (t *Telemetry) series(family, kind string, labels []string) string {
	if f, ok := t.families[family]; !ok || f.Kind != kind {
		panic("telemetry: no " + kind + " is called " + family)
	}
	if len(labels) == 0 {
		return family
	}
	var b strings.Builder
	b.WriteString(family)
	sep := byte('{')
	for i := 0; i+1 < len(labels); i += 2 {
		b.WriteByte(sep)
		sep = ','
		b.WriteString(labels[i])
		b.WriteByte('=')
		b.WriteString(quoted(labels[i+1]))
	}
	b.WriteByte('}')
	return b.String()
}

// quoted writes a label's value as the text format wants it: a backslash, a quote
// and a line's end are escaped, and nothing else is.
func quoted(v string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(v) + `"`
}

// class is "2xx" of 2.
func class(c int) string { return strconv.Itoa(c) + "xx" }
