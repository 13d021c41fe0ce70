package replicas

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// tally counts what all clients of a load met.
type tally struct {
	requests atomic.Int64
	failed   atomic.Int64

	mu  sync.Mutex
	why []string // since somebody took them last
}

func (n *tally) fail(format string, args ...any) {
	n.failed.Add(1)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.why = append(n.why, time.Now().Format("15:04:05.000 ")+fmt.Sprintf(format, args...))
}

// losses are what failed since they were asked for last.
func (n *tally) losses() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := n.why
	n.why = nil
	return out
}

// client sends every request once. One without an answer of success is lost: the load
// asks for nothing that a shop with room for all could refuse.
type client struct {
	url   string
	http  http.RoundTripper
	tally *tally
	token string // of a session; empty for a guest
}

// once asks, and tells whether the answer was read into out.
func (c *client) once(method, path string, head map[string]string, in, out any) (http.Header, bool) {
	h, err := c.send(method, path, head, in, out)
	c.tally.requests.Add(1)
	if err != nil {
		c.tally.fail("%s %s: %v", method, path, err)
	}
	return h, err == nil
}

func (c *client) send(method, path string, head map[string]string, in, out any) (http.Header, error) {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return nil, err
		}
		body = struct{ io.Reader }{bytes.NewReader(b)} // one that cannot be rewound: the transport is to hide nothing by sending it again
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, c.url+path, body)
	if err != nil {
		return nil, err
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for name, value := range head {
		req.Header.Set(name, value)
	}
	resp, err := c.http.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	got, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading the answer: %w", err)
	case resp.StatusCode >= 400:
		return nil, fmt.Errorf("%d %s", resp.StatusCode, got[:min(len(got), 300)])
	case out == nil:
		return resp.Header, nil
	}
	return resp.Header, json.Unmarshal(got, out)
}
