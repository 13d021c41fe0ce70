package telemetry

import (
	"bufio"
	"bytes"
	"net/http"
	"strings"

	"github.com/VictoriaMetrics/metrics"
)

// contentType is of Prometheus' text format.
const contentType = "text/plain; version=0.0.4; charset=utf-8"

// Handler answers a scrape.
func (t *Telemetry) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var series, out bytes.Buffer
		t.set.WritePrometheus(&series)
		t.describe(&out, &series)
		metrics.WriteProcessMetrics(&out)
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write(out.Bytes()) // whoever scrapes is gone, or comes again
	})
}

// describe puts a family's meaning before its series. The library can do so only by
// a switch for the whole process, and without a word of help. It writes the series of
// one family together.
func (t *Telemetry) describe(out, series *bytes.Buffer) {
	last := ""
	for lines := bufio.NewScanner(series); lines.Scan(); {
		line := lines.Text()
		if f, ok := t.familyOf(line); ok && f.Name != last {
			last = f.Name
			out.WriteString("# HELP " + f.Name + " " + f.Help + "\n# TYPE " + f.Name + " " + f.Kind + "\n")
		}
		out.WriteString(line + "\n")
	}
}

func (t *Telemetry) familyOf(line string) (Family, bool) {
	name := line
	if i := strings.IndexAny(line, "{ "); i >= 0 {
		name = line[:i]
	}
	f, ok := t.families[name]
	for _, end := range []string{"_bucket", "_sum", "_count"} {
		if !ok {
			f, ok = t.families[strings.TrimSuffix(name, end)]
		}
	}
	return f, ok
}
