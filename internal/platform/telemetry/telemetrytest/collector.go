// Package telemetrytest stands in for what telemetry talks to: a collector of traces
// that reads OTLP's JSON as its specification describes it, and a reader of
// Prometheus' text that takes nothing but what the format allows.
package telemetrytest

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// Span is what a collector keeps of one.
type Span struct {
	Service    string
	TraceID    string
	ID         string
	Parent     string
	Name       string
	Kind       int // 2 server, 3 client, 4 producer, 5 consumer
	Nanos      int64
	Failed     bool
	Attributes map[string]string
}

// Collector takes traces.
type Collector struct {
	URL  string
	Away atomic.Bool // answers 503 while set

	t       testing.TB
	mu      sync.Mutex
	spans   []Span
	headers []http.Header
}

// Collect starts a collector that ends with the test. What is not the protocol fails it.
func Collect(t testing.TB) *Collector {
	c := &Collector{t: t}
	srv := httptest.NewServer(c)
	t.Cleanup(srv.Close)
	c.URL = srv.URL
	return c
}

// ServeHTTP takes one batch.
func (c *Collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if c.Away.Load() {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	spans, err := read(r)
	if err != nil {
		c.t.Errorf("the collector cannot read a batch: %v", err)
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spans, c.headers = append(c.spans, spans...), append(c.headers, r.Header.Clone())
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte("{}"))
}

// Spans are those that came so far.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Span(nil), c.spans...)
}

// Headers are those of the batches that came so far.
func (c *Collector) Headers() []http.Header {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]http.Header(nil), c.headers...)
}

type attribute struct {
	Key   string `json:"key"`
	Value struct {
		String *string `json:"stringValue"`
		Bool   *bool   `json:"boolValue"`
		Int    *string `json:"intValue"`
		Double *float64
	} `json:"value"`
}

type batch struct {
	ResourceSpans []struct {
		Resource struct {
			Attributes []attribute `json:"attributes"`
		} `json:"resource"`
		ScopeSpans []struct {
			Scope struct {
				Name string `json:"name"`
			} `json:"scope"`
			Spans []struct {
				TraceID      string      `json:"traceId"`
				SpanID       string      `json:"spanId"`
				ParentSpanID string      `json:"parentSpanId"`
				Flags        uint32      `json:"flags"`
				Name         string      `json:"name"`
				Kind         int         `json:"kind"`
				Start        string      `json:"startTimeUnixNano"`
				End          string      `json:"endTimeUnixNano"`
				Attributes   []attribute `json:"attributes"`
				Status       struct {
					Code    int    `json:"code"`
					Message string `json:"message"`
				} `json:"status"`
			} `json:"spans"`
		} `json:"scopeSpans"`
	} `json:"resourceSpans"`
}

var (
	traceID = regexp.MustCompile(`^[0-9a-f]{32}$`)
	spanID  = regexp.MustCompile(`^[0-9a-f]{16}$`)
)

func read(r *http.Request) (out []Span, err error) {
	if r.Method != http.MethodPost || r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Content-Encoding") != "gzip" {
		return nil, fmt.Errorf("%s %s of %s, %s", r.Method, r.URL.Path, r.Header.Get("Content-Type"), r.Header.Get("Content-Encoding"))
	}
	zip, err := gzip.NewReader(r.Body)
	if err != nil {
		return nil, err
	}
	var b batch
	dec := json.NewDecoder(zip)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return nil, err
	}
	for _, of := range b.ResourceSpans {
		service := values(of.Resource.Attributes)["service.name"]
		for _, in := range of.ScopeSpans {
			for _, s := range in.Spans {
				start, err1 := strconv.ParseInt(s.Start, 10, 64)
				end, err2 := strconv.ParseInt(s.End, 10, 64)
				switch {
				case !traceID.MatchString(s.TraceID) || !spanID.MatchString(s.SpanID) || s.ParentSpanID != "" && !spanID.MatchString(s.ParentSpanID):
					return nil, fmt.Errorf("ids %q, %q, %q", s.TraceID, s.SpanID, s.ParentSpanID)
				case errors.Join(err1, err2) != nil || end < start || start == 0:
					return nil, fmt.Errorf("from %q to %q", s.Start, s.End)
				case service == "" || in.Scope.Name == "" || s.Name == "" || s.Kind < 1 || s.Kind > 5 || s.Flags&1 == 0:
					return nil, fmt.Errorf("a span of %q by %q: %+v", service, in.Scope.Name, s)
				case s.Status.Message != "":
					return nil, fmt.Errorf("a status says %q", s.Status.Message)
				}
				out = append(out, Span{
					Service: service, TraceID: s.TraceID, ID: s.SpanID, Parent: s.ParentSpanID, Name: s.Name, Kind: s.Kind,
					Nanos: end - start, Failed: s.Status.Code == 2, Attributes: values(s.Attributes),
				})
			}
		}
	}
	return out, nil
}

func values(attrs []attribute) map[string]string {
	out := map[string]string{}
	for _, a := range attrs {
		switch v := a.Value; {
		case v.String != nil:
			out[a.Key] = *v.String
		case v.Int != nil:
			out[a.Key] = *v.Int
		case v.Bool != nil:
			out[a.Key] = strconv.FormatBool(*v.Bool)
		}
	}
	return out
}
