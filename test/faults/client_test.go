package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"
)

// patience is how long a client goes on sending the same until it is answered.
const patience = 60 * time.Second

// tally counts what clients met in one target's series.
type tally struct {
	requests  atomic.Int64 // sent, repeats included
	failed    atomic.Int64 // of those: no answer, or an answer of 5xx
	purchases atomic.Int64 // that ended as the shop and the buyer meant it
	given     atomic.Int64 // purchases that failed in the end: what the shop must not do
	late      atomic.Int64 // the shop was away for longer than an order waits for its payment
	again     atomic.Int64 // the shop said to begin anew: a key's try had been given up, or a cart was gone
}

// client is a program that talks to the shop's one address, and knows what a
// network is: it sends the same again, with the same key, until it is answered.
type client struct {
	http  *http.Client
	url   string
	tally *tally
}

func newClient(url string, n *tally) *client {
	return &client{url: url, tally: n, http: &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 4}}}
}

func (c *client) close() { c.http.CloseIdleConnections() }

// request is one thing that is asked, however often it has to be sent.
type request struct {
	method, path string
	header       map[string]string
	body         any
}

// refusal is an answer that sending again does not change.
type refusal struct {
	What   string
	Status int
	Code   string
	Body   string
}

func (r *refusal) Error() string { return fmt.Sprintf("%s: %d %s", r.What, r.Status, r.Body) }

// code is why the shop refused, empty for any other error.
func code(err error) string {
	var r *refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

// do asks until there is an answer or the patience ends.
func (c *client) do(ctx context.Context, r request, out any) (http.Header, error) {
	deadline := time.Now().Add(patience)
	for n := 0; ; n++ {
		head, again, err := c.once(ctx, r, out)
		if err == nil || !again || time.Now().After(deadline) || ctx.Err() != nil {
			return head, err
		}
		wait := min(100*time.Millisecond<<min(n, 5), 2*time.Second)
		select {
		case <-ctx.Done():
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}

// once sends one time, and tells whether the same may be sent again.
func (c *client) once(ctx context.Context, r request, out any) (head http.Header, again bool, err error) {
	what := r.method + " " + r.path
	var body io.Reader
	if r.body != nil {
		b, err := json.Marshal(r.body)
		if err != nil {
			return nil, false, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, c.url+r.path, body)
	if err != nil {
		return nil, false, err
	}
	for name, value := range r.header {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	c.tally.requests.Add(1)
	resp, err := c.http.Do(req)
	if err != nil {
		c.tally.failed.Add(1)
		return nil, true, fmt.Errorf("%s: %w", what, err)
	}
	defer func() { _ = resp.Body.Close() }()
	got, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		c.tally.failed.Add(1)
		return nil, true, fmt.Errorf("%s: reading the answer: %w", what, err)
	case resp.StatusCode >= 400:
		no := &refusal{What: what, Status: resp.StatusCode, Body: string(got[:min(len(got), 300)])}
		var p struct {
			Code string `json:"code"`
		}
		if json.Unmarshal(got, &p) == nil {
			no.Code = p.Code
		}
		if resp.StatusCode >= 500 {
			c.tally.failed.Add(1)
		}
		return nil, resp.StatusCode >= 500 || no.Code == "in_progress", no
	case out == nil:
		return resp.Header, false, nil
	}
	if err := json.Unmarshal(got, out); err != nil {
		return nil, false, fmt.Errorf("%s: the answer: %w", what, err)
	}
	return resp.Header, false, nil
}
