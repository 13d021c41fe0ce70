// Package problem is how every service says no: RFC 9457 problem details with a
// stable code for machines. The sentence that a person reads is written by the
// page, in their language, from the code and its params; a problem never echoes
// what was sent, since that may be a password.
package problem

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// ContentType is the media type of every error answer.
const ContentType = "application/problem+json"

// Problem is an error that may be shown to whoever asked. Anything else that a
// handler returns is answered as "internal", and only the log sees its cause.
type Problem struct {
	Type   string  `json:"type" doc:"about:blank: the code tells the problem"`
	Title  string  `json:"title" doc:"the status in words"`
	Status int     `json:"status"`
	Code   string  `json:"code" doc:"stable, snake_case: what a client decides on"`
	Detail string  `json:"detail,omitzero" doc:"for developers; absent from 500 on"`
	Errors []Field `json:"errors,omitempty" doc:"each fault of the input"`
	// Info is the one typed detail that a problem may carry, for example the new quote.
	Info jsontext.Value `json:"info,omitzero"`

	retryAfter time.Duration
}

// Field is one fault of the input.
type Field struct {
	Pointer string            `json:"pointer" doc:"JSON pointer into the body, or where the parameter is: /items/3/sku, query:page, path:number, header:X-Cart-Token"`
	Code    string            `json:"code"`
	Params  map[string]string `json:"params,omitempty" doc:"what the sentence about the code names, such as min"`
}

// New makes a problem of a status and a code.
func New(status int, code string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code}
}

// Error says the code and the faults; it holds nothing that was sent.
func (p *Problem) Error() string {
	s := fmt.Sprintf("%d %s", p.Status, p.Code)
	for _, f := range p.Errors {
		s += fmt.Sprintf(" %s:%s", f.Pointer, f.Code)
	}
	if p.Detail != "" {
		s += ": " + p.Detail
	}
	return s
}

// Is makes errors.Is compare by code, so that a caller decides on `problem.New(409, "sold_out")`.
func (p *Problem) Is(target error) bool {
	t, ok := target.(*Problem)
	return ok && t.Code == p.Code
}

// Because adds a sentence for developers.
func (p *Problem) Because(format string, args ...any) *Problem {
	p.Detail = fmt.Sprintf(format, args...)
	return p
}

// With adds the one typed detail.
func (p *Problem) With(info any) *Problem {
	b, err := json.Marshal(info)
	if err != nil {
		panic("problem info that cannot be encoded: " + err.Error())
	}
	p.Info = b
	return p
}

// After says when to try again; it travels as the Retry-After header, in whole seconds, rounded up.
func (p *Problem) After(d time.Duration) *Problem {
	p.retryAfter = d
	return p
}

// RetryAfter is zero when nothing was said.
func (p *Problem) RetryAfter() time.Duration { return p.retryAfter }

// Invalid is the answer to bad input: 422 with each fault.
func Invalid(fields ...Field) *Problem {
	p := New(http.StatusUnprocessableEntity, "invalid")
	p.Errors = fields
	return p
}

// At is one fault of the input; params come in pairs.
func At(pointer, code string, params ...string) Field {
	f := Field{Pointer: pointer, Code: code}
	for i := 0; i+1 < len(params); i += 2 {
		if f.Params == nil {
			f.Params = map[string]string{}
		}
		f.Params[params[i]] = params[i+1]
	}
	return f
}

// The usual refusals.
func BadRequest(code string) *Problem   { return New(http.StatusBadRequest, code) }
func Unauthorized(code string) *Problem { return New(http.StatusUnauthorized, code) }
func Forbidden() *Problem               { return New(http.StatusForbidden, "forbidden") }
func NotFound(code string) *Problem     { return New(http.StatusNotFound, code) }
func Conflict(code string) *Problem     { return New(http.StatusConflict, code) }
func Unprocessable(code string) *Problem {
	return New(http.StatusUnprocessableEntity, code)
}
func Unavailable(code string) *Problem {
	return New(http.StatusServiceUnavailable, code).After(time.Second)
}
func TooMany(after time.Duration) *Problem {
	return New(http.StatusTooManyRequests, "too_many_requests").After(after)
}

// From finds the problem in err's chain.
func From(err error) (*Problem, bool) {
	var p *Problem
	ok := errors.As(err, &p)
	return p, ok
}

// Code is the code of the problem in err's chain, or "".
func Code(err error) string {
	if p, ok := From(err); ok {
		return p.Code
	}
	return ""
}

// Info decodes the typed detail of the problem in err's chain.
func Info[T any](err error) (T, bool) {
	var v T
	p, ok := From(err)
	if !ok || len(p.Info) == 0 || json.Unmarshal(p.Info, &v) != nil {
		return v, false
	}
	return v, true
}

// Write answers with the problem. From 500 on the detail and the faults are dropped.
func Write(w http.ResponseWriter, p *Problem) {
	out := *p
	if out.Status < 400 || out.Status > 599 { // a Problem made by hand
		out = *New(http.StatusInternalServerError, "internal")
	}
	if out.Status >= 500 {
		out.Detail, out.Errors = "", nil
	}
	b, err := json.Marshal(&out, jsontext.AllowInvalidUTF8(true), json.Deterministic(true))
	if err != nil {
		b = []byte(`{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal"}`)
	}
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Encoding"} { // of the answer that was to come
		h.Del(name)
	}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int((p.retryAfter+time.Second-1)/time.Second)))
	}
	h.Set("Content-Type", ContentType)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(out.Status)
	_, _ = w.Write(b) // nobody to tell when the client is gone
}

// Read is what a client makes of an error answer. A body that is no problem
// document (a proxy's page, a cut answer) becomes a problem of its status.
func Read(status int, header http.Header, body []byte) *Problem {
	p := New(status, "http_"+strconv.Itoa(status))
	var got Problem
	if json.Unmarshal(body, &got) == nil && got.Code != "" {
		got.Status = status
		p = &got
	}
	if s, err := strconv.Atoi(header.Get("Retry-After")); err == nil && s > 0 {
		p.retryAfter = time.Duration(s) * time.Second
	}
	return p
}
