// Package shopper is who visits the shop under load: readers of pages and buyers.
// They look into what they are answered, since a quick error is no answer.
package shopper

import (
	"bytes"
	"encoding/json"
	"fmt"

	"floresvictoria.cl/flores/test/load/wire"
)

// API is a client of one shop. One goroutine uses it.
type API struct {
	conn    *wire.Conn
	host    string
	headers []wire.Header // of every request
	header  string        // the last answer's, as the connection keeps it
}

// Dial prepares a client; the connection is made at the first request.
func Dial(host string, headers ...wire.Header) (*API, error) {
	c, err := wire.New(host)
	if err != nil {
		return nil, err
	}
	return &API{conn: c, host: host, headers: headers}, nil
}

// Close ends the connection.
func (a *API) Close() { a.conn.Close() }

// get reads JSON into out, which may be nil.
func (a *API) get(path string, out any, headers ...wire.Header) error {
	return a.do(wire.Get(a.host, path, append(headers, a.headers...)...), "GET "+path, out)
}

// post sends JSON.
func (a *API) post(path string, in, out any, headers ...wire.Header) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	return a.do(wire.Post(a.host, path, body, append(headers, a.headers...)...), "POST "+path, out)
}

func (a *API) do(request []byte, what string, out any) error {
	answer, err := a.conn.Do(request)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	a.header = string(answer.Header)
	if answer.Status >= 300 {
		return &Refusal{What: what, Status: answer.Status, Body: string(bytes.Clone(answer.Body[:min(len(answer.Body), 300)]))}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer.Body, out); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// Refusal is an answer that is not what was asked for.
type Refusal struct {
	What   string
	Status int
	Body   string // its beginning
}

func (r *Refusal) Error() string { return fmt.Sprintf("%s: %d %s", r.What, r.Status, r.Body) }

// kept is the last answer's header that the connection keeps.
func (a *API) kept() string { return a.header }
