package contract

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// outgoing is a request that can be sent more than once.
type outgoing struct {
	url    url.URL
	header http.Header // shared by the attempts; nobody changes it once they begin
	body   []byte
	key    string // the Idempotency-Key; of a cached read its address
}

// request makes the request of one attempt.
func (o *outgoing) request(op *Op) *http.Request {
	req := &http.Request{
		Method: op.Method, URL: &o.url, Host: o.url.Host, Header: o.header,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	if o.body != nil {
		req.Body = io.NopCloser(bytes.NewReader(o.body))
		req.ContentLength = int64(len(o.body))
	}
	return req
}

// prepare turns the input into a request.
func (c *Conn) prepare(ctx context.Context, op *Op, in reflect.Value) (*outgoing, error) {
	call := &outgoing{url: *c.base, header: make(http.Header, 4)}
	if err := call.setPath(op, in); err != nil {
		return nil, err
	}
	call.setQuery(op, in)
	for i := range op.in.params {
		p := &op.in.params[i]
		if v := in.FieldByIndex(p.index); p.in == "header" && p.sent(v) {
			s, ok := headerText(text(v))
			if !ok {
				return nil, problem.Invalid(problem.At(p.where(), "malformed"))
			}
			call.header[p.name] = []string{s}
		}
	}
	if _, named := call.header["User-Agent"]; !named && c.handler == nil {
		call.header["User-Agent"] = nil // or the transport would name itself
	}
	if b := op.in.body; b != nil {
		body, err := json.Marshal(in.FieldByIndex(b.index).Addr().Interface(), json.Deterministic(true))
		if err != nil {
			return nil, fmt.Errorf("encoding the body of %s: %w", op, err)
		}
		call.body = body
		call.header["Content-Type"] = jsonType
	}
	switch {
	case op.IsCached:
		call.key = call.url.RequestURI()
	case op.Idempotent:
		if call.key = call.header.Get("Idempotency-Key"); call.key == "" {
			call.key = id.New()
			call.header["Idempotency-Key"] = []string{call.key}
		}
	}
	return call, c.credentials(ctx, op, call.header)
}

// jsonType is shared by all headers that have it; nobody changes a header's values in place.
var jsonType = []string{"application/json"}

// sent tells whether the parameter travels: zero is absence, except where absence
// is refused.
func (p *param) sent(v reflect.Value) bool { return p.required || !v.IsZero() }

func (p *param) where() string { return p.in + ":" + p.name }

func (o *outgoing) setPath(op *Op, in reflect.Value) error {
	if len(op.path) == 1 && op.path[0].name == "" {
		o.url.Path = op.Path
		return nil
	}
	var plain, escaped strings.Builder
	for _, s := range op.path {
		if s.name == "" {
			plain.WriteString(s.text)
			escaped.WriteString(s.text)
			continue
		}
		p := op.in.find("path", s.name)
		switch v := text(in.FieldByIndex(p.index)); v {
		case "":
			return problem.Invalid(problem.At(p.where(), "required"))
		case ".", "..", "/": // would name another address; a slash among other signs does not
			return problem.Invalid(problem.At(p.where(), "malformed"))
		default:
			plain.WriteString(v)
			escaped.WriteString(url.PathEscape(v))
		}
	}
	o.url.Path, o.url.RawPath = plain.String(), escaped.String()
	return nil
}

func (o *outgoing) setQuery(op *Op, in reflect.Value) {
	var q strings.Builder
	add := func(name string, v reflect.Value) {
		if q.Len() > 0 {
			q.WriteByte('&')
		}
		q.WriteString(url.QueryEscape(name))
		q.WriteByte('=')
		q.WriteString(url.QueryEscape(text(v)))
	}
	for _, p := range op.in.queries {
		v := in.FieldByIndex(p.index)
		switch {
		case p.list:
			for j := range v.Len() {
				add(p.name, v.Index(j))
			}
		case p.sent(v):
			add(p.name, v)
		}
	}
	o.url.RawQuery = q.String()
}

// credentials adds what the operation asks for and no more: the user's token
// where a user is the cause, the caller's own where only services may call.
func (c *Conn) credentials(ctx context.Context, op *Op, h http.Header) error {
	if t := UserToken(ctx); t != "" && !op.IsCached {
		h.Set("Authorization", "Bearer "+t)
	}
	if tp := Trace(ctx); tp != "" {
		h[traceparent.Header] = []string{tp}
	}
	if op.Access.kind != accessInternal { // a Credential operation is how a service gets its first token
		return nil
	}
	if c.token == nil {
		return fmt.Errorf("calling %s: this connection has no service token", op)
	}
	t, err := c.token(ctx, c.provider)
	if err != nil {
		return fmt.Errorf("a service token for %s: %w", c.provider, err)
	}
	h.Set("Service-Authorization", "Bearer "+t)
	return nil
}

// Bearer is the token in a header of the form "Bearer …", or "".
func Bearer(h http.Header, name string) string {
	const prefix = "Bearer "
	v := h.Get(name)
	if len(v) > len(prefix) && strings.EqualFold(v[:len(prefix)], prefix) {
		return v[len(prefix):]
	}
	return ""
}
