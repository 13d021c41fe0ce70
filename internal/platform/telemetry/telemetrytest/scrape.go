package telemetrytest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Scrape is what a scrape gave: the value of every series by its full name.
type Scrape map[string]float64

// Scraped asks h as Prometheus does, and fails on what is not its text format.
func Scraped(t testing.TB, h http.Handler) Scrape {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if ct := w.Header().Get("Content-Type"); w.Code != http.StatusOK || !strings.HasPrefix(ct, "text/plain; version=0.0.4") {
		t.Fatalf("a scrape is answered %d, %s", w.Code, ct)
	}
	out, err := Parse(w.Body.String())
	if err != nil {
		t.Fatalf("%v in\n%s", err, w.Body)
	}
	return out
}

// Has finds a series of the family that has all the labels, given as name, value, ….
func (s Scrape) Has(family string, labels ...string) (float64, bool) {
series:
	for name, v := range s {
		if base, _, _ := strings.Cut(name, "{"); base != family {
			continue
		}
		for i := 0; i+1 < len(labels); i += 2 {
			if !strings.Contains(name, labels[i]+`="`+labels[i+1]+`"`) {
				continue series
			}
		}
		return v, true
	}
	return 0, false
}

var (
	sample = regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:, ?)?)+\})? (\S+)$`)
	bound  = regexp.MustCompile(`,?le="([^"]*)"`)
	kinds  = map[string]bool{"counter": true, "gauge": true, "histogram": true, "summary": true, "untyped": true}
)

// Parse reads the text format: a family's kind stands once, before its series, its
// series stand together and each once, and a histogram's buckets only grow, up to its count.
func Parse(text string) (Scrape, error) {
	out, typed, done := Scrape{}, map[string]string{}, map[string]bool{}
	buckets := map[string]float64{} // the last of each histogram
	last := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if words := strings.Fields(line); strings.HasPrefix(line, "#") {
			if len(words) >= 4 && words[1] == "TYPE" {
				if typed[words[2]] != "" || !kinds[words[3]] {
					return nil, fmt.Errorf("%q", line)
				}
				typed[words[2]] = words[3]
			}
			continue
		}
		m := sample.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("no sample: %q", line)
		}
		v, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			return nil, fmt.Errorf("no number: %q", line)
		}
		if _, twice := out[m[1]+m[2]]; twice {
			return nil, fmt.Errorf("twice: %q", line)
		}
		out[m[1]+m[2]] = v
		family := familyOf(m[1], typed)
		if family != last {
			if done[family] {
				return nil, fmt.Errorf("%s is written in two places", family)
			}
			done[last], last = true, family
		}
		if typed[family] == "histogram" {
			if err := grows(m, v, buckets); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func familyOf(name string, typed map[string]string) string {
	for _, end := range []string{"_bucket", "_sum", "_count"} {
		if base, ok := strings.CutSuffix(name, end); ok && typed[base] == "histogram" {
			return base
		}
	}
	return name
}

func grows(m []string, v float64, buckets map[string]float64) error {
	switch base, isBucket := strings.CutSuffix(m[1], "_bucket"); {
	case isBucket:
		if !bound.MatchString(m[2]) {
			return fmt.Errorf("a bucket without bound: %s", m[0])
		}
		key := base + strings.Replace(bound.ReplaceAllString(m[2], ""), "{}", "", 1)
		if v < buckets[key] {
			return fmt.Errorf("a bucket holds less than the one below: %s", m[0])
		}
		buckets[key] = v
	case strings.HasSuffix(m[1], "_count"):
		if key := strings.TrimSuffix(m[1], "_count") + m[2]; buckets[key] != v {
			return fmt.Errorf("the last bucket holds %v: %s", buckets[key], m[0])
		}
	}
	return nil
}
