// Package shopper is who visits the shop through one of its doors: buyers, people with
// an account, and a crowd of both that counts every request that fails.
package shopper

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Door is a way into the shop.
type Door struct {
	URL  string // where to connect to, such as http://127.0.0.1:8080
	Host string // what the shop is called there
}

// Client is a program that talks to one door. It sends the same again, with the same
// key, until it is answered or its patience ends. One goroutine uses it.
type Client struct {
	Token string // of who is signed in

	door     Door
	http     *http.Client
	tally    *Tally
	patience time.Duration
	cookie   string // of a browser
}

// New makes a client. Without patience every request is sent once.
func New(door Door, n *Tally, patience time.Duration) *Client {
	return &Client{door: door, tally: n, patience: patience, http: &http.Client{
		Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 4},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Close lets go of its connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Request is one thing that is asked, however often it has to be sent.
type Request struct {
	Method, Path string
	Header       map[string]string
	Body         any        // as JSON
	Form         url.Values // as a browser sends it
}

// Refusal is an answer of 400 and more.
type Refusal struct {
	What   string
	Status int
	Code   string
	Body   string // its beginning
}

func (r *Refusal) Error() string { return fmt.Sprintf("%s: %d %s", r.What, r.Status, r.Body) }

// Code is why the shop refused, "" for any other error.
func Code(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

// Do asks, and reads what is answered: a string takes a page's text, nil nothing,
// anything else what JSON says.
func (c *Client) Do(ctx context.Context, r Request, out any) (http.Header, error) {
	end := time.Now().Add(c.patience)
	for n := 0; ; n++ {
		head, again, err := c.once(ctx, r, out)
		if err == nil || !again || time.Now().After(end) || ctx.Err() != nil {
			return head, err
		}
		wait := min(100*time.Millisecond<<min(n, 5), 2*time.Second)
		select {
		case <-ctx.Done():
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}

// Page reads a page as a browser does, which keeps its session.
func (c *Client) Page(ctx context.Context, path string) (text string, err error) {
	_, err = c.Do(ctx, Request{Method: http.MethodGet, Path: path}, &text)
	return text, err
}

// Post sends a form as a browser does; what it leads to is not followed.
func (c *Client) Post(ctx context.Context, path string, form url.Values) error {
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path, Form: form}, nil)
	return err
}

func (c *Client) request(ctx context.Context, r Request) (*http.Request, error) {
	var body io.Reader
	kind := ""
	switch {
	case r.Form != nil:
		body, kind = strings.NewReader(r.Form.Encode()), "application/x-www-form-urlencoded"
	case r.Body != nil:
		b, err := json.Marshal(r.Body)
		if err != nil {
			return nil, err
		}
		body, kind = bytes.NewReader(b), "application/json"
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, strings.TrimSuffix(c.door.URL, "/")+r.Path, body)
	if err != nil {
		return nil, err
	}
	req.Host = c.door.Host
	head := map[string]string{"Content-Type": kind, "Cookie": c.cookie}
	if c.Token != "" {
		head["Authorization"] = "Bearer " + c.Token
	}
	for _, some := range []map[string]string{head, r.Header} {
		for name, value := range some {
			if value != "" {
				req.Header.Set(name, value)
			}
		}
	}
	return req, nil
}

// ours tells whether the shop answered: a way in that has nobody behind it says by
// itself that there is no such page. The shop puts its policies on every answer.
func ours(resp *http.Response) bool { return resp.Header.Get("Referrer-Policy") != "" }

// once sends one time, and tells whether the same may be sent again.
func (c *Client) once(ctx context.Context, r Request, out any) (head http.Header, again bool, err error) {
	what := r.Method + " " + r.Path
	req, err := c.request(ctx, r)
	if err != nil {
		return nil, false, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		c.tally.asked(fmt.Errorf("%s: %w", what, err))
		return nil, true, fmt.Errorf("%s: %w", what, err)
	}
	defer func() { _ = resp.Body.Close() }()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		c.tally.asked(fmt.Errorf("%s: reading the answer: %w", what, err))
		return nil, true, fmt.Errorf("%s: reading the answer: %w", what, err)
	}
	if resp.StatusCode >= 400 {
		no := &Refusal{What: what, Status: resp.StatusCode, Body: string(got[:min(len(got), 300)])}
		var p struct {
			Code string `json:"code"`
		}
		if json.Unmarshal(got, &p) == nil {
			no.Code = p.Code
		}
		again = resp.StatusCode >= 500 || !ours(resp) || resp.StatusCode == http.StatusTooManyRequests || no.Code == "in_progress"
		if again && no.Code != "in_progress" {
			c.tally.asked(no)
		} else {
			c.tally.asked(nil)
		}
		return nil, again, no
	}
	c.tally.asked(nil)
	for _, one := range resp.Cookies() { // by hand: they are for https, and the door may be plain here
		c.cookie = one.Name + "=" + one.Value
	}
	switch text := out.(type) {
	case nil:
		return resp.Header, false, nil
	case *string:
		*text = string(got)
		return resp.Header, false, nil
	}
	if err := json.Unmarshal(got, out); err != nil {
		return nil, false, fmt.Errorf("%s: the answer: %w", what, err)
	}
	return resp.Header, false, nil
}
